"""QR codes are read from paper: printed at 150 dpi, laid askew on a scanner, out of focus, speckled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.cli.device_card import print_device_card
from danvan_desktop.reports.catalogue import EVERY_FORM
from danvan_desktop.reports.document import Proof
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf.proof import QUIET_ZONE, qr_code
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.proof.seal import _proof, read_payload
from danvan_desktop.reports.style import FileFormat
from tests.reports.offices import PrintingOffice, full_office
from tests.reports.scans import DEGREES, codes_read


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintingOffice]:
    made = full_office(tmp_path_factory.mktemp("codes"))
    yield made
    made.store.close()


def _proof_of(office: PrintingOffice, form: ReportForm) -> Proof | None:
    context = office.context(form, form.styles()[0])
    return form.build(context).proof if form.nothing_to_say(context) is None else None


def _proven(office: PrintingOffice, form: ReportForm) -> tuple[bytes, str] | None:
    proof = _proof_of(office, form)
    if proof is None:
        return None
    stream = io.BytesIO()
    print_form(form, office.context(form, form.styles()[0]), stream)
    return stream.getvalue(), proof.payload


def test_no_square_of_a_code_is_too_small_for_a_poor_scan(office: PrintingOffice) -> None:
    """Of squares of 0.49 mm, 2.9 dots of a scanner, one scan in fifty was not read."""
    proofs = [proof for form in EVERY_FORM if (proof := _proof_of(office, form)) is not None]
    side = load_page_format("state").proof.side
    assert len(proofs) >= 6
    for proof in proofs:
        squares = len(qr_code(proof).matrix) + 2 * QUIET_ZONE
        assert (proof.side or side) / squares >= 0.53, proof.payload


def test_a_code_names_rows_as_long_as_its_squares_stay_large(office: PrintingOffice) -> None:
    register = next(form for form in EVERY_FORM if form.code == "meeting-register")
    proof = _proof_of(office, register)
    assert proof is not None
    read = read_payload(proof.payload)
    assert read is not None
    for count in (1, 4, 10, 30):
        rows = [f"{place:05}" for place in range(count)]
        made = _proof(read[0], rows)
        assert load_page_format("state").proof.side / (len(qr_code(made).matrix) + 2 * QUIET_ZONE) >= 0.53
        assert read_payload(made.details) == (read[0], rows)


@pytest.mark.parametrize("degrees", [DEGREES, -DEGREES])
def test_the_code_of_every_form_that_has_one_is_read_from_a_poor_scan(office: PrintingOffice, degrees: float) -> None:
    proven = {form.code: made for form in EVERY_FORM if (made := _proven(office, form)) is not None}
    assert len(proven) >= 6
    for code, (data, payload) in proven.items():
        assert codes_read(data, degrees) == [payload], code


def test_the_code_of_a_device_s_card_is_read_from_a_poor_scan(office: PrintingOffice, tmp_path: Path) -> None:
    card = tmp_path / "card.pdf"
    print_device_card(office.store, card, FileFormat.PDF)
    read = codes_read(card.read_bytes(), DEGREES)
    assert len(read) == 1
    assert read[0]
