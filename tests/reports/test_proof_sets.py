"""Codes printed by any version are checked by the frozen set that they name, whatever has been added since."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import FIGURES, figure_of
from danvan_desktop.reports.proof import PROVEN_FORMS, ProofCode, ProofError, current_set, verify
from danvan_desktop.reports.proof.frozen import NEWEST, frozen_set
from danvan_desktop.store import Store
from tests.copies import replace
from tests.reports.golden_office import GoldenOffice, make_commune

_PRINTED = json.loads((Path(__file__).parents[1] / "data" / "proof" / "printed-by-set-1.json").read_text("utf-8"))
_CODES = [pytest.param(text, id=f"{form}-{kind}") for form, texts in _PRINTED.items() for kind, text in texts.items()]


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_commune(tmp_path_factory.mktemp("proof") / "commune.db") as store:
        GoldenOffice(store)
        yield store


@pytest.mark.parametrize("text", _CODES)
def test_what_the_first_version_printed_is_still_found_genuine(commune: Store, text: str) -> None:
    assert verify(commune, text).agrees


@pytest.mark.parametrize("text", _CODES)
def test_it_is_still_found_genuine_when_a_figure_and_a_choice_are_added(
    commune: Store, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = FIGURES["petitions.received"]
    new = replace(one, code="petitions.received.twice", amount="group_size")
    choice = replace(one, code="petitions.received.field.wages", whole=one.code)
    widened = {"petitions.received.twice": new, **FIGURES, choice.code: choice}
    for module in ("catalogue", "values"):
        monkeypatch.setattr(f"danvan_desktop.reports.figures.{module}.FIGURES", widened)
    monkeypatch.setattr("danvan_desktop.reports.proof.current.FIGURES", widened)
    assert current_set(NEWEST) != frozen_set(NEWEST), "the addition must be one that the newest set has not"
    assert verify(commune, text).agrees


def test_a_changed_record_makes_codes_of_every_set_differ(tmp_path: Path) -> None:
    with make_commune(tmp_path / "commune.db") as store:
        office = GoldenOffice(store)
        store.save(Draft("petition", {"received_on": "2026-01-05", "due_on": None}, office.records["petition"]))
        found = verify(store, _PRINTED["work-report"]["payload"])
        assert not found.agrees
        assert "petitions.received" in {difference.figure.code for difference in found.differences}


def test_what_is_proven_now_is_what_the_newest_set_says() -> None:
    """Where it fails: run ``python script/proof_set.py``; never edit a set that was released."""
    assert current_set(NEWEST) == frozen_set(NEWEST)


def test_sets_are_never_edited_and_none_is_missing() -> None:
    folder = resource_path("proof")
    hashes = json.loads((folder / "hashes.json").read_text("utf-8"))
    assert list(hashes) == [f"set-{number}.json" for number in range(1, NEWEST + 1)]
    assert {path.name for path in folder.iterdir()} == {*hashes, "hashes.json"}
    for name, kept in hashes.items():
        data = (folder / name).read_bytes().replace(b"\r\n", b"\n")
        assert hashlib.sha256(data).hexdigest() == kept, name


@pytest.mark.parametrize("number", range(1, NEWEST + 1))
def test_every_figure_that_a_set_names_can_still_be_counted(number: int) -> None:
    for code in {code for form in frozen_set(number).forms for code in form.figures}:
        assert figure_of(code).code == code


def test_forms_keep_their_places_and_fit_into_a_code() -> None:
    for number in range(1, NEWEST + 1):
        known = frozen_set(number)
        assert [form.form for form in known.forms] == list(PROVEN_FORMS)[: len(known.forms)]
        assert len(known.forms) <= 32
        assert known.number == number
        assert msgspec.json.encode(known)


def test_a_code_of_a_later_set_is_told_from_a_wrong_one(commune: Store) -> None:
    text = _PRINTED["petition-register"]["code"]
    with pytest.raises(ProofError, match="ghi sai hoặc thiếu ký tự"):
        verify(commune, text[:-6] + text[-5:])
    newest = frozen_set(NEWEST)
    code = ProofCode(
        newest.place_of("petition-register"), Period.parse("2026"), dt.date(2026, 1, 1), 1, (1, 2), 3, NEWEST + 1
    )
    with pytest.raises(ProofError, match="phiên bản phần mềm mới hơn"):
        verify(commune, str(code))
