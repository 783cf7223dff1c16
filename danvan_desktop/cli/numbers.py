"""``danvan number``: gives a printed form its số và ký hiệu."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.usage import whole_number
from danvan_desktop.domain.dates import parse_date
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _


@command("number", told=_("Cấp số và ký hiệu cho một văn bản: số kế tiếp của sổ, trừ khi ghi số."))
@click.argument("form")
@option("--uid", default="", told=_("Hồ sơ được in."))
@option("--period", told=_("Kỳ báo cáo: 2026-Q3, 2026-H1, 2026-9M hoặc 2026."))
@option("--number", type=whole_number(), told=_("Số muốn dùng."))
@option("--date", "day", told=_("Ngày văn bản; không ghi thì là hôm nay."))
@option("--dry-run", is_flag=True, told=_("Chỉ xem số kế tiếp, không cấp."))
@store_options
@json_option
def number_command(
    form: str,
    uid: str,
    period: str | None,
    number: int | None,
    day: str | None,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Print the number given; as JSON ``{number, symbol, written, uid}``, the uid empty with ``--dry-run``."""
    from danvan_desktop.domain.period import Period
    from danvan_desktop.domain.rules.numbering import written_number
    from danvan_desktop.reports.catalogue import form_of, style_in
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.numbering import number_values

    chosen = form_of(form)
    span = None if period is None else Period.parse(period)
    with opened(store, passphrase_file) as open_store:
        context = ReportContext(open_store, open_store.today(), uid, span, style=style_in(open_store, chosen, uid))
        values = dict(number_values(chosen, context, parse_date(day) if day else open_store.today()))
        if number is not None:
            values["number"] = number
        saved = None if dry_run else open_store.save(Draft("document_number", values))
    if saved is not None:
        tell_warnings(saved.warnings)
    written = written_number(str(values["issuer"]), int(str(values["number"])), str(values["symbol"]))
    given = "" if saved is None else saved.uids[0]
    if as_json:
        print_json({"number": values["number"], "symbol": values["symbol"], "written": written, "uid": given})
    else:
        click.echo(written)
