"""What the table of totals of a contest says of ranks: who has none, which units lead, who shares one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.rules.contests import SUM_OF_TEAMS, Result, units_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Align, Block, Column, Paragraph, Table

_MIDDLE = Align.CENTER


def below_the_least(results: Sequence[Result]) -> Iterator[Block]:
    """Tell which teams are not ranked, since they have less than a part asks for."""
    for one in results:
        if one.short:
            parts = ", ".join(f"“{name}”" for name in one.short)
            yield Paragraph(f"{one.entry.text('team')}: dưới điểm tối thiểu của phần {parts} nên không xếp hạng.")


def units_table(context: ReportContext, results: Sequence[Result], how: str) -> Iterator[Block]:
    """Rank the units by what their teams came to, where the contest says how."""
    found = units_of(results, how) if how else []
    if not found:
        return
    together = "cộng điểm" if how == SUM_OF_TEAMS else "trung bình cộng điểm"
    yield Paragraph(f"Xếp hạng toàn đoàn theo {together} các đội, thí sinh của từng đơn vị:")
    columns = (
        Column("TT", 10, _MIDDLE),
        Column("Đơn vị", 80),
        Column("Số đội, thí sinh", 40, _MIDDLE),
        Column("Điểm", 40, _MIDDLE),
        Column("Xếp hạng", 40, _MIDDLE),
    )
    rows = tuple(
        (
            str(number),
            context.store.title(one.unit),
            context.count(one.teams),
            context.translator.number(rounded(one.points)),
            str(one.rank),
        )
        for number, one in enumerate(found, 1)
    )
    yield Table(columns, rows)


def ties(results: Sequence[Result], open_to: str) -> Iterator[Block]:
    """Tell which teams share a rank: what the jury has to decide is ``open_to`` it."""
    ranks = [one.rank for one in results if one.rank is not None]
    for rank in sorted({one for one in ranks if ranks.count(one) > 1}):
        teams = ", ".join(one.entry.text("team") for one in results if one.rank == rank)
        yield Paragraph(f"Đồng điểm, cùng xếp thứ {rank}: {teams}; {open_to} do Ban Giám khảo quyết định.")
