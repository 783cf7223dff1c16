from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danvan_desktop import reports
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.reports.catalogue import DAY_FORMS, FORMS, form_of, forms_of_kind, suggested_file_name
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, Purpose
from danvan_desktop.reports.printing import print_form
from tests.uids import new_uid

if TYPE_CHECKING:
    from tests.reports.conftest import Office


def test_every_form_has_a_code_of_its_own_and_prints_a_declared_kind() -> None:
    assert len({form.code for form in FORMS}) == len(FORMS)
    assert len({form.file_stem for form in FORMS}) == len(FORMS)
    for form in FORMS:
        assert form.kind in ALL_KINDS
        assert str(form.title)
        assert str(form.description)
        assert form_of(form.code) is form


def test_a_form_of_the_decree_tells_its_number_and_no_other_has_one() -> None:
    for form in FORMS:
        told = re.search(r"Mẫu số (\d\d)", str(form.description))
        assert form.form_number == ("" if told is None else told.group(1))
    assert form_of("vote-count").form_number == "02"


def test_every_purpose_groups_forms_and_registers_stand_by_themselves() -> None:
    assert {form.purpose for form in (*FORMS, *DAY_FORMS)} == set(Purpose)
    assert all((form.purpose is Purpose.REGISTER) == form.code.endswith("-register") for form in FORMS)


@pytest.mark.parametrize("module", ["catalogue", "form", "numbering", "batch", "printing"])
def test_what_handles_forms_names_none_of_them_and_no_kind_they_print(module: str) -> None:
    source = Path(reports.__file__).with_name(f"{module}.py").read_text("utf-8")
    printed = {form.code for form in FORMS} | {form.kind for form in FORMS}
    assert [name for name in printed if f'"{name}"' in source] == []


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ReportError, match=r"“poem”.*meeting-minutes, meeting-invitation"):
        form_of("poem")


def test_the_forms_of_a_record_are_those_of_its_kind() -> None:
    assert [form.code for form in forms_of_kind("meeting")] == [
        "meeting-minutes",
        "meeting-invitation",
        "attendance-sheet",
        "community-resolution",
        "decision-extract",
        "vote-count",
        "household-ballots",
        "ballot-slip",
        "opinion-slip",
        "ballot-list",
        "candidates-minutes",
        "recognition-request",
    ]
    assert forms_of_kind("unit") == ()
    assert form_of("petition-register").needs is Needs.PERIOD


def test_files_are_named_by_period_form_unit_and_day(office: Office) -> None:
    minutes, register = form_of("meeting-minutes"), form_of("petition-register")
    context = office.context(office.meeting())
    assert suggested_file_name(minutes, context) == "2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12.pdf"
    across = office.context(period="2026-Q3")
    assert suggested_file_name(register, across, "docx") == "2026-Q3_So-kien-nghi_Xa-Dong-Son.docx"


def test_names_of_units_become_plain_letters(office: Office) -> None:
    unit = office.save("unit", name="Tổ dân phố số 5/Đường *Lê Lợi*", kind="residential_group", code="T5")
    name = suggested_file_name(form_of("meeting-minutes"), office.context(office.meeting(unit=unit)))
    assert name == "2026-Q3_BB-hop-dan_To-dan-pho-so-5-Duong-Le-Loi_2026-08-12.pdf"


def test_a_record_that_is_missing_or_of_another_kind_is_refused_in_words(office: Office) -> None:
    minutes = form_of("meeting-minutes")
    for uid, said in (("", "Mẫu này in cho một hồ sơ"), (new_uid(), "Không có hồ sơ")):
        with pytest.raises(ReportError, match=said):
            minutes.build(office.context(uid))
    with pytest.raises(ReportError, match=r"“Buổi đối thoại”, mẫu này in “Cuộc họp thôn”"):
        minutes.build(office.context(office.dialogue()))


def test_a_form_is_printed_to_a_file_in_one_call(office: Office, tmp_path: Path) -> None:
    form, context = form_of("meeting-minutes"), office.context(office.meeting())
    path, stream = tmp_path / suggested_file_name(form, context), io.BytesIO()
    assert print_form(form, context, path) == print_form(form, context, stream)
    assert path.read_bytes() == stream.getvalue()


def test_the_catalogue_is_known_without_loading_the_pdf_library() -> None:
    code = "import sys, danvan_desktop.reports.printing; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
