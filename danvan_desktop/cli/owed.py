"""``danvan owe`` makes the reports that units owe in a year; ``danvan sent`` says that one was sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.records import existing, print_uids
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.cli.values import shown
from danvan_desktop.domain.dates import parse_date
from danvan_desktop.domain.kinds.submission import SUBMISSION
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.sending import sent
from danvan_desktop.exchange.owed_calendars import BELOW, OWN, calendars_for, owed_year, owing_units, read_calendar
from danvan_desktop.localization import _
from danvan_desktop.store import Store, StoreError

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@command("owe", told=_("Lập lịch báo cáo phải nộp của một năm, theo lịch của phần mềm hoặc của đơn vị."))
@option("--year", type=click.IntRange(_FIRST_YEAR, _LAST_YEAR), told=_("Năm; không ghi thì là năm nay."))
@option(
    "--units",
    type=click.Choice([OWN, BELOW]),
    default=OWN,
    told=_("own: báo cáo đơn vị này phải nộp; below: báo cáo các đơn vị cấp dưới phải nộp."),
)
@option("--calendar", type=FilePath(), told=_("Tệp lịch báo cáo (TOML) dùng thay cho lịch có sẵn."))
@option("--dry-run", is_flag=True, told=_("Chỉ xem báo cáo và hạn, chưa lập."))
@store_options
@json_option
def owe_command(
    year: int | None,
    units: str,
    calendar: Path | None,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Save what is owed and was not made yet, together; prints the uids, or the reports with their days."""
    with opened(store, passphrase_file) as open_store:
        calendars = [read_calendar(calendar)] if calendar is not None else calendars_for(open_store.path)
        found = owed_year(open_store, calendars, owing_units(open_store, units), year or open_store.today().year)
        if dry_run:
            _preview(open_store, found.drafts, as_json)
            return
        if not found.drafts:
            raise StoreError(
                _("Không có báo cáo nào phải lập thêm: đã lập đủ, hoặc không có lịch cho đơn vị loại này.")
            )
        result = open_store.save(*found.drafts)
    tell_warnings(result.warnings)
    print_uids(result.uids, as_json)


def _preview(store: Store, drafts: Sequence[Draft], as_json: bool) -> None:
    names = ("due_on", "from_unit", "report", "period", "to")
    if as_json:
        print_json([{name: draft.values.get(name) for name in names} for draft in drafts])
        return
    say = spoken()
    rows = [
        [
            store.title(str(draft.values[name]))
            if name == "from_unit"
            else shown(SUBMISSION.field(name), str(draft.values[name]), say)
            for name in names
        ]
        for draft in drafts
    ]
    print_table([say(SUBMISSION.field(name).label) for name in names], rows)


@command("sent", told=_("Ghi báo cáo phải nộp đã gửi: ngày gửi và văn bản trong sổ số văn bản."))
@click.argument("uid")
@option("--on", "day", told=_("Ngày gửi; không ghi thì là hôm nay."))
@option("--document", default="", told=_("Văn bản đã gửi (uid); không ghi thì tìm theo báo cáo, kỳ."))
@store_options
@json_option
def sent_command(
    uid: str, day: str | None, document: str, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Write down the day and the paper; prints the uid of the report."""
    with opened(store, passphrase_file) as open_store:
        owed = _owed(open_store, uid)
        today = open_store.today()
        result = open_store.save(sent(owed, open_store, parse_date(day, today) if day else today, document))
    tell_warnings(result.warnings)
    print_uids(result.uids[:1], as_json)


def _owed(store: Store, uid: str) -> Record:
    record = existing(store, uid)
    if record.kind != SUBMISSION.name:
        raise StoreError(_("Hồ sơ này không phải là báo cáo phải nộp."))
    return record
