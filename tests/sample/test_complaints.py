"""What the sample calls a complaint is one: against a decision or deed of an office, by whom it concerns."""

from danvan_desktop.sample.texts import PetitionText, load


def test_complaints_name_the_decision_or_deed_that_concerns_who_complains() -> None:
    """Luật Khiếu nại 2011, Điều 2; what another level settles goes there by its sender, not through the commune."""
    complaints = [text for text in load("petitions", list[PetitionText]) if text.nature == "complaint"]
    assert complaints
    for text in complaints:
        assert text.content.startswith("Tôi khiếu nại")
        assert "Quyết định" in text.content or "việc công chức" in text.content
        assert "{houses}" not in text.content
        assert text.competence == "commune"
        assert text.reply.startswith(("Khiếu nại đúng", "Khiếu nại sai"))
