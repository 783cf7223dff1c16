"""The annex of figures that the reports of a period share: every figure that is proved, compared, with small charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.coverage import NOT_ON_THE_BOOKS, number_or_dash
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    Cell,
    Chart,
    ChartSeries,
    ChartShape,
    Column,
    Row,
    Run,
    Table,
)
from danvan_desktop.reports.figures import Figure, FigureGroup, Measured
from danvan_desktop.reports.forms.communities import in_own_words
from danvan_desktop.reports.forms.report_parts import (
    PeriodReport,
    compared_with,
    coverage_lines,
    is_the_year_before,
    notes,
    up_to_day,
)
from danvan_desktop.reports.narrative.draft import OVERRIDDEN
from danvan_desktop.reports.proof import proven_figures
from danvan_desktop.reports.wording import sentence, topic

_MIDDLE = Align.CENTER
_RIGHT = Align.RIGHT
_ITEM = "- "
_ADDED_UP = dict.fromkeys(("consultations.accepted", "consultations.explained"), "consultations.opinions")
"""Figures that a sum adds up, which the list of all figures has behind them: on paper it stands above."""
_TITLES = (104, 82, 59)
"""What the names of figures have of the width beside none, one and two periods that they are held against."""


def figure_annex(report: PeriodReport, label: str, note: str) -> tuple[Appendix, ...]:
    """Print every figure that the report proves, compared, with small charts."""
    measured = _totals_first(report.figures.measured(proven_figures(report.form)))
    blocks = [_figure_table(report, measured), *_remarks(report, measured), *_charts(report)]
    return (Appendix(label, f"Số liệu {report.title}", tuple(blocks), note),)


def _totals_first(measured: Sequence[Measured]) -> list[Measured]:
    """Put each part below what it is a part of, in whichever group it is proven, and sums above what they add up."""
    found = {one.figure.code: one for one in measured}
    below: dict[str, list[Measured]] = {}
    for one in measured:
        if (whole := _put_below(one.figure)) in found:
            below.setdefault(whole, []).append(one)
    moved = {one.figure.code for parts in below.values() for one in parts}
    tops = (one for one in measured if one.figure.code not in moved)
    return [each for one in tops for each in (one, *below.get(one.figure.code, ()))]


def _put_below(figure: Figure) -> str:
    """Name the figure below which another is printed, empty for one that stands by itself."""
    return str(figure.whole) if _split_by(figure) else _ADDED_UP.get(figure.code, "")


def _figure_table(report: PeriodReport, measured: Sequence[Measured]) -> Table:
    say, others = report.context.say, compared_with(report)
    columns = (
        Column("TT", 9, _MIDDLE),
        Column("Chỉ tiêu", _TITLES[len(others)]),
        Column("Đơn vị tính", 23, _MIDDLE),
        *(Column(say(period.title), 22, _RIGHT) for period in (report.period, *others)),
        Column("Tỷ lệ", 15, _RIGHT),
    )
    return Table(columns, tuple(_figure_rows(report, measured, others)), dense=True)


def _before(report: PeriodReport, measured: Measured, other: Period) -> int | None:
    return measured.previous if other == report.period.previous() else measured.year_ago


def _figure_rows(report: PeriodReport, measured: Sequence[Measured], others: Sequence[Period]) -> Iterator[Row]:
    context, width = report.context, 5 + len(others)
    group, mixed = None, _split_in_several_ways(measured)
    for place, one in enumerate(filter(_says_something, measured), 1):
        if one.figure.group is not group and not _put_below(one.figure):
            group = one.figure.group
            label = in_own_words(context.store, report.unit, context.say(group.label))
            yield (Cell((Run(label, bold=True),), span=width),)
        mark = OVERRIDDEN if one.value.override is not None else ""
        yield (
            str(place),
            _row_title(report, one, one.figure.whole in mixed),
            context.say(one.figure.counted),
            f"{number_or_dash(one.value.shown if one.value.known else None, context.translator)}{mark}",
            *(number_or_dash(_before(report, one, other), context.translator) for other in others),
            context.translator.percent(one.share) if one.share is not None else "",
        )


def _says_something(measured: Measured) -> bool:
    """Tell whether a figure is printed: a part of another is not where nothing of it happened in any period.

    Basic numbers that nobody wrote down are unknown, not nought, and so is how many there are whom nobody named.
    """
    value = measured.value
    happened = value.shown or measured.previous or measured.year_ago or value.override is not None or value.remark
    may_be_nought = not (_split_by(measured.figure) or measured.figure.group is FigureGroup.PROFILE)
    return bool(happened) or (value.known and may_be_nought)


def _split_in_several_ways(measured: Sequence[Measured]) -> frozenset[str]:
    """Return the figures that are split by more than one field: their parts say by which."""
    ways: dict[str, set[str]] = {}
    for one in measured:
        if one.figure.whole is not None and (field := _split_by(one.figure)):
            ways.setdefault(one.figure.whole, set()).add(field)
    return frozenset(whole for whole, fields in ways.items() if len(fields) > 1)


def _split_by(figure: Figure) -> str:
    """Name the field of which a figure is one choice's share, empty for a figure of its own."""
    start = f"{figure.whole}."
    return figure.code.removeprefix(start).partition(".")[0] if figure.code.startswith(start) else ""


def _row_title(report: PeriodReport, measured: Measured, names_the_field: bool) -> str:
    context, figure = report.context, measured.figure
    title = in_own_words(context.store, report.unit, context.say(figure.title))
    field = _split_by(figure)
    if not field:
        return f"{_ITEM}{title}" if _put_below(figure) else title
    kind = context.store.kinds[figure.kind]
    # Parts are also split by a field of what they belong to, such as tasks by the type of their plan.
    whole = kind if kind.has(field) else context.store.kinds[kind.field(str(kind.parent)).targets[0]]
    label = context.say(whole.field(field).label)
    named = title.lstrip("0123456789.").lstrip() or title  # items of a law are numbered in its own list, not here
    return f"{_ITEM}{label}: {topic(named)}" if names_the_field else f"{_ITEM}{named}"


def _remarks(report: PeriodReport, measured: Sequence[Measured]) -> Iterator[Block]:
    """Say what the officer put in the place of a counted value, and what was remarked."""
    context, number = report.context, report.context.translator.number
    items = []
    for one in measured:
        title = context.say(one.figure.title)
        if one.value.override is not None:
            counted = number(one.value.counted)
            items.append(
                sentence(f"(*) {title}: số do đơn vị báo cáo; số tổng hợp từ sổ là {counted}. {one.value.remark}")
            )
        elif one.value.remark:
            items.append(sentence(f"{title}: {one.value.remark}"))
    told = [sentence(f"Số liệu {up_to_day(report)}")] if report.figures.is_unfinished else []
    unsaid = [one.figure for one in measured if one.value.known and not _says_something(one)]
    if any(figure.group is FigureGroup.PROFILE for figure in unsaid):
        told.append("Biểu không nêu số liệu cơ bản chưa có thống kê của năm nào.")
    if any(figure.group is not FigureGroup.PROFILE for figure in unsaid):
        told.append(f"Biểu không nêu chỉ tiêu chi tiết không phát sinh {_in_all_periods(report)}.")
    told += [
        f"Không có số liệu “{context.say(one.figure.title)}”: sổ ghi chung, không ghi tên từng hộ."
        for one in measured
        if one.figure.unnamed is not None and not one.value.known
    ]
    told += _bases_of_shares([one for one in measured if _says_something(one)])
    told += _not_compared(report, [one for one in measured if _says_something(one)])
    yield from notes([*told, *_closed_early(report), *items, *coverage_lines(report)])


def _bases_of_shares(printed: Sequence[Measured]) -> list[str]:
    """Say which row each share is a share of: one column holds shares of many wholes."""
    places = {one.figure.code: place for place, one in enumerate(printed, 1)}
    elsewhere: dict[int, list[int]] = {}
    parts_below, head = False, printed[0] if printed else None
    for place, one in enumerate(printed, 1):
        is_item = bool(_put_below(one.figure))
        head = head if is_item else one
        base = places.get(one.figure.whole or "")
        if one.share is None or base is None:
            continue
        if is_item and head is not None and head.figure.code == one.figure.whole:
            parts_below = True
        else:
            elsewhere.setdefault(base, []).append(place)
    told = [f"dòng {_run_together(rows)} tính trên dòng {base}" for base, rows in sorted(elsewhere.items())]
    if parts_below:
        others = "khác " if told else ""
        told.append(f"dòng {others}có gạch đầu dòng tính trên dòng không có gạch liền trước")
    return [f"Tỷ lệ của {'; '.join(told)}."] if told else []


def _run_together(rows: Sequence[int]) -> str:
    """Name rows by their numbers, three and more that follow one another by the first and the last."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(f"{run[0]} đến {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _in_all_periods(report: PeriodReport) -> str:
    others = len(compared_with(report))
    if not others:
        return "trong kỳ"
    return "trong cả hai năm" if is_the_year_before(report.period) else f"trong cả {'hai' if others == 1 else 'ba'} kỳ"


def _not_compared(report: PeriodReport, printed: Sequence[Measured]) -> Iterator[str]:
    """Say of which periods, and why, figures are held against none: what nobody had recorded is no nought."""
    say, known = report.context.say, compared_with(report)
    asked = dict.fromkeys((report.period.previous(), report.period.same_last_year()))
    if unknown := [say(other.label()) for other in asked if other not in known]:
        yield f"Chưa có số liệu của {', '.join(unknown)} nên không so sánh."
    if any(_before(report, one, other) is None for one in printed for other in known):
        told = "kỳ đó chưa thống kê nội dung này, hoặc thống kê từ giữa kỳ, nên không so sánh."
        yield f"Dấu “{NOT_ON_THE_BOOKS}”: {told}"


def _closed_early(report: PeriodReport) -> Iterator[str]:
    """Say of which days the figures are that close with the inspectorate, where the office set that."""
    span, day = report.figures.early_span, report.context.translator.date
    kinds = [kind for kind in report.context.store.kinds if kind.closes_with_inspectorate and kind.parent is None]
    if span is not None and kinds:
        names = report.context.translator.listing([f"“{report.context.say(kind.plural)}”" for kind in kinds])
        yield f"Số liệu {names} tính theo kỳ từ ngày {day(span.first)} đến ngày {day(span.last)}."


def _charts(report: PeriodReport) -> Iterator[Block]:
    """Draw what the annex tells: of a group that it does not prove, nothing."""
    if fields := _parts(report, "petitions.received.field."):
        yield _bars(report, "Đơn, kiến nghị, phản ánh theo lĩnh vực", fields)
    levels = _parts(report, "petitions.received.competence.")
    if any(one.value.shown for one in levels):
        yield _shares(report, "Đơn, kiến nghị, phản ánh theo cấp thẩm quyền", levels)
    if models := _parts(report, "models.registered.field."):
        yield _bars(report, "Mô hình “Dân vận khéo” đăng ký theo lĩnh vực", models)


def _parts(report: PeriodReport, prefix: str) -> list[Measured]:
    shown = (code for code in proven_figures(report.form) if code.startswith(prefix))
    measured = [report.figures[code] for code in shown]
    return [one for one in measured if one.value.shown or one.previous]


def _bars(report: PeriodReport, title: str, parts: Sequence[Measured]) -> Chart:
    context, number = report.context, report.context.translator.number
    now, before = [one.value.shown for one in parts], [one.previous for one in parts if one.previous is not None]
    told = {report.period: now} | ({report.period.previous(): before} if len(before) == len(parts) else {})
    series = [
        ChartSeries(context.say(period.title), tuple(map(float, numbers)), tuple(map(number, numbers)))
        for period, numbers in told.items()
    ]
    return Chart(title, tuple(context.say(one.figure.title) for one in parts), tuple(series))


def _shares(report: PeriodReport, title: str, parts: Sequence[Measured]) -> Chart:
    context = report.context
    present = [one for one in parts if one.value.shown]
    texts = tuple(context.translator.percent(one.share or 0.0) for one in present)
    values = tuple(float(one.value.shown) for one in present)
    labels = tuple(context.say(one.figure.title) for one in present)
    return Chart(title, labels, (ChartSeries(context.say(report.period.title), values, texts),), ChartShape.SHARES)
