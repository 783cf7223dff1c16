"""What any laptop of an office makes alike stays of its unit, whatever a neighbour says of it and of the moment."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.raising import case_made_of, part_of
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.splitting import Part
from danvan_desktop.domain.uid import next_uid
from danvan_desktop.store import Store
from tests.rights import unguarded
from tests.sync.exchange import commune_with_two_villages

TASK = {"title": "Báo cáo tháng", "lead": "Trưởng thôn", "due_on": "2026-08-31", "repeat": "monthly"}


class _Off(Clock):
    """A clock that says another year."""

    def __init__(self, years: int) -> None:
        self._off = dt.timedelta(days=365 * years)

    def now(self) -> dt.datetime:
        return super().now() + self._off


@contextmanager
def _program_of_its_own() -> Iterator[None]:
    """Let a sender write what the program refuses to."""
    with unguarded(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("danvan_desktop.store.sealing.Sealer._refuse_of_other_units", lambda *_arguments: None)
        yield


def _plan(store: Store) -> str:
    made = {"title": "Kế hoạch", "type": "implementation", "unit": store.unit.uid}
    return store.save(Draft("plan", made)).uids[0]


Words = st.lists(
    st.tuples(st.sampled_from(["own plan", "their plan", "other kind"]), st.integers(-30, 10)), min_size=1, max_size=3
)


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(Words, st.permutations(["east", "west", "between"]), st.booleans())
def test_a_neighbour_never_takes_it(words: Sequence[tuple[str, int]], order: Sequence[str], west_knows: bool) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        commune_with_two_villages(Path(folder)) as (commune, east, west),
    ):
        plans = {"own plan": _plan(east), "their plan": _plan(west)}
        (uid,) = west.save(Draft("task", {**TASK, "plan": plans["their plan"]})).uids
        following = next_uid(uid, west.unit.uid)
        _carry(west, east)
        _claim(east, following, words, plans)
        if west_knows:
            _carry(east, west)
        west.save(Draft("task", {"done_on": "2026-08-30", "product": "Báo cáo"}, uid))
        for step in order:
            if step == "between":
                west.save(Draft("task", {"title": "Thôn Tây viết tiếp"}, following))
            else:
                _carry(east if step == "east" else west, commune)
        _carry(west, commune)
        _carry(commune, west)
        for store in (commune, west):
            shown = store.get(following)
            assert shown is not None
            assert (shown.kind, shown.text("title")) == ("task", "Thôn Tây viết tiếp")
            assert shown.text("plan") == plans["their plan"]
            assert store.check().ok


@pytest.mark.parametrize("deed", ["raised", "split"])
@pytest.mark.parametrize("how", ["own plan", "other kind"])
def test_a_neighbour_takes_neither_what_is_raised_of_a_record_nor_what_is_split_off(
    tmp_path: Path, deed: str, how: str
) -> None:
    with commune_with_two_villages(tmp_path) as (commune, east, west):
        values = {"received_on": "2026-07-06", "unit": west.unit.uid, "content": "Đền bù thấp. Mương tắc."}
        (letter,) = west.save(Draft("petition", values)).uids
        _carry(west, east)
        if deed == "raised":
            made = case_made_of(west, letter, "complaint")
        else:
            made = part_of(west, letter, Part("petition", "reflection", "Mương tắc.", "Đền bù thấp."))
        _claim(east, made.uid, [(how, -30)], {"own plan": _plan(east)})
        west.save(*made.drafts)
        for store in (east, west):
            _carry(store, commune)
        shown = commune.get(made.uid)
        assert shown is not None
        assert (shown.kind, shown.text("unit")) == (made.kind, west.unit.uid)
        assert commune.check().ok


def _claim(east: Store, following: str, words: Sequence[tuple[str, int]], plans: dict[str, str]) -> None:
    """Let the neighbour write under the uid, each time by another clock."""
    path = east.path
    east.close()
    for how, years in words:
        with Store.open(path, clock=_Off(years)) as hostile, _program_of_its_own():
            if how == "other kind":
                made = {"number": "1/2026", "received_on": "1990-01-01", "unit": hostile.unit.uid, "content": "Chiếm"}
                hostile.save(Draft("petition", made, following))
            else:
                hostile.save(Draft("task", {**TASK, "title": "Chiếm", "plan": plans[how]}, following))


def _carry(source: Store, target: Store) -> None:
    with Store.open(source.path) as sender:
        target.merge(sender.log.entries_after({}), sender.signed_logs())
