"""What stands in the store of an office once its working day was walked."""

from danvan_desktop.store import Store


def check_what_was_done(commune: Store) -> None:
    """Look for what each of the nine jobs records."""
    (meeting,) = commune.find("meeting", subject="Duong be tong")
    assert (meeting.text("state"), meeting.number("households_present")) == ("held", 8)
    assert len(commune.children(meeting.uid, "opinion")) == 3
    (decision,) = commune.children(meeting.uid, "decision")
    assert (decision.number("votes_for"), decision.number("votes_against")) == (7, 1)
    (petition,) = commune.find("petition", citizen_name="Ong 1")
    assert petition.text("state") == "people_told"
    assert petition.text("source_record") == meeting.uid
    (dialogue,) = commune.find("dialogue", topic="Moi truong")
    (opinion,) = commune.children(dialogue.uid, "opinion")
    assert opinion.text("answer") == "Moi tuan hai lan"
    (model,) = commune.find("model", name="Thap sang duong que")
    (score,) = commune.children(model.uid, "score")
    assert score.get("points") is not None
    assert commune.find("petition", citizen_name="Trần Thị B")
