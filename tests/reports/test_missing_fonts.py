"""Papers need the letters that come with the program: without them none is made, and one line says why."""

from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.store import Store
from tests.missing_fonts import DAMAGES, Damage, damaged_font


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file_format", [FileFormat.PDF, FileFormat.XLSX])
def test_paper_is_not_made_of_other_letters(damage: Damage, file_format: FileFormat, tmp_path: Path) -> None:
    out = tmp_path / f"so.{file_format}"
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        petition = {"number": "1", "received_on": "2026-08-13", "content": "Mương bị tắc", "unit": store.unit.uid}
        store.save(Draft("petition", petition))
        context = ReportContext(store, store.today(), period=Period.quarter(2026, 3))
        form = form_of("petition-register")
        told = "LiberationSerif-Bold.*Hãy cài đặt lại phần mềm; dữ liệu vẫn nguyên"
        with damaged_font(damage, tmp_path), pytest.raises(ReportError, match=told):
            print_form(form, context, out, file_format=file_format)
        assert {path.name for path in tmp_path.iterdir() if path.name.startswith((".so", "so"))} == set()
        print_form(form, context, out, file_format=file_format)
    assert out.is_file()
