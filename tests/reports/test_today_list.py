"""Hôm nay cần làm: what is late, due today and ahead, on paper and by command."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from danvan_desktop.reports.catalogue import form_of, suggested_file_name
from danvan_desktop.reports.context import titled
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat, Style

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "today-list"


def test_late_and_coming_work_stands_in_its_part_with_who_when_and_the_article(office: Office) -> None:
    today = office.store.today()
    office.petition(
        "012/2026",
        received_on=(today - dt.timedelta(days=40)).isoformat(),
        due_on=(today - dt.timedelta(days=9)).isoformat(),
        assigned_to="Phòng Kinh tế",
    )
    office.petition("013/2026", received_on=today.isoformat(), due_on=None)
    assert print_form(form_of(FORM), office.context(), io.BytesIO()).replaced_characters == ()
    text = " ".join(office.printed(FORM).whole_text.split())
    assert "HÔM NAY CẦN LÀM" in text
    assert "Quá hạn (1)" in text
    assert "Phòng Kinh tế" in text
    assert "quá hạn" in text
    assert text.index("012/2026") < text.index("Hôm nay (")


def test_a_day_without_work_makes_no_paper(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.store, "today", lambda: dt.date(2026, 2, 10))
    with pytest.raises(ReportError, match="không có việc nào"):
        print_form(form_of(FORM), office.context(), io.BytesIO())


def test_it_is_made_for_word_and_excel_too_and_never_in_the_party_format(office: Office) -> None:
    office.petition("012/2026", due_on=(office.store.today() - dt.timedelta(days=2)).isoformat())
    form, stream = form_of(FORM), io.BytesIO()
    print_form(form, office.context(), stream, file_format=FileFormat.DOCX)
    told = [cell.text for table in docx.Document(stream).tables for row in table.rows for cell in row.cells]
    assert any("012/2026" in cell for cell in told)
    book = io.BytesIO()
    print_form(form, office.context(), book, file_format=FileFormat.XLSX)
    sheets = openpyxl.load_workbook(book).worksheets
    assert any("012/2026" in str(cell.value) for sheet in sheets for row in sheet.rows for cell in row)
    assert form.styles() == (Style.STATE,)


def test_its_file_is_named_by_the_day(office: Office) -> None:
    name = suggested_file_name(form_of(FORM), office.context())
    assert name == f"{office.context().today.isoformat()}_Hom-nay-can-lam_Xa-Dong-Son.pdf"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("05/09/2026 – Nguyễn Văn An", "05/9/2026 – Nguyễn Văn An"),
        ("Họp 12/02/2026 và 12/11/2026", "Họp 12/02/2026 và 12/11/2026"),
        ("Kiến nghị 012/2026", "Kiến nghị 012/2026"),
        ("Số 105/09/2026", "Số 105/09/2026"),
    ],
)
def test_days_in_titles_are_written_as_papers_do(title: str, printed: str) -> None:
    assert titled(title) == printed
