"""Rules of contests: marks of judges, what they come to, who is first, which prizes may be given.

How a contest is marked is its organiser's: parts, their maxima and weights are criteria of a set. A total is the sum
over the parts of the mean of the judges, less the deductions (docs/sources.md); an organiser may have the highest and
the lowest mark of each part left out, or the judges whose sums are, or all marks added up. Teams of one total are told
apart by the parts that the set names for it, then by a number typed for each, the smaller the better: a time, how far
off a guess was. A team below the least of a part is not ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct, structs

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordFinder, RecordReader
from danvan_desktop.domain.rules.checks import sets_anew, was_there_first
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import _
from danvan_desktop.patterns import pattern

ENTRY, MARK = "contest_entry", "mark"
PLANNED, HELD, CLOSED = "planned", "held", "closed"
FIRST, NO_PRIZE = "first", "none"
JUDGE = "judge"
MEAN, TRIMMED, TRIMMED_JUDGES, SUM = "mean", "trimmed", "trimmed_judges", "sum"
"""How the marks of several judges for one part become one."""
FEWEST_TRIMMED = 3
"""Of fewer marks none can be left out."""
CLUSTER = "cluster"
"""The round of which teams go on to the final."""
SUM_OF_TEAMS, MEAN_OF_TEAMS = "sum", "mean"
"""How the points of the teams of a unit become those of the unit."""
_PRIZES = ("grand", FIRST, "second", "third", "consolation", NO_PRIZE)
"""Prizes that follow the points, the best first."""


_BETWEEN_NAMES = pattern(r"[;\n]")


def side_prizes_of(entry: Record) -> list[str]:
    """Return the names of the prizes that a team got beside that for its rank: of a part, the best actor."""
    return [name for part in _BETWEEN_NAMES.split(entry.text("side_prizes")) if (name := part.strip(" -."))]


def has_prize(entry: Record) -> bool:
    """Tell whether a team got any prize."""
    return entry.text("prize") not in ("", NO_PRIZE) or bool(side_prizes_of(entry))


def number_of_side_prizes(entry: Record, _context: FillContext) -> Value:
    """Count what is named."""
    return len(side_prizes_of(entry)) or None


class PartMark(Struct, frozen=True):
    """What the judges gave one part together: ``points`` are ``None`` when nobody marked it."""

    points: Fraction | None
    deduction: Decimal


class Result(Struct, frozen=True):
    """A team with what it came to; ``rank`` counts from 1 and is shared by teams that nothing tells apart.

    Who has no marks has none, nor who is ``short``: below the least of these parts.
    """

    entry: Record
    parts: tuple[PartMark, ...]
    total: Fraction | None
    rank: int | None
    short: tuple[str, ...] = ()

    @property
    def deduction(self) -> Decimal:
        """All that was deducted."""
        return sum((part.deduction for part in self.parts), Decimal())


class UnitResult(Struct, frozen=True):
    """What the teams of a unit came to together."""

    unit: str
    teams: int
    points: Fraction
    rank: int


class Unmarked(Struct, frozen=True):
    """What a team lacks: ``parts`` that nobody marked, which count as 0; ``judges`` with the parts that they left out.

    A judge is waited for at the parts that he marked for another team.
    """

    entry: Record
    parts: tuple[Record, ...]
    judges: tuple[tuple[str, tuple[Record, ...]], ...]
    has_marks: bool


def parts_of(contest: Record, marks: Iterable[Record], reader: RecordFinder) -> list[Record]:
    """Return the parts of a contest in their order: of the set that it names, newest issue, else those marked."""
    named = contest.text("set")
    found = list(reader.find("criterion", set=named)) if named else []
    marked = {mark.text("criterion") for mark in marks}
    known = [one for one in (reader.get(uid) for uid in sorted(marked)) if one is not None]
    if found:
        issue = max((one.text("version") for one in known), default=max(one.text("version") for one in found))
        found = [one for one in found if one.text("version") == issue]
    uids = {one.uid for one in found}
    found += [one for one in known if one.uid not in uids]
    return sorted(found, key=lambda one: (one.number("order"), one.text("name")))


def marks_of(contest: Record, reader: RecordReader) -> dict[str, list[Record]]:
    """Return the marks of each team of a contest, by its uid."""
    return {entry.uid: list(reader.children(entry.uid, MARK)) for entry in reader.children(contest.uid, ENTRY)}


def results_of(
    entries: Iterable[Record], marks: dict[str, list[Record]], parts: Sequence[Record], counting: str = MEAN
) -> list[Result]:
    """Return the teams with their totals, the best first; those of one rank by their draw, who has none last.

    ``counting`` is how the contest has the marks of its judges counted.
    """
    found = [_result(entry, marks.get(entry.uid, ()), parts, counting) for entry in entries]
    keys = [None if one.total is None or one.short else _rank_key(one, one.total, parts) for one in found]
    known = [key for key in keys if key is not None]
    ranked = [
        structs.replace(one, rank=None if key is None else 1 + sum(other > key for other in known))
        for one, key in zip(found, keys, strict=True)
    ]
    return sorted(
        ranked,
        key=lambda one: (
            one.rank or len(ranked) + (1 if one.short else 2),
            one.entry.number("draw"),
            one.entry.text("team"),
        ),
    )


def _rank_key(result: Result, total: Fraction, parts: Sequence[Record]) -> tuple[Fraction, ...]:
    """Return what ranks a team, larger for the better: its points, then what tells teams of one total apart."""
    named = [pair for pair in zip(parts, result.parts, strict=True) if pair[0].get("tie_order") is not None]
    named.sort(key=lambda pair: pair[0].number("tie_order"))
    typed = result.entry.get("tie_value")
    last = () if typed is None else (Fraction(1), -Fraction(result.entry.decimal("tie_value")))
    return (total, *(mark.points or Fraction() for _part, mark in named), *(last or (Fraction(), Fraction())))


def told_apart_by(results: Iterable[Result], parts: Iterable[Record]) -> tuple[list[str], bool]:
    """Return the parts that put teams of one total in order, and whether a number typed for them does; else nothing."""
    ranked = [one for one in results if one.rank is not None]
    if len({one.total for one in ranked}) == len(ranked):
        return [], False
    named = sorted((one for one in parts if one.get("tie_order") is not None), key=lambda one: one.number("tie_order"))
    return [one.text("name") for one in named], any(one.entry.get("tie_value") for one in ranked)


def units_of(results: Iterable[Result], how: str) -> list[UnitResult]:
    """Return the units whose teams were marked, the best first; those of as many points share a rank."""
    points: dict[str, list[Fraction]] = {}
    for one in results:
        if one.total is not None and one.entry.get("unit") is not None:
            points.setdefault(one.entry.text("unit"), []).append(one.total)
    sums = {
        unit: sum(given, Fraction()) / (len(given) if how == MEAN_OF_TEAMS else 1) for unit, given in points.items()
    }
    found = [
        UnitResult(unit, len(points[unit]), came_to, 1 + sum(other > came_to for other in sums.values()))
        for unit, came_to in sums.items()
    ]
    return sorted(found, key=lambda one: one.rank)


def judges_of(marks: Iterable[Record]) -> dict[str, str]:
    """Return who gave marks, each once however the name was written: by the folded name as it was first written."""
    found: dict[str, str] = {}
    for mark in marks:
        found.setdefault(fold(mark.text("scorer")), mark.text("scorer"))
    return found


def _judges_by_part(marks: Sequence[Record], parts: Iterable[Record]) -> dict[str, set[str]]:
    return {part.uid: set(judges_of(one for one in marks if one.text("criterion") == part.uid)) for part in parts}


def unmarked(
    entries: Iterable[Record], marks: Mapping[str, Sequence[Record]], parts: Sequence[Record]
) -> list[Unmarked]:
    """Return the teams that lack marks while others have them; nothing where nobody was marked."""
    given = [mark for of_team in marks.values() for mark in of_team]
    names, of_part = judges_of(given), _judges_by_part(given, parts)
    found = [_unmarked(entry, marks.get(entry.uid, ()), parts, of_part, names) for entry in entries] if given else []
    return [one for one in found if one.parts or one.judges]


def _unmarked(
    entry: Record,
    marks: Sequence[Record],
    parts: Sequence[Record],
    of_part: Mapping[str, set[str]],
    names: Mapping[str, str],
) -> Unmarked:
    by_part = _judges_by_part(marks, parts)
    nobody = tuple(part for part in parts if not by_part[part.uid])
    if not marks:
        return Unmarked(entry, nobody, (), has_marks=False)
    judges = []
    for judge in sorted(names, key=lambda one: names[one]):
        left_out = tuple(part for part in parts if judge in of_part[part.uid] - by_part[part.uid])
        if left_out:
            judges.append((names[judge], left_out))
    return Unmarked(entry, nobody, tuple(judges), has_marks=True)


def _result(entry: Record, marks: Iterable[Record], parts: Sequence[Record], counting: str) -> Result:
    given = list(marks)
    counted = _of_counted_judges(given, parts) if counting == TRIMMED_JUDGES else given
    of_parts = tuple(_part_mark(_of_part(counted, part), _of_part(given, part), counting) for part in parts)
    if all(part.points is None for part in of_parts):
        return Result(entry, of_parts, None, None)
    weighed = sum(
        (Fraction(part.decimal("weight") or 1) * (one.points or 0) for part, one in zip(parts, of_parts, strict=True)),
        Fraction(),
    )
    deducted = sum((Fraction(mark.deduction) for mark in of_parts), Fraction())
    short = tuple(
        part.text("name")
        for part, one in zip(parts, of_parts, strict=True)
        if part.get("least") is not None and one.points is not None and one.points < Fraction(part.decimal("least"))
    )
    return Result(entry, of_parts, weighed - deducted, None, short)


def _of_counted_judges(marks: Sequence[Record], parts: Sequence[Record]) -> list[Record]:
    """Leave out the marks of who gave the most and of who gave the least in all."""
    weights = {part.uid: part.decimal("weight") or Decimal(1) for part in parts}
    given: dict[str, Decimal] = {}
    for mark in marks:
        judge = fold(mark.text("scorer"))
        added = weights.get(mark.text("criterion"), Decimal(1)) * mark.decimal("points")
        given[judge] = given.get(judge, Decimal()) + added
    if len(given) < FEWEST_TRIMMED:
        return list(marks)
    by_points = sorted(given, key=lambda judge: (given[judge], judge))
    left_out = {by_points[0], by_points[-1]}
    return [one for one in marks if fold(one.text("scorer")) not in left_out]


def _of_part(marks: Iterable[Record], part: Record) -> list[Record]:
    return [mark for mark in marks if mark.text("criterion") == part.uid]


def _part_mark(marks: Sequence[Record], deducting: Iterable[Record], counting: str) -> PartMark:
    deduction = sum((mark.decimal("deduction") for mark in deducting), Decimal())
    if not marks:
        return PartMark(None, deduction)
    given = sorted(mark.decimal("points") for mark in marks)
    counted = given[1:-1] if counting == TRIMMED and len(given) >= FEWEST_TRIMMED else given
    points = Fraction(sum(counted, Decimal()))
    return PartMark(points if counting == SUM else points / len(counted), deduction)


def teams_of(contest: Record, reader: RecordReader) -> list[Record]:
    """Return the teams of a contest in the order of the draw, those that drew nothing last."""
    return sorted(
        reader.children(contest.uid, ENTRY),
        key=lambda one: (one.get("draw") is None, one.number("draw"), one.text("team")),
    )


def unmarked_of(contest: Record, reader: RecordReader) -> list[Unmarked]:
    """Return the teams of a contest that lack marks, in the order of the draw."""
    marks = marks_of(contest, reader)
    parts = parts_of(contest, [one for of_team in marks.values() for one in of_team], reader)
    return unmarked(teams_of(contest, reader), marks, parts)


def one_mark_by_each_judge(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a second mark of a judge for a part of a team in a round."""
    if not sets_anew(record, context, "subject", "criterion", "scorer", "round") or not record.text("scorer"):
        return
    same = {name: record.get(name) for name in ("subject", "criterion", "round")}
    scorer = fold(record.text("scorer"))
    others = (one for one in context.reader.find(MARK, **same) if one.uid != record.uid)
    given = (one for one in others if fold(one.text("scorer")) == scorer)
    if any(was_there_first(one, record, context, "subject", "criterion", "scorer", "round") for one in given):
        yield Problem("scorer", _("{scorer} đã chấm phần này của đội.", scorer=record.text("scorer")))


def deducted_once(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when two judges deduct for one part: deductions are added up, not averaged."""
    if not record.decimal("deduction") or not sets_anew(record, context, "deduction", "criterion"):
        return
    others = context.reader.find(MARK, subject=record.get("subject"), criterion=record.get("criterion"))
    if any(one.uid != record.uid and one.decimal("deduction") for one in others):
        yield Problem(
            "deduction",
            _("Giám khảo khác đã trừ điểm phần này; điểm trừ được cộng lại, không lấy trung bình. Hãy xem lại."),
            Severity.WARNING,
        )


def judged_once_it_is_held(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse marks of a contest whose day is still to come."""
    entry = context.reader.get(record.text("subject"))
    contest = None if entry is None else context.reader.get(entry.text("contest"))
    day = None if contest is None else contest.date("held_on")
    if day is not None and day > context.today:
        yield Problem("points", _("Hội thi tổ chức ngày {day}, chưa tới nên chưa chấm được.", day=day))


def held_on_a_day_that_came(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a contest that was held on a day still to come."""
    day = record.date("held_on")
    if record.text("state") != PLANNED and day is not None and day > context.today:
        yield Problem("held_on", _("Ngày {day} chưa tới: hội thi còn ở trạng thái “Dự kiến”.", day=day))


def closed_with_its_teams(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse to close a contest that no team took part in."""
    if record.text("state") != CLOSED or not sets_anew(record, context, "state"):
        return
    if not any(True for _entry in context.reader.children(record.uid, ENTRY)):
        yield Problem("state", _("Chưa ghi đội thi nào nên chưa kết thúc được."))
        return
    teams = ", ".join(one.entry.text("team") for one in unmarked_of(record, context.reader))
    if teams:
        words = _("Chưa đủ điểm của mọi giám khảo: {teams}; phần chưa ai chấm tính 0 điểm. Hãy xem lại.", teams=teams)
        yield Problem("state", words, Severity.WARNING)


def team_stands_once(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a team, or a number of the draw, twice in a contest."""
    others = [one for one in context.reader.find(ENTRY, contest=record.get("contest")) if one.uid != record.uid]
    if sets_anew(record, context, "team", "contest") and any(
        fold(one.text("team")) == fold(record.text("team")) and was_there_first(one, record, context, "team", "contest")
        for one in others
    ):
        yield Problem("team", _("Hội thi đã có đội “{team}”.", team=record.text("team")))
    draw = record.get("draw")
    if (
        draw is not None
        and sets_anew(record, context, "draw", "contest")
        and any(one.get("draw") == draw and was_there_first(one, record, context, "draw", "contest") for one in others)
    ):
        yield Problem("draw", _("Số thứ tự {draw} đã có đội khác.", draw=str(draw)))


def prize_is_given_lawfully(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a prize before the contest was held, a second first prize without a word, money without a prize."""
    prize = record.text("prize")
    contest = context.reader.get(record.text("contest"))
    is_planned = contest is not None and contest.text("state") == PLANNED
    if is_planned and side_prizes_of(record) and sets_anew(record, context, "side_prizes"):
        yield Problem("side_prizes", _("Hội thi còn ở trạng thái “Dự kiến” nên chưa trao giải được."))
    if record.number("side_money") and not side_prizes_of(record):
        yield Problem("side_money", _("Ghi tên giải phụ kèm theo, hoặc ghi tiền ở “Tiền thưởng”."))
    if prize in ("", NO_PRIZE):
        if record.number("money"):
            yield Problem("money", _("Đội không có giải thì không có tiền thưởng; hãy chọn giải."))
        return
    if is_planned and sets_anew(record, context, "prize"):
        yield Problem("prize", _("Hội thi còn ở trạng thái “Dự kiến” nên chưa trao giải được."))
    if (
        prize == FIRST
        and not record.text("prize_note")
        and sets_anew(record, context, "prize", "prize_note", "contest")
    ):
        others = context.reader.find(ENTRY, contest=record.get("contest"), prize=FIRST)
        if any(one.uid != record.uid and not one.text("prize_note") for one in others):
            yield Problem("prize_note", _("Đã có một giải Nhất; hai giải Nhất thì phải ghi lý do ở đây."))


def prize_follows_the_points(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a prize better than that of a team with more points, whichever comes last, unless a note says why."""
    contest = context.reader.get(record.text("contest"))
    if contest is None or record.text("prize_note") or record.text("prize") not in _PRIZES:
        return
    marks = marks_of(contest, context.reader)
    given = [one for of_team in marks.values() for one in of_team]
    if record.uid not in marks or not given:
        return
    entries, parts = context.reader.children(contest.uid, ENTRY), parts_of(contest, given, context.reader)
    results = results_of(entries, marks, parts, contest.text("counting"))
    own = next(one for one in results if one.entry.uid == record.uid)
    others = [one for one in results if one.entry.text("prize") in _PRIZES]
    if better := next((one for one in others if _is_passed_over(one, own)), None):
        words = _(
            "Đội “{team}” xếp hạng cao hơn mà giải thấp hơn. Hãy xem lại, hoặc ghi lý do ở “Ghi chú về giải”.",
            team=better.entry.text("team"),
        )
        yield Problem("prize", words, Severity.WARNING)
    elif own.short and record.text("prize") != NO_PRIZE:
        words = _("Đội dưới điểm tối thiểu ({parts}) nên không xếp hạng.", parts="; ".join(own.short))
        yield Problem("prize", words, Severity.WARNING)
    elif worse := next((one for one in others if _is_passed_over(own, one) and not one.entry.text("prize_note")), None):
        words = _(
            "Đội “{team}” xếp hạng thấp hơn mà giải cao hơn. Hãy xem lại, hoặc ghi lý do ở “Ghi chú về giải”.",
            team=worse.entry.text("team"),
        )
        yield Problem("prize", words, Severity.WARNING)


def _is_passed_over(one: Result, other: Result) -> bool:
    """Tell whether a team is ranked before another and has a lower prize."""
    if one.rank is None or other.rank is None or one.rank >= other.rank:
        return False
    return _PRIZES.index(one.entry.text("prize")) > _PRIZES.index(other.entry.text("prize"))


def goes_to_the_final(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a team that goes on from what is no round of several."""
    contest = context.reader.get(record.text("contest"))
    if record.get("to_final") and contest is not None and contest.text("round") != CLUSTER:
        yield Problem("to_final", _("Chỉ đội của vòng cụm vào chung kết. Hãy xem lại vòng thi."), Severity.WARNING)
