"""Whoever reads the forms 02 and 04 of the sample finds who counted, who looked on, and how many ballots there were."""

from __future__ import annotations

from danvan_desktop.store import Store

_BALLOTS = {"secret_ballot", "household_ballot"}


def test_votes_by_ballot_have_their_counters_witnesses_and_ballots(sample: Store) -> None:
    voted = [one for one in sample.list("decision") if one.text("method") in _BALLOTS and one.get("ballots_given")]
    assert voted
    meetings = [sample.get(one.text("meeting")) for one in voted]
    named = [one for one in meetings if one is not None and one.text("counters")]
    assert named
    for one in named:
        counters, witnesses = (one.text(name).splitlines() for name in ("counters", "count_witnesses"))
        assert 3 <= len(counters) <= 5
        assert len(witnesses) == 2
        assert not {*counters} & {*witnesses}
        assert one.text("chair").partition(",")[0] not in counters


def test_what_a_village_is_said_to_think_is_noted_there(sample: Store) -> None:
    """No entry of one village tells of another as its own."""
    units = {unit.uid: unit.text("name") for unit in sample.list("unit")}
    for entry in sample.list("situation_entry"):
        told = entry.text("content")
        if "hộ ở bản Ven" in told:
            assert units[entry.text("unit")] == "Bản Ven"
        if "thôn Đông và thôn Đoài" in told:
            assert units[entry.text("unit")] == "Thôn Đông"
