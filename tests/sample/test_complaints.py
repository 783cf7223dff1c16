"""What the sample calls a complaint is in the book of cases, and names in its summary nobody who wrote."""

from danvan_desktop.domain.rules.petitions import BY_PROCEDURE
from danvan_desktop.sample.texts import CaseText, PetitionText, load


def test_complaints_and_denunciations_are_cases_and_no_petitions() -> None:
    natures = {text.nature for text in load("cases", list[CaseText])}
    assert natures >= BY_PROCEDURE
    assert not {text.nature for text in load("petitions", list[PetitionText])} & BY_PROCEDURE
