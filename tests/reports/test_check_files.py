"""``script/check_files.py`` finds nothing in what is printed, and each of its rules finds what it is there for."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import check_files
import pikepdf
import pytest

from danvan_desktop.reports.document import (
    Block,
    Column,
    Document,
    DocumentNumber,
    Header,
    Paragraph,
    Proof,
    Recipients,
    Signature,
    Table,
)
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.reports.signing.checking import FoundSignature
from tests.copies import replace
from tests.reports.reading import INFO, LONG


def test_nothing_is_found_in_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    status = check_files.main(["--office", "bare", "--signed", "1", "meeting-invitation", "situation-entry-register"])
    told = capsys.readouterr().out
    assert (status, told.count("\n")) == (0, 1)
    assert "2 papers" in told
    assert "0 faults" in told


@pytest.fixture
def proofs(tmp_path: Path) -> check_files.Proofs:
    return check_files.Proofs(tmp_path, 1)


def _paper(*blocks: Block) -> Document:
    table = Table((Column("TT", 10), Column("Nội dung", 90)), (("1", "Đường"), ("2", "Mương")))
    return Document(
        INFO,
        Header(
            "Ủy ban nhân dân xã Đông Sơn",
            number=DocumentNumber(5, "BC-UBND"),
            place_date="Đông Sơn, ngày 05 tháng 02 năm 2026",
        ),
        "Báo cáo",
        "Kết quả công tác dân vận",
        blocks=blocks or (Paragraph(LONG), table),
        signatures=(Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), name="Lê Quang Hưng"),),
        recipients=Recipients(("Thường trực Đảng ủy", "Lưu: VT")),
        proof=Proof("DANVAN:9G8D2HEAND335WJSY2MQ", "9G8D-2HEA-ND33-5WJS-Y2MQ", "Mã kiểm chứng số liệu."),
    )


def _pdf(document: Document, page_format: PageFormat) -> bytes:
    stream = io.BytesIO()
    render_pdf(document, page_format, stream)
    return stream.getvalue()


def _found(faults: check_files.Faults) -> set[str]:
    return {rule for rule, one in faults.items() if one}


def _changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(stream)
    return stream.getvalue()


def _without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _with_a_tag_of_nothing(pdf: pikepdf.Pdf) -> None:
    """Let the tree of parents name no element of what the first page marks."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers[1] = pikepdf.Array(list(numbers[1])[:-1])


@pytest.mark.parametrize(("rule", "change"), [("archive", _without_language), ("tags", _with_a_tag_of_nothing)])
def test_a_rule_of_pdf_files_finds_what_it_is_there_for(
    proofs: check_files.Proofs, state_format: PageFormat, rule: str, change: Callable[[pikepdf.Pdf], None]
) -> None:
    document = _paper()
    data = _pdf(document, state_format)
    assert _found(proofs.faults_of("paper", document, data)) == set()
    assert dict(proofs.counts) == {"papers": 1, "sheets": 1, "signed": 1, "codes": 1}
    assert rule in _found(proofs.faults_of("paper", document, _changed(data, change)))


def test_another_code_than_that_of_the_paper_is_found(proofs: check_files.Proofs, state_format: PageFormat) -> None:
    document = _paper()
    other = replace(document, proof=Proof("DANVAN:9G8D2HEAND33PWSXZ331", "9G8D-2HEA-ND33-PWSX-Z331", "Mã."))
    assert _found(proofs.faults_of("paper", other, _pdf(document, state_format))) == {"code"}


def test_a_signature_that_is_not_found_again_is_told(
    proofs: check_files.Proofs, state_format: PageFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_data: bytes, _trusted: object) -> list[FoundSignature]:
        return []

    monkeypatch.setattr(check_files, "signatures_in", nobody)
    document = _paper()
    assert _found(proofs.faults_of("paper", document, _pdf(document, state_format))) == {"signed"}


def test_a_sheet_that_does_not_tell_what_it_is_about_is_found(
    proofs: check_files.Proofs, state_format: PageFormat
) -> None:
    document = _paper()
    unnamed = replace(document, header=replace(document.header, issuer=""))
    assert "sheet" in _found(proofs.faults_of("paper", unnamed, _pdf(document, state_format)))
