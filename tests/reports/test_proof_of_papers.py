"""Verify accepts every paper with a proof that is printed, and notices a register's changed row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.copies import CopyWish
from danvan_desktop.reports.document import CopyKind, Document, Header, Proof
from danvan_desktop.reports.figures import FigureGroup
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.reports.pdf.render import Chapter, render_book
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.proof import PROVEN_FORMS, codes_in, proofs_in, verify
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import Store
from tests.copies import replace
from tests.reports.conftest import Office
from tests.reports.golden_office import DAY, GoldenOffice, make_commune
from tests.reports.reading import INFO

_PERIODS = ("2026-Q3", "2026-H2", "2026", "2026-08")
_NEVER_OF_A_MONTH = {"work-report", "democracy-report"}
_CASES = [
    pytest.param(code, style, period, id=f"{code}-{style}-{period}")
    for code in PROVEN_FORMS
    for style in form_of(code).styles()
    for period in _PERIODS
    if code not in _NEVER_OF_A_MONTH or period != "2026-08"
]


def _the_proof(path: Path) -> str:
    (proof,) = proofs_in(path)
    return proof


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_commune(tmp_path_factory.mktemp("papers") / "commune.db") as store:
        GoldenOffice(store)
        yield store


@pytest.mark.parametrize(("code", "style", "period"), _CASES)
def test_every_paper_with_a_proof_is_found_genuine(
    commune: Store, tmp_path: Path, code: str, style: Style, period: str
) -> None:
    form, context = form_of(code), ReportContext(commune, DAY, period=Period.parse(period), style=style)
    proof = form.build(context).proof
    assert proof is not None
    for text in (proof.code, proof.payload, proof.details, proof.code.replace("-", " ").lower()):
        assert verify(commune, text).agrees
    for file_format in FileFormat:
        path = tmp_path / f"a.{file_format}"
        print_form(form, context, path, file_format=file_format)
        assert _the_proof(path) in (proof.details, proof.code)
        assert verify(commune, _the_proof(path)).agrees
    path = tmp_path / "copy.pdf"
    print_form(form, context, path, copy=CopyWish(CopyKind.FULL, 5, ("Các thôn năm 2026",)))
    assert verify(commune, _the_proof(path)).agrees


def test_a_book_of_several_papers_names_the_proof_of_each(commune: Store, tmp_path: Path) -> None:
    context = ReportContext(commune, DAY, period=Period.parse("2026-Q3"))
    documents = [form_of(code).build(replace(context, style=form_of(code).styles()[0])) for code in PROVEN_FORMS]
    minutes = form_of("meeting-minutes").build(replace(context, uid=commune.list("meeting")[0].uid))
    path, page_format = tmp_path / "book.pdf", load_page_format("state")
    render_book([Chapter(one.kind, one, page_format) for one in (*documents, minutes)], INFO, path)
    found = proofs_in(path)
    wanted = [one.proof.details for one in documents if one.proof]
    assert list(found) == wanted
    assert len(found) > 2
    assert all(verify(commune, proof).agrees for proof in found)


def test_a_paper_that_lost_its_keywords_is_still_checked_by_what_is_printed(commune: Store, tmp_path: Path) -> None:
    form, path = form_of("petition-register"), tmp_path / "a.xlsx"
    print_form(form, ReportContext(commune, DAY, period=Period.parse("2026-Q3")), path, file_format=FileFormat.XLSX)
    book = openpyxl.load_workbook(path)
    book.save(tmp_path / "saved.xlsx")
    assert verify(commune, _the_proof(tmp_path / "saved.xlsx")).agrees


@pytest.mark.parametrize("before", ["báo cáo năm 2026", "1234 ABCD", "2025 2026", "Số 0001-0002-0003"])
def test_a_code_is_found_behind_a_line_that_ends_in_groups_of_four(commune: Store, before: str) -> None:
    proof = form_of("petition-register").build(ReportContext(commune, DAY, period=Period.parse("2026-Q3"))).proof
    assert proof is not None
    for sign in ("-", "-\n", "\x02\r\n", "\ufffe"):
        text = f"{before}\n{proof.code.replace('-', sign)}\n2026 hết"
        assert [str(code) for code in codes_in(text)] == [proof.code]


def test_a_code_without_the_file_s_own_words_is_read_from_its_page(commune: Store, tmp_path: Path) -> None:
    document = form_of("work-report").build(ReportContext(commune, DAY, period=Period.parse("2026"), style=Style.PARTY))
    bare = replace(document, info=replace(document.info, keywords="không có gì"))
    path = tmp_path / "a.pdf"
    render_pdf(bare, load_page_format("party"), path)
    assert document.proof is not None
    assert _the_proof(path) == document.proof.code


@pytest.mark.parametrize(
    ("code", "kind", "field", "value"),
    [
        ("petition-register", "petition", "content", "Nội dung khác"),
        ("petition-register", "petition", "reply", "Lời trả lời khác"),
        ("petition-register", "petition", "citizen_name", "Người Khác"),
        ("petition-register", "petition", "due_on", "2026-08-30"),
        ("meeting-register", "meeting", "subject", "Việc khác"),
        ("meeting-register", "meeting", "households_present", 4),
        ("meeting-register", "meeting", "chair", "Người Khác, Trưởng thôn"),
        ("dialogue-register", "dialogue", "topic", "Việc khác"),
        ("dialogue-register", "dialogue", "conclusion_notice_number", "99/TB-UBND"),
        ("model-register", "model", "name", "Mô hình khác"),
        ("model-register", "model", "registrant", "Tập thể khác"),
    ],
)
def test_a_register_with_a_changed_row_is_found_out_and_the_row_is_named(
    tmp_path: Path, code: str, kind: str, field: str, value: object
) -> None:
    with make_commune(tmp_path / "commune.db") as store:
        records = GoldenOffice(store).records
        proof = form_of(code).build(ReportContext(store, DAY, period=Period.parse("2026-Q3"))).proof
        assert proof is not None
        store.save(Draft(kind, {field: value}, records[kind]))
        assert not verify(store, proof.code).agrees
        found = verify(store, proof.payload)
        assert not found.agrees
        assert [record.uid for record in found.rows] == [records[kind]]
        assert found.rows_missing == 1
        assert len(found.notes(["…"])) == 2


def test_a_row_that_was_added_or_deleted_later_is_found_out(office: Office) -> None:
    office.petition("001/2026")
    proof = form_of("petition-register").build(office.context(period="2026-Q3")).proof
    assert proof is not None
    added = office.petition("002/2026")
    found = verify(office.store, proof.payload)
    assert ([record.uid for record in found.rows], found.rows_missing) == ([added], 0)
    office.store.delete(added)
    assert verify(office.store, proof.code).agrees


def test_a_reply_after_the_day_of_printing_does_not_make_a_register_wrong(office: Office) -> None:
    petition = office.petition("001/2026")
    proof = form_of("petition-register").build(office.context(period="2026-Q3")).proof
    assert proof is not None
    reply = {"replied_on": "2026-10-05", "reply": "Đã sửa", "reply_number": "5/UBND", "result": "solved"}
    office.store.save(Draft("petition", reply, petition))
    assert verify(office.store, proof.code).agrees


def test_the_level_above_without_personal_data_is_told_that_persons_were_not_checked(commune: Store) -> None:
    proof = form_of("petition-register").build(ReportContext(commune, DAY, period=Period.parse("2026-Q3"))).proof
    assert proof is not None
    for petition in commune.list("petition"):
        commune.save(Draft("petition", {"citizen_name": None, "citizen_address": None}, petition.uid))
    found = verify(commune, proof.code)
    assert (found.agrees, found.people_not_here) == (True, True)


def test_a_long_register_has_a_small_qr_code_and_names_its_rows_in_the_file(office: Office, tmp_path: Path) -> None:
    for number in range(60):
        office.petition(f"{number:03d}/2026")
    proof = form_of("petition-register").build(office.context(period="2026-Q3")).proof
    assert proof is not None
    assert len(proof.payload) < 60
    assert verify(office.store, proof.payload).agrees
    path = tmp_path / "a.pdf"
    print_form(form_of("petition-register"), office.context(period="2026-Q3"), path)
    assert _the_proof(path) == proof.details
    assert verify(office.store, _the_proof(path)).agrees


def test_two_units_whose_digests_are_the_same_do_not_hide_each_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.petition("001/2026", unit=office.store.unit.uid)
    proof = form_of("petition-register").build(office.context(period="2026-Q3")).proof
    assert proof is not None
    office.save("unit", name="An Bình", kind="commune", code="AB")
    mark = "danvan_desktop.reports.proof.verifying.unit_mark"
    monkeypatch.setattr(mark, lambda _uid, _set: next(codes_in(f" {proof.code} ")).unit)
    found = verify(office.store, proof.code)
    assert found.agrees
    assert found.unit.uid == office.store.unit.uid


def test_a_payload_that_no_qr_code_holds_gives_way_to_the_short_code(tmp_path: Path) -> None:
    proof = Proof("A" * 9000, "ABCD-EFGH", "")
    render_pdf(
        Document(INFO, Header("UBND xã Đông Sơn"), "Thẻ", proof=proof), load_page_format("state"), tmp_path / "a.pdf"
    )
    assert (tmp_path / "a.pdf").stat().st_size > 0


_DECIDED = {
    "level": "commune",
    "decision_number": "05/QĐ-UBND",
    "decision_date": "2026-08-20",
    "replicated_to": "Thôn Tây",
}


@pytest.mark.parametrize(
    "change",
    [
        {"level": "province"},
        {"decision_number": "06/QĐ-UBND"},
        {"decision_date": "2026-08-21"},
        {"replicated_to": "Thôn Bắc"},
    ],
)
def test_a_row_of_a_model_proves_how_it_was_recognised(office: Office, change: dict[str, object]) -> None:
    model = office.model(registered_on="2026-08-01")
    recognised = [
        office.save("recognition", model=model, **{**_DECIDED, "decision_number": n}) for n in ("1/QĐ", "2/QĐ")
    ]
    proof = form_of("model-register").build(office.context(period="2026-Q3")).proof
    assert proof is not None
    before = {name: office.store.get(recognised[1]).get(name) for name in change}
    office.store.save(Draft("recognition", change, recognised[1]))
    found = verify(office.store, proof.payload)
    assert not found.agrees
    assert [record.uid for record in found.rows] == [model]
    office.store.save(Draft("recognition", before, recognised[1]))
    assert verify(office.store, proof.payload).agrees
    office.store.delete(recognised[0])
    assert not verify(office.store, proof.payload).agrees


def test_one_person_of_many_who_is_another_now_is_found_out(office: Office) -> None:
    named = office.petition("001/2026", citizen_name="Lê Thị An")
    office.petition("002/2026")
    proof = form_of("petition-register").build(office.context(period="2026-Q3")).proof
    assert proof is not None
    office.store.save(Draft("petition", {"citizen_name": "Người Khác"}, named))
    found = verify(office.store, proof.code)
    assert (found.agrees, found.people_not_here, found.groups) == (False, False, (FigureGroup.PEOPLE,))


def test_a_register_without_rows_agrees_without_a_word_of_persons(office: Office) -> None:
    proof = form_of("petition-register").build(office.context(period="2026-Q3")).proof
    assert proof is not None
    found = verify(office.store, proof.code)
    assert (found.agrees, found.people_not_here) == (True, False)


@pytest.mark.parametrize(
    ("form", "day"), [("petition-register", dt.date(2026, 10, 1)), ("work-report", dt.date(2026, 9, 30))]
)
def test_a_paper_is_held_against_the_records_of_its_day(office: Office, form: str, day: dt.date) -> None:
    office.petition("001/2026")
    proof = form_of(form).build(office.context(period="2026-Q3")).proof
    assert proof is not None
    later = {"replied_on": "2026-10-05", "reply": "Đã sửa", "reply_number": "5/UBND", "result": "solved"}
    office.store.save(Draft("petition", later, office.store.uids("petition")[0]))
    found = verify(office.store, proof.code)
    assert (found.agrees, found.as_of) == (True, day)
