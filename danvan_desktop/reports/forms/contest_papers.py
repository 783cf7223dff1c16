"""Papers of the judges of contests: their sheets, the table of totals with ranks and prizes.

No rule read prescribes a form for them: parts, maxima and weights are the organiser's (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.contests import (
    CLUSTER,
    NO_PRIZE,
    Result,
    Unmarked,
    judges_of,
    marks_of,
    results_of,
    side_prizes_of,
    unmarked,
)
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    DocumentInfo,
    FillLines,
    KeepTogether,
    Opening,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Signature,
    Signers,
    Table,
)
from danvan_desktop.reports.even_figures import evened
from danvan_desktop.reports.form import Purpose, ReportForm, unless
from danvan_desktop.reports.forms.contest_counting import deducted, how_counted, how_ranked, known
from danvan_desktop.reports.forms.contest_ranks import below_the_least, ties, units_table
from danvan_desktop.reports.forms.parts import SIGN_NOTE, commune_of, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import place_and_date

KIND = "contest"
_SHEET = "Phiếu chấm điểm"
_MIDDLE = Align.CENTER
_PARTS_WIDTH = 120
"""Millimetres that the columns of the parts share."""
_LONGEST_HEADING = 80
"""Letters of a name that a heading holds, or a place to sign."""


def build_blank_sheet(context: ReportContext) -> Document:
    """Build an empty sheet for a judge: a line for each team, a column for each part."""
    return _sheets(context, [""])


def build_filled_sheets(context: ReportContext) -> Document:
    """Build the sheet of each judge, with what he gave."""
    return _sheets(context, _judges(context, context.record(KIND)))


def _sheets(context: ReportContext, judges: Sequence[str]) -> Document:
    contest = context.record(KIND)
    unit = commune_of(context, unit_of(context, contest))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), contest.date("held_on")))
    return Document(
        info=DocumentInfo(f"Phiếu chấm điểm – {contest.text('name')}", header.issuer, context.today),
        header=header,
        kind=_SHEET,
        subject=contest.text("name"),
        blocks=tuple(_pages(context, contest, judges, Opening(header, _SHEET, contest.text("name")))),
        landscape=True,
    )


def _pages(context: ReportContext, contest: Record, judges: Sequence[str], opening: Opening) -> Iterator[Block]:
    """Give the sheet of each judge; further ones have the same head, since each is signed and handed in by itself."""
    entries, marks, parts = known(context, contest)
    for place, judge in enumerate(judges):
        if place:
            yield PageBreak()
            yield opening
        if judge:
            yield Paragraph((Run("Giám khảo: "), Run(judge, bold=True)))
        else:
            yield FillLines("Giám khảo:", 1)
        rows = tuple(
            _sheet_row(context, number, entry, parts, _given_by(marks.get(entry.uid, ()), judge))
            for number, entry in enumerate(entries, 1)
        )
        yield KeepTogether(tuple(_sheet(context, parts, rows, judge)), whole=False)


def _sheet(context: ReportContext, parts: Sequence[Record], rows: tuple[Row, ...], judge: str) -> Iterator[Block]:
    """Give what a judge fills in and signs below."""
    columns = (*_team_columns(), *_part_columns(context, parts), *_sum_columns(), Column("Ghi chú", 32))
    yield evened(Table(columns, rows))
    if not judge:
        yield Paragraph(
            "Điểm cho từng phần không quá điểm tối đa; điểm trừ (nếu có) ghi ở cột riêng. Mỗi lỗi chỉ một giám khảo ghi"
            " điểm trừ, được trừ cả vào tổng điểm của đội."
        )
    yield Signers((Signature(("Giám khảo",), SIGN_NOTE, _short(judge)),))


def _judges(context: ReportContext, contest: Record) -> list[str]:
    marks = marks_of(contest, context.store)
    return sorted(judges_of(mark for of_team in marks.values() for mark in of_team).values())


def _given_by(marks: Sequence[Record], judge: str) -> dict[str, Record]:
    return {mark.text("criterion"): mark for mark in marks if judge and fold(mark.text("scorer")) == fold(judge)}


def _team_columns() -> tuple[Column, ...]:
    return (Column("TT", 10, _MIDDLE), Column("Đội thi", 58))


def _part_columns(context: ReportContext, parts: Sequence[Record]) -> Iterator[Column]:
    for part in parts:
        weight = part.decimal("weight")
        times = f", hệ số {context.translator.number(weight)}" if weight not in (0, 1) else ""
        most = context.translator.number(part.decimal("maximum"))
        yield Column(f"{_short(part.text('name'))} (tối đa {most}{times})", _PARTS_WIDTH / len(parts), _MIDDLE)


def _short(name: str) -> str:
    """Cut a name so that it fits a heading, or the place of who signs."""
    return name if len(name) <= _LONGEST_HEADING else f"{name[:_LONGEST_HEADING].rstrip()}…"


def _sum_columns() -> tuple[Column, ...]:
    return (Column("Điểm trừ", 16, _MIDDLE), Column("Tổng điểm", 20, _MIDDLE))


def _sheet_row(
    context: ReportContext, number: int, entry: Record, parts: Sequence[Record], given: dict[str, Record]
) -> Row:
    written = context.translator.number
    points = (written(given[part.uid].decimal("points")) if part.uid in given else "" for part in parts)
    deducted = sum((Fraction(mark.decimal("deduction")) for mark in given.values()), Fraction())
    total = sum(
        (Fraction(part.decimal("weight") or 1) * Fraction(given[part.uid].decimal("points")))
        for part in parts
        if part.uid in given
    )
    return (
        str(entry.get("draw") or number),
        entry.text("team"),
        *points,
        _rounded(context, deducted) if deducted else "",
        _rounded(context, total - deducted) if given else "",
        "\n".join(mark.text("evidence") for mark in given.values() if mark.text("evidence")),
    )


def _rounded(context: ReportContext, points: Fraction) -> str:
    return context.translator.number(rounded(points))


def build_ranking(context: ReportContext) -> Document:
    """Build the table of totals: the best team first, teams with one total under one rank."""
    contest = context.record(KIND)
    unit = commune_of(context, unit_of(context, contest))
    entries, marks, parts = known(context, contest)
    counting, goes_on = contest.text("counting"), contest.text("round") == CLUSTER
    results = results_of(entries, marks, parts, counting)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), contest.date("held_on")))
    columns = (
        *_team_columns(),
        *_part_columns(context, parts),
        *_sum_columns(),
        Column("Xếp hạng", 18, _MIDDLE),
        Column("Kết quả" if goes_on else "Giải", 46, _MIDDLE),
    )
    return Document(
        info=DocumentInfo(f"Bảng tổng hợp điểm – {contest.text('name')}", header.issuer, context.today),
        header=header,
        kind="Bảng tổng hợp điểm",
        subject=contest.text("name"),
        blocks=(
            Paragraph(how_counted(context, marks, results, counting, parts)),
            evened(Table(columns, tuple(_result_row(context, number, one) for number, one in enumerate(results, 1)))),
            *deducted(context, entries, marks, parts),
            *_lacking(context, entries, marks, parts),
            *below_the_least(results),
            *(Paragraph(words) for words in (how_ranked(parts, results),) if words),
            *ties(results, "thứ hạng" if goes_on else "giải"),
            *units_table(context, results, contest.text("unit_points")),
            *_judges_to_sign(_judges(context, contest)),
        ),
        signatures=(Signature(("Thư ký",), SIGN_NOTE), Signature(("Trưởng ban giám khảo",), SIGN_NOTE)),
        landscape=True,
    )


def _judges_to_sign(judges: Sequence[str]) -> tuple[Block, Block]:
    """Give each judge a line to sign the totals on."""
    columns = (_team_columns()[0], Column("Giám khảo", 80), Column("Ký tên", 60), Column("Ghi chú", 60))
    rows = tuple((str(number), judge, "", "") for number, judge in enumerate(judges, 1))
    return Paragraph(f"{'Các giám khảo' if len(judges) > 1 else 'Giám khảo'} ký xác nhận:"), Table(columns, rows)


def _result_row(context: ReportContext, number: int, result: Result) -> Row:
    entry, prize = result.entry, result.entry.text("prize")
    won = () if prize in ("", NO_PRIZE) else (context.choice(entry, "prize"),)
    final = ("Vào chung kết",) if entry.get("to_final") else ()
    return (
        str(number),
        entry.text("team"),
        *("" if part.points is None else _rounded(context, part.points) for part in result.parts),
        context.translator.number(result.deduction) if result.deduction else "",
        "" if result.total is None else Cell((Run(_rounded(context, result.total), bold=True),)),
        "" if result.rank is None else str(result.rank),
        "\n".join((*won, *side_prizes_of(entry), *final)),
    )


def _lacking(
    context: ReportContext, entries: Sequence[Record], marks: Mapping[str, Sequence[Record]], parts: Sequence[Record]
) -> Iterator[Block]:
    """Tell what nobody marked, and team by team which judges left out what: the mean is that of fewer."""
    number = context.translator.number
    all_judges = judges_of(mark for of_team in marks.values() for mark in of_team)
    lacking = unmarked(entries, marks, parts)
    yield from _marked_by_nobody(lacking)
    for one in lacking:
        team = one.entry.text("team")
        if not one.has_marks:
            yield Paragraph(f"{team}: chưa có điểm nên chưa xếp hạng.")
        elif one.judges:
            present = judges_of(marks[one.entry.uid])
            told = [
                f"{judge} chưa chấm phần {_names(left_out)}" if fold(judge) in present else f"không có điểm của {judge}"
                for judge, left_out in one.judges
            ]
            share = f"{number(len(present))}/{number(len(all_judges))}"
            yield Paragraph(f"{team}: {share} giám khảo chấm, {'; '.join(told)}.")


def _marked_by_nobody(lacking: Sequence[Unmarked]) -> Iterator[Block]:
    """Tell once of teams that lack the same parts."""
    teams: dict[str, list[str]] = {}
    for one in lacking:
        if one.has_marks and one.parts:
            teams.setdefault(_names(one.parts), []).append(one.entry.text("team"))
    for parts, named in teams.items():
        yield Paragraph(f"Phần {parts} chưa ai chấm, tính 0 điểm: {', '.join(named)}.")


def _names(parts: Sequence[Record]) -> str:
    return ", ".join(f"“{part.text('name')}”" for part in parts)


def _no_parts(context: ReportContext) -> Message | None:
    _entries, _marks, parts = known(context, context.record(KIND))
    if not _entries:
        return _("Chưa ghi đội thi nào. Hãy ghi ở phần “Đội thi” của hội thi.")
    if not parts:
        return _("Chưa có phần thi để chấm. Hãy ghi các phần ở “Tiêu chí chấm điểm” và tên bộ ấy ở hội thi.")
    return None


_no_marks = unless(
    lambda context: _judges(context, context.record(KIND)),
    _("Chưa ghi điểm của giám khảo nào. Hãy mở từng đội và ghi ở phần “Chấm điểm”, hoặc in phiếu chấm trống."),
)


FORMS = (
    ReportForm(
        code="contest-blank-sheet",
        title=_("Phiếu chấm hội thi (trống)"),
        description=_("Mỗi đội một dòng, mỗi phần thi một cột, để giám khảo ghi tay"),
        purpose=Purpose.MODEL,
        kind=KIND,
        file_stem="Phieu-cham-hoi-thi",
        build_of=build_blank_sheet,
        nothing_to_say=_no_parts,
    ),
    ReportForm(
        code="contest-sheets",
        title=_("Phiếu chấm hội thi (đã chấm)"),
        description=_("Mỗi giám khảo một trang, với điểm đã ghi"),
        purpose=Purpose.MODEL,
        kind=KIND,
        file_stem="Phieu-da-cham",
        build_of=build_filled_sheets,
        nothing_to_say=_no_marks,
    ),
    ReportForm(
        code="contest-ranking",
        title=_("Bảng tổng hợp điểm hội thi"),
        description=_("Điểm từng phần, điểm trừ, tổng điểm, xếp hạng và giải của các đội"),
        purpose=Purpose.MODEL,
        kind=KIND,
        file_stem="Tong-hop-diem",
        build_of=build_ranking,
        nothing_to_say=_no_marks,
    ),
)
