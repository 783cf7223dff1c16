"""``danvan calendar``: meetings and deadlines for the calendar of a telephone or another program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from danvan_desktop.cli.language import command, option
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, within_option
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.localization import Translator, _

_A_YEAR = 365


@command(
    "calendar",
    told=_("Ghi cuộc họp và hạn của mọi loại hồ sơ ra tệp lịch (.ics) cho điện thoại, Outlook."),
)
@option("--out", type=FilePath(), required=True, told=_("Tệp lịch (.ics) sẽ ghi."))
@within_option(_A_YEAR, _("Trong bao nhiêu ngày tới (một tháng vừa qua luôn có)."))
@store_options
@json_option
def calendar_command(out: Path, within: int, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Write an iCalendar file and print its path, as JSON with the number of ``entries``."""
    from danvan_desktop.reports.calendar_file import write_calendar

    with opened(store, passphrase_file) as open_store:
        entries = write_calendar(open_store, out, Translator(), dt.timedelta(days=within))
    if as_json:
        print_json({"out": str(out), "entries": entries})
        return
    click.echo(str(out))
