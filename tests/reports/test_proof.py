"""The code below a report says whether the records elsewhere give the same figures, and which differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS, form_of
from danvan_desktop.reports.figures import FIGURES, FigureGroup
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.reports.proof import PROVEN_FORMS, ProofCode, ProofError, proofs_in, proven_figures, verify
from danvan_desktop.reports.proof.frozen import NEWEST, frozen_set
from danvan_desktop.store import Store

if TYPE_CHECKING:
    from danvan_desktop.reports.document import Proof
    from danvan_desktop.reports.page_format import PageFormat
    from tests.reports.conftest import Office

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@st.composite
def codes(draw: st.DrawFn) -> ProofCode:
    kind = draw(st.sampled_from(PeriodKind))
    period = Period(kind, draw(st.integers(2000, 2100)), draw(st.integers(1, 12 // kind.value)))
    number = draw(st.integers(1, NEWEST))
    known = frozen_set(number)
    form = draw(st.integers(0, len(known.forms) - 1))
    groups = draw(st.tuples(*(st.integers(0, 31) for _group in known.places(known.forms[form]))))
    first = number == 1
    days = draw(st.integers(0, 365 if first else 1023))
    unit, total = draw(st.integers(0, 2**16 - 1)), draw(st.integers(0, 2**15 - 1))
    return ProofCode(form, period, period.first + dt.timedelta(days=days), unit, groups, total, number)


def _the_proof(path: Path) -> str:
    (proof,) = proofs_in(path)
    return proof


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "province.db"
    with Store.create(path, unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as store:
        yield store


def send(source: Store, target: Store) -> None:
    target.merge(source.log.entries_after({}), source.signed_logs())


def proof_of(office: Office, form: str = "work-report") -> Proof:
    proof = form_of(form).build(office.context(period="2026-Q3")).proof
    assert proof is not None
    return proof


@given(codes())
def test_a_code_is_read_back_however_it_is_said(code: ProofCode) -> None:
    printed = str(code)
    assert [len(group) for group in printed.split("-")] == [4] * (len(code.signs) // 4)
    assert len(code.signs) % 4 == 0
    assert ProofCode.parse(printed) == code
    heard = printed.replace("-", " – ").lower().replace("0", "o").replace("1", "l")
    assert ProofCode.parse(heard) == code


@given(codes(), st.integers(0, 1000), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(code: ProofCode, place: int, sign: str) -> None:
    signs = code.signs
    place %= len(signs)
    assume(signs[place] != sign)
    with pytest.raises(ProofError):
        ProofCode.parse(signs[:place] + sign + signs[place + 1 :])


@given(codes(), st.integers(0, 1000))
def test_two_signs_that_changed_places_are_noticed(code: ProofCode, place: int) -> None:
    signs = code.signs
    place %= len(signs) - 1
    assume(signs[place] != signs[place + 1])
    with pytest.raises(ProofError):
        ProofCode.parse(signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :])


@pytest.mark.parametrize("text", ["", "K7QF", "????-" * 6, "DANVAN:KKKK:1.2", "a" * 500])
def test_what_is_no_code_is_refused_in_words(office: Office, text: str) -> None:
    with pytest.raises(ProofError, match="Mã kiểm chứng"):
        verify(office.store, text)


def test_proven_forms_are_forms_of_a_period_with_figures() -> None:
    periodic = {form.code for form in FORMS if form.needs.value == "period"}
    assert set(PROVEN_FORMS) <= periodic
    told = [code for code, figure in FIGURES.items() if not figure.least_told]
    assert list(proven_figures("work-report")) == told


@pytest.mark.parametrize("form", PROVEN_FORMS)
def test_every_proven_form_carries_a_code_that_agrees(office: Office, form: str) -> None:
    office.petition("001/2026")
    office.meeting()
    found = verify(office.store, proof_of(office, form).code)
    assert found.agrees
    assert found.form == form


def test_the_level_above_finds_the_same_figures_after_import(office: Office, province: Store) -> None:
    office.petition("001/2026")
    office.meeting()
    proof = proof_of(office)
    with pytest.raises(ProofError, match="Chưa có dữ liệu của đơn vị"):
        verify(province, proof.code)
    send(office.store, province)
    for text in (proof.code, proof.payload):
        found = verify(province, text)
        assert found.agrees
        assert (found.form, found.unit.text("name"), found.period.code) == ("work-report", "Xã Đông Sơn", "2026-Q3")
        assert not found.groups
        assert not found.differences


def test_the_level_above_is_told_which_figures_differ(office: Office, province: Store) -> None:
    office.petition("001/2026", field="land")
    send(office.store, province)
    office.petition("002/2026", field="land", complicated=True)
    proof = proof_of(office)
    exact = verify(province, proof.details)
    assert not exact.agrees
    told = {difference.figure.code: (difference.here, difference.printed) for difference in exact.differences}
    assert told == {
        "petitions.received": (1, 2),
        "petitions.received.nature.petition": (1, 2),
        "petitions.open": (1, 2),
        "petitions.complicated": (0, 1),
        "petitions.received.field.land": (1, 2),
        "petitions.received.competence.commune": (1, 2),
    }
    by_telephone = verify(province, proof.code)
    assert not by_telephone.agrees
    assert FigureGroup.PETITIONS in by_telephone.groups
    assert FigureGroup.MEETINGS not in by_telephone.groups
    assert ("petitions.received", 1, None) in [
        (difference.figure.code, difference.here, difference.printed) for difference in by_telephone.differences
    ]


def test_another_commune_s_records_do_not_disturb_the_proof(office: Office, province: Store) -> None:
    office.petition("001/2026")
    send(office.store, province)
    proof = proof_of(office)
    other = province.save(Draft("unit", {"name": "Xã Tây Sơn", "kind": "commune", "code": "TS"})).uids[0]
    petition = {"number": "9/2026", "received_on": "2026-08-01", "unit": other, "content": "Đường hỏng"}
    province.save(Draft("petition", petition))
    assert verify(province, proof.code).agrees


def test_what_the_officer_put_in_place_of_a_figure_travels_with_the_proof(office: Office, province: Store) -> None:
    place = {"unit": office.store.unit.uid, "form": "work-report", "period": "2026-Q3"}
    office.save("report_text", **place, figure="meetings.held", value=4, remark="Thôn Tây gửi muộn")
    proof = proof_of(office)
    send(office.store, province)
    assert verify(province, proof.payload).agrees


def test_the_proof_is_read_out_of_the_printed_file(office: Office, tmp_path: Path, state_format: PageFormat) -> None:
    office.petition("001/2026")
    document = form_of("work-report").build(office.context(period="2026-Q3"))
    path = tmp_path / "report.pdf"
    render_pdf(document, state_format, path)
    assert document.proof is not None
    assert _the_proof(path) == document.proof.details
    assert verify(office.store, _the_proof(path)).agrees


def test_a_file_without_a_proof_is_refused_in_words(office: Office, tmp_path: Path, state_format: PageFormat) -> None:
    path = tmp_path / "minutes.pdf"
    render_pdf(form_of("meeting-minutes").build(office.context(office.meeting())), state_format, path)
    with pytest.raises(ProofError, match="không có mã kiểm chứng"):
        _the_proof(path)
    path.write_bytes(b"not a file of that sort")
    with pytest.raises(ProofError, match="Không đọc được"):
        _the_proof(path)
    with pytest.raises(ProofError, match="Không đọc được"):
        _the_proof(tmp_path / "missing.pdf")
