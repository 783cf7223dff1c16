"""What the sample calls a complaint is in the book of cases, and names in its summary nobody who wrote."""

from pathlib import Path

from danvan_desktop.domain.rules.petitions import BY_PROCEDURE
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.sample.texts import CaseText, PetitionText, load
from tests.sample.making import DAY, made_on


def test_complaints_and_denunciations_are_cases_and_no_petitions() -> None:
    natures = {text.nature for text in load("cases", list[CaseText])}
    assert natures >= BY_PROCEDURE
    assert not {text.nature for text in load("petitions", list[PetitionText])} & BY_PROCEDURE


def test_who_is_denounced_in_the_sample_is_told_of_what(tmp_path: Path) -> None:
    form = form_of("case-accused")
    with made_on(tmp_path / "commune.db", DAY) as store:
        contexts = (form.opened(ReportContext(store, DAY, uid)) for uid in store.uids("case"))
        assert any(form.nothing_to_say(context) is None for context in contexts)
