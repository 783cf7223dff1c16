"""``danvan figures``: the figures of a report with what they count; ``danvan compare``: those of the units below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened_to_read, print_json, records_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.localization import Translator, _

if TYPE_CHECKING:
    from danvan_desktop.reports.figures import Figure
    from danvan_desktop.reports.figures.comparison import UnitRow
    from danvan_desktop.reports.figures.values import Measured


@command("figures", told=_("Liệt kê số liệu của một báo cáo: kỳ này, kỳ trước, cùng kỳ, tỷ trọng."))
@click.argument("form", default="work-report")
@option("--period", required=True, told=_("Kỳ báo cáo: 2026-Q3, 2026-H1, 2026-9M, 2026-08 hoặc 2026."))
@records_options
@json_option
def figures_command(
    form: str, period: str, as_json: bool, store: Path | None, passphrase_file: Path | None, database: str | None
) -> None:
    """Print the figures of a report of the store's own unit.

    Whose records of the period are not here, or not all of them, is told on stderr. As JSON a list of ``{figure, title,
    definition, value, counted, remark, previous, year_ago, share, uids}``; what was not recorded all through is null.
    """
    from danvan_desktop.domain.period import Period
    from danvan_desktop.reports.catalogue import form_of
    from danvan_desktop.reports.coverage import coverage_notes
    from danvan_desktop.reports.errors import ReportError
    from danvan_desktop.reports.figures import ReportFigures
    from danvan_desktop.reports.proof import PROVEN_FORMS, proven_figures

    if form_of(form).code not in PROVEN_FORMS:
        forms = ", ".join(PROVEN_FORMS)
        raise ReportError(_("Mẫu “{form}” không có số liệu. Các mẫu có số liệu: {forms}.", form=form, forms=forms))
    span, say = Period.parse(period), spoken()
    with opened_to_read(store, passphrase_file, database) as records:
        figures = ReportFigures(records, records.unit.uid, form, span, records.today())
        measured = figures.measured(proven_figures(form))
        notes = tuple(coverage_notes(figures.coverages()))
    for note in notes:
        click.echo(say(note), err=True)
    if as_json:
        print_json([_figure_json(one, say) for one in measured])
        return
    heads = [say(head) for head in (_("Số liệu"), _("Kỳ này"), _("Kỳ trước"), _("Cùng kỳ"), _("Tỷ lệ"))]
    print_table(heads, [_figure_row(one, say) for one in measured])


def _figure_json(one: Measured, say: Translator) -> dict[str, object]:
    return {
        "figure": one.figure.code,
        "title": say(one.figure.title),
        "definition": say(one.figure.definition),
        "value": one.value.shown if one.value.known else None,
        "counted": one.value.counted,
        "remark": one.value.remark,
        "previous": one.previous,
        "year_ago": one.year_ago,
        "share": one.share,
        "uids": list(one.uids),
    }


def _figure_row(one: Measured, say: Translator) -> list[str]:
    from danvan_desktop.reports.coverage import number_or_dash

    value = number_or_dash(one.value.shown if one.value.known else None, say)
    return [
        say(one.figure.title),
        f"{value}{' (*)' if one.value.override is not None else ''}",
        number_or_dash(one.previous, say),
        number_or_dash(one.year_ago, say),
        say.percent(one.share) if one.share is not None else "",
    ]


@command("compare", told=_("So sánh số liệu của các đơn vị ở dưới: kỳ này, cùng kỳ năm trước, ai chưa gửi."))
@click.argument("group", required=False)
@option("--period", required=True, told=_("Kỳ báo cáo: 2026-Q3, 2026-H1, 2026-9M, 2026-08 hoặc 2026."))
@records_options
@json_option
def compare_command(
    group: str | None,
    period: str,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
    database: str | None,
) -> None:
    """Print the figures of one part of the work (default: all that are no shares) for each unit right below.

    As JSON a list of ``{unit, name, coverage, days_late, ended, figures}`` with ``figures`` by code as
    ``{value, year_ago, uids}``; what the unit had not begun to record a year ago is null, and so is the last day of a
    unit that had not ended.
    """
    from danvan_desktop.domain.period import Period
    from danvan_desktop.reports.figures import ReportFigures
    from danvan_desktop.reports.figures.comparison import chosen_figures, unit_table
    from danvan_desktop.reports.forms.unit_figures import UNIT_FIGURES

    span, say, chosen = Period.parse(period), spoken(), chosen_figures(group)
    with opened_to_read(store, passphrase_file, database) as records:
        figures = ReportFigures(records, records.unit.uid, UNIT_FIGURES, span, records.today())
        table = unit_table(figures, chosen, records.today())
    if as_json:
        print_json([_unit_json(row, chosen) for row in table.rows])
        return
    heads = [say(head) for head in (_("Đơn vị"), _("Kỳ này"), _("Cùng kỳ"))]
    for figure in chosen:
        click.echo(say(figure.title))
        print_table(heads, [_unit_row(row, figure, say) for row in table.rows])


def _unit_json(row: UnitRow, chosen: Sequence[Figure]) -> dict[str, object]:
    cells = {figure.code: row.cell(figure.code) for figure in chosen}
    return {
        "unit": row.unit.uid,
        "name": row.unit.text("name"),
        "coverage": row.coverage.state.value,
        "days_late": row.days_late,
        "ended": None if row.ended is None else row.ended.isoformat(),
        "figures": {
            code: {"value": cell.value, "year_ago": cell.year_ago, "uids": list(cell.uids)}
            for code, cell in cells.items()
        },
    }


def _unit_row(row: UnitRow, figure: Figure, say: Translator) -> list[str]:
    from danvan_desktop.reports.coverage import number_or_dash

    cell, word = row.cell(figure.code), row.word(figure)
    value = say.number(cell.value) if word is None else say(word)
    return [row.named(say), value, number_or_dash(cell.year_ago, say)]
