"""Opinions on a draft: what was taken up and what was answered are those of the groups that the tallies tell."""

from collections import Counter

from danvan_desktop.store import Store


def test_opinions_taken_up_and_answered_are_those_of_their_groups(sample: Store) -> None:
    explained = [one for one in sample.list("consultation") if one.text("explanation")]
    for one in explained:
        told: Counter[str] = Counter()
        for tally in sample.children(one.uid, "consultation_tally"):
            told[tally.text("summary")] += tally.number("opinions")
        answers = dict(zip(one.text("synthesis").split("\n"), one.text("explanation").split("\n"), strict=True))
        taken_up = sum(told[group] for group, answer in answers.items() if answer.startswith("Tiếp thu"))
        assert one.number("accepted_count") == taken_up, one.text("subject")
        assert one.number("explained_count") == told.total() - taken_up, one.text("subject")
    assert explained
