"""Contests: totals by another count, ties, what is refused, what is locked once a contest is closed."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.contests import Result, marks_of, parts_of, results_of
from danvan_desktop.store import Store
from tests.clocks import StandingClock

DAY = dt.date(2026, 10, 5)
CONTEST = {"name": "Hội thi Dân vận khéo", "held_on": "2026-09-20", "state": "held", "set": "Hội thi"}
PARTS = (("Chào hỏi", 20), ("Kiến thức", 30), ("Tiểu phẩm", 50))


class Arena:
    """A contest with its parts, in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.contest = self.save("contest", **CONTEST)
        self.parts = [
            self.save("criterion", set="Hội thi", version="2026", order=order, name=name, maximum=most)
            for order, (name, most) in enumerate(PARTS, 1)
        ]

    def save(self, kind: str, uid: str | None = None, /, **values: object) -> str:
        return self.store.save(Draft(kind, values, uid)).uids[0]

    def team(self, name: str, **values: object) -> str:
        return self.save("contest_entry", contest=self.contest, team=name, **values)

    def mark(self, team: str, part: int, judge: str, points: object, **values: object) -> str:
        given = {"subject": team, "criterion": self.parts[part], "scorer": judge, "points": points}
        return self.save("mark", **(given | values))

    def refused(self, kind: str, uid: str | None = None, /, **values: object) -> set[str | None]:
        with pytest.raises(InvalidRecord) as caught:
            self.save(kind, uid, **values)
        return {problem.field for problem in caught.value.problems}

    def results(self) -> list[Result]:
        contest = self.store.get(self.contest)
        assert contest is not None
        marks = marks_of(contest, self.store)
        given = [one for of_team in marks.values() for one in of_team]
        entries, parts = self.store.children(self.contest, "contest_entry"), parts_of(contest, given, self.store)
        return results_of(entries, marks, parts, contest.text("counting"))


@pytest.fixture
def arena(tmp_path: Path) -> Iterator[Arena]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        yield Arena(store)


@pytest.mark.parametrize(
    ("counting", "total"),
    [
        (None, Fraction(60, 5) + Fraction(41, 2)),
        ("mean", Fraction(60, 5) + Fraction(41, 2)),
        ("trimmed", 13 + Fraction(41, 2)),
        ("sum", 60 + 41),
    ],
)
def test_marks_of_a_part_are_counted_as_the_contest_says(arena: Arena, counting: str | None, total: Fraction) -> None:
    """Of two marks none is left out: nothing would stay. Contests of earlier versions say nothing."""
    arena.save("contest", arena.contest, counting=counting)
    team = arena.team("Thôn Đông")
    for judge, points in enumerate((1, 12, 13, 14, 20)):
        arena.mark(team, 0, f"Giám khảo {judge}", points)
    for judge, points in enumerate((20, 21)):
        arena.mark(team, 1, f"Giám khảo {judge}", points)
    assert [one.total for one in arena.results()] == [total]


def test_a_total_is_the_sum_of_the_means_of_the_judges_less_the_deductions(arena: Arena) -> None:
    typed = {
        "Thôn Đông": ((("18", "17.5", "19"), ("25", "26", "24"), ("40", "41.25", "43")), "1.5"),
        "Thôn Đoài": ((("20", "19"), ("30",), ("44.75", "46", "45.5")), "0"),
        "Thôn Ngo": ((("10.25",), ("0", "12"), ("33.33", "33.34", "33.33")), "0.25"),
    }
    for name, (parts, deduction) in typed.items():
        team = arena.team(name)
        for part, points in enumerate(parts):
            for judge, given in enumerate(points):
                more = {"deduction": deduction} if not part and not judge and deduction != "0" else {}
                arena.mark(team, part, f"Giám khảo {judge}", given, **more)
    expected = {
        name: sum(sum(map(Fraction, points)) / len(points) for points in parts) - Fraction(deduction)
        for name, (parts, deduction) in typed.items()
    }
    found = arena.results()
    assert {one.entry.text("team"): one.total for one in found} == expected
    assert [one.entry.text("team") for one in found] == sorted(expected, key=lambda name: -expected[name])
    assert [one.rank for one in found] == [1, 2, 3]


def test_teams_of_one_total_share_a_rank_and_the_next_one_is_left_out(arena: Arena) -> None:
    for name, points in (("Một", 15), ("Hai", "17.5"), ("Ba", 15), ("Bốn", 12)):
        arena.mark(arena.team(name), 0, "Giám khảo", points)
    arena.team("Năm")
    found = [(one.entry.text("team"), one.rank) for one in arena.results()]
    assert found == [("Hai", 1), ("Ba", 2), ("Một", 2), ("Bốn", 4), ("Năm", None)]


def test_means_that_differ_by_less_than_is_printed_are_no_tie(arena: Arena) -> None:
    first, second = arena.team("Một"), arena.team("Hai")
    for judge, points in enumerate(("10", "10", "10.01")):
        arena.mark(first, 0, f"Giám khảo {judge}", points)
    for judge, points in enumerate(("10", "10", "10")):
        arena.mark(second, 0, f"Giám khảo {judge}", points)
    assert [one.rank for one in arena.results()] == [1, 2]


def test_a_part_with_a_weight_counts_by_it(arena: Arena) -> None:
    arena.save("criterion", arena.parts[2], weight="1.5")
    team = arena.team("Một")
    arena.mark(team, 0, "Giám khảo", 10)
    arena.mark(team, 2, "Giám khảo", 40)
    assert arena.results()[0].total == 70


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": None}, "name"),
        ({"held_on": "2026-10-06"}, "held_on"),
        ({"state": "closed"}, "state"),
        ({"audience": -1}, "audience"),
        ({"level": "central"}, "level"),
    ],
)
def test_a_contest_that_cannot_be_is_refused_beside_its_field(
    arena: Arena, values: dict[str, object], field: str
) -> None:
    assert field in arena.refused("contest", **({"name": "Khác", "held_on": "2026-09-01", "state": "held"} | values))


def test_marks_that_cannot_be_are_refused_beside_their_field(arena: Arena) -> None:
    team = arena.team("Một")
    arena.mark(team, 0, "Lê Văn Cường", 18)
    given = {"subject": team, "criterion": arena.parts[0], "points": 18}
    assert arena.refused("mark", **given, scorer="lê văn cường") == {"scorer"}
    assert arena.refused("mark", **(given | {"points": "20.25"}), scorer="Khác") == {"points"}
    assert arena.refused("mark", **(given | {"points": -1}), scorer="Khác") == {"points"}
    assert arena.refused("mark", **given) == {"scorer"}
    arena.mark(team, 0, "Lê Văn Cường", 18, round="final")
    assert arena.refused("criterion", arena.parts[0], maximum=17) == {"maximum"}


def test_a_contest_to_come_is_not_marked_and_has_no_prize(arena: Arena) -> None:
    arena.save("contest", arena.contest, state="planned", held_on="2026-12-01")
    team = arena.team("Một")
    given = {"subject": team, "criterion": arena.parts[0], "points": 18, "scorer": "Giám khảo"}
    assert arena.refused("mark", **given) == {"points"}
    assert arena.refused("contest_entry", team, prize="first") == {"prize"}


def test_teams_that_cannot_be_are_refused_beside_their_field(arena: Arena) -> None:
    arena.team("Thôn Đông", draw=1, prize="first")
    contest = {"contest": arena.contest}
    assert arena.refused("contest_entry", **contest, team="thôn đông") == {"team"}
    assert arena.refused("contest_entry", **contest, team="Khác", draw=1) == {"draw"}
    assert arena.refused("contest_entry", **contest, team="Khác", money=500_000) == {"money"}
    assert arena.refused("contest_entry", **contest, team="Khác", prize="first") == {"prize_note"}
    assert arena.team("Khác", prize="first", prize_note="Đồng điểm, Ban giám khảo nhất trí")


def test_a_prize_better_than_that_of_a_team_with_more_points_is_told_until_a_note_says_why(arena: Arena) -> None:
    best, last, equal = arena.team("Một", prize="second"), arena.team("Hai"), arena.team("Ba", prize="third")
    for team, points in ((best, 18), (last, 15), (equal, 18)):
        arena.mark(team, 0, "Giám khảo", points)

    def told(team: str, **values: object) -> list[str | None]:
        return [one.field for one in arena.store.save(Draft("contest_entry", values, team)).warnings]

    assert told(last, prize="first") == ["prize"]
    assert told(last, prize="first", prize_note="Ban giám khảo nhất trí") == []
    assert told(last, prize="third", prize_note=None) == []
    assert told(equal, prize="first") == [], "who of one total is first the judges decide"
    assert told(last, prize="special") == [], "a prize beside the others follows no points"


def test_a_lower_prize_written_after_that_of_a_team_with_fewer_points_is_told_too(arena: Arena) -> None:
    more, fewer = arena.team("Một"), arena.team("Hai")
    for team, points in ((more, 18), (fewer, 15)):
        arena.mark(team, 0, "Giám khảo", points)

    def told(team: str, **values: object) -> list[str]:
        return [str(one.message) for one in arena.store.save(Draft("contest_entry", values, team)).warnings]

    assert told(fewer, prize="third") == [], "the other has none yet"
    words = "Đội “Hai” xếp hạng thấp hơn mà giải cao hơn. Hãy xem lại, hoặc ghi lý do ở “Ghi chú về giải”."
    assert told(more, prize="consolation") == [words]
    assert told(more, prize="none") == [words]
    assert told(fewer, prize_note="Ban giám khảo nhất trí") == []
    assert told(more, prize="consolation") == []


def test_two_deductions_for_one_part_are_told(arena: Arena) -> None:
    team = arena.team("Một")
    arena.mark(team, 0, "Một", 18, deduction="0.5")
    given = {"subject": team, "criterion": arena.parts[0], "points": 18, "scorer": "Hai", "deduction": "0.5"}
    told = arena.store.save(Draft("mark", given)).warnings
    assert [problem.field for problem in told] == ["deduction"]


def test_a_closed_contest_is_locked_with_its_teams_and_their_marks(arena: Arena) -> None:
    team = arena.team("Một", prize="first")
    mark = arena.mark(team, 0, "Giám khảo", 18)
    arena.save("contest", arena.contest, state="closed")
    assert arena.refused("contest", arena.contest, name="Khác") == {"name"}
    assert arena.refused("contest_entry", team, prize="second")
    assert arena.refused("mark", mark, points=19)
    given = {"subject": team, "criterion": arena.parts[1], "points": 5, "scorer": "Giám khảo"}
    assert arena.refused("mark", **given)
    with pytest.raises(InvalidRecord):
        arena.store.delete(mark)
    assert arena.refused("contest", arena.contest, state="held") == {"reopen_reason"}
    arena.save("contest", arena.contest, state="held", reopen_reason="Ghi nhầm điểm của đội Một")
    arena.save("mark", mark, points=19)
    found = arena.store.get(mark)
    assert isinstance(found, Record)
    assert found.get("points") == 19


def test_deleting_a_contest_takes_its_teams_and_marks_along(arena: Arena) -> None:
    team = arena.team("Một")
    mark = arena.mark(team, 0, "Giám khảo", 18)
    arena.store.delete(arena.contest)
    assert arena.store.get(team) is None
    assert arena.store.get(mark) is None


def test_a_set_without_any_criterion_is_told_of_with_those_that_there_are(arena: Arena) -> None:
    def told(**values: object) -> list[str]:
        return [str(one.message) for one in arena.store.save(Draft("contest", values, arena.contest)).warnings]

    assert told(set="Hội thi 2026") == ["Không có tiêu chí nào thuộc bộ “Hội thi 2026”. Các bộ đã ghi: Hội thi."]
    assert told(audience=120) == [], "told once, when it is written"
    assert told(set="Hội thi") == []
