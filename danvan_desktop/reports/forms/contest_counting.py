"""What a contest counts, and how: told with its totals, so that whoever was judged can count again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.contests import (
    FEWEST_TRIMMED,
    SUM,
    TRIMMED,
    TRIMMED_JUDGES,
    Result,
    judges_of,
    marks_of,
    parts_of,
    teams_of,
    told_apart_by,
)
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Paragraph
from danvan_desktop.reports.wording import topic

_COUNTED = {
    TRIMMED: (
        "trung bình cộng điểm của {who}, bỏ một điểm cao nhất và một điểm thấp nhất (phần có từ {least} giám khảo chấm)"
    ),
    TRIMMED_JUDGES: (
        "trung bình cộng điểm của {who}, bỏ giám khảo cho đội tổng điểm cao nhất và giám khảo cho tổng điểm thấp nhất"
        " (đội có từ {least} giám khảo chấm)"
    ),
    SUM: "tổng điểm của {who}",
}


def how_counted(
    context: ReportContext,
    marks: Mapping[str, Sequence[Record]],
    results: Sequence[Result],
    counting: str,
    weights: Sequence[Record],
) -> str:
    """Tell under the table of totals how the points of a part come of the marks of its judges."""
    given = [mark for of_team in marks.values() for mark in of_team]
    parts = {mark.text("criterion") for mark in given}
    juries = {frozenset(judges_of(one for one in given if one.text("criterion") == part)) for part in parts}
    who = "các giám khảo chấm phần ấy" if len(juries) > 1 else f"{context.count(len(judges_of(given)))} giám khảo"
    means = [part.points for one in results for part in one.parts if part.points is not None]
    is_rounded = any(mean * 100 != floor(mean * 100) for mean in means)
    rounding = "; điểm in làm tròn đến hai chữ số thập phân, tổng điểm cộng từ điểm chưa làm tròn" if is_rounded else ""
    together = _COUNTED.get(counting, "trung bình cộng điểm của {who}")
    told = together.format(who=who, least=context.count(FEWEST_TRIMMED))
    taken = any(one.deduction for one in results)
    weighed = any(part.decimal("weight") not in (0, 1) for part in weights)
    parts_summed = "tổng các phần nhân hệ số" if weighed else "tổng các phần"
    minus = " trừ điểm trừ" if taken else ""
    return f"Điểm từng phần là {told}; tổng điểm là {parts_summed}{minus}{rounding}."


def deducted(
    context: ReportContext, entries: Sequence[Record], marks: Mapping[str, Sequence[Record]], parts: Sequence[Record]
) -> Iterator[Paragraph]:
    """Tell that it is deducted whole, and team by team what, for which part, by whom, with the reason written."""
    names, teams = {part.uid: part.text("name") for part in parts}, []
    for entry in entries:
        told = []
        for mark in marks.get(entry.uid, ()):
            if not mark.decimal("deduction"):
                continue
            points = context.translator.number(mark.decimal("deduction"))
            why = f": {topic(mark.text('evidence').rstrip(' .'))}" if mark.text("evidence") else ""
            told.append(f"{points} điểm phần “{names.get(mark.text('criterion'), '')}” ({mark.text('scorer')}{why})")
        if told:
            teams.append(f"{entry.text('team')} trừ {', '.join(told)}")
    if teams:
        yield Paragraph(f"Điểm trừ tính đủ, không lấy trung bình: {'; '.join(teams)}.")


def how_ranked(parts: Sequence[Record], results: Sequence[Result]) -> str:
    """Tell what put teams of one total in order; nothing where no two teams had one that this told apart."""
    named, by_number = told_apart_by(results, parts)
    told = [f"điểm phần “{name}”" for name in named]
    told += ["số xét khi bằng điểm, số nhỏ xếp trên"] if by_number else []
    return f"Các đội bằng tổng điểm được xếp theo {', rồi '.join(told)}." if told else ""


def known(context: ReportContext, contest: Record) -> tuple[list[Record], dict[str, list[Record]], list[Record]]:
    """Return the teams by their draw, their marks, the parts."""
    marks = marks_of(contest, context.store)
    return (
        teams_of(contest, context.store),
        marks,
        parts_of(contest, [one for of_team in marks.values() for one in of_team], context.store),
    )
