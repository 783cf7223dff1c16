"""``danvan copy, repeat``: new records after an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.records import assignment, existing, print_uids
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import whole_number
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.repeating import MOST_OCCASIONS, Rhythm, next_occasion, occasions
from danvan_desktop.localization import _
from danvan_desktop.store import StoreError
from danvan_desktop.store.repeating import Occasion, copy_drafts, moment_of, planned, repeatable, series

_RHYTHMS = [rhythm.value for rhythm in Rhythm]


@command("copy", told=_("Nhân đôi một hồ sơ: ngày, kết quả, dữ liệu cá nhân không lấy theo."))
@click.argument("uid")
@click.argument("assignments", nargs=-1, metavar="FIELD=VALUE...")
@store_options
@json_option
def copy_command(
    uid: str, assignments: tuple[str, ...], as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Save a new record that takes over what it can of another, with its parts; prints the uid of the new one."""
    given = dict(assignment(text) for text in assignments)
    with opened(store, passphrase_file) as open_store:
        result = open_store.save(*copy_drafts(open_store, existing(open_store, uid), given))
    tell_warnings(result.warnings)
    print_uids(result.uids[:1], as_json)


@command("repeat", told=_("Lập lịch định kỳ: những lần sau như một cuộc họp, buổi đối thoại, buổi tiếp công dân."))
@click.argument("uid")
@click.option("--every", type=click.Choice(_RHYTHMS), default="monthly", show_default=True)
@option("--times", type=whole_number(1), default=6, show_default=True, told=_("Số lần."))
@option("--first", told=_("Ngày giờ của lần đầu; không ghi là lần kế tiếp."))
@option("--dry-run", is_flag=True, told=_("Chỉ cho xem những ngày ấy."))
@store_options
@json_option
def repeat_command(
    uid: str,
    every: str,
    times: int,
    first: str | None,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Save planned records on the days of a series that are free, in one save; prints their uids.

    With ``--dry-run`` prints the days, as JSON a list of ``{moment, taken_by, moved_from}``: the day off that one
    would have been on, or null.
    """
    rhythm = Rhythm(every)
    if times > MOST_OCCASIONS:
        raise StoreError(_("Một lượt lập được nhiều nhất {n} lần.", n=MOST_OCCASIONS))
    with opened(store, passphrase_file) as open_store:
        record, today = existing(open_store, uid), open_store.today()
        kind = repeatable(open_store, record)
        last = moment_of(kind, record)
        begin = _read(kind, first, today) if first else last and next_occasion(last, rhythm, today)
        if begin is None:
            raise StoreError(_("Hồ sơ này không có ngày: hãy ghi --first."))
        found = planned(open_store, record, occasions(begin, rhythm, times))
        drafts = [] if dry_run else series(open_store, record, [one.moment for one in found])
        result = open_store.save(*drafts) if drafts else None
    if dry_run:
        _print_days(found, as_json)
        return
    if result is None:
        raise StoreError(_("Những ngày này đã có lịch cả."))
    tell_warnings(result.warnings)
    for one in found:
        if one.moved_from is not None and not one.taken_by:
            click.echo(f"{spoken().date(one.moment)}: {spoken()(one.notes[0])}", err=True)
    own = [uid for uid, draft in zip(result.uids, drafts, strict=True) if draft.kind == kind.name]
    print_uids(tuple(own), as_json)


def _print_days(found: Sequence[Occasion], as_json: bool) -> None:
    say = spoken()
    if as_json:
        print_json(
            [
                {
                    "moment": one.moment.isoformat("T", "minutes"),
                    "taken_by": one.taken_by,
                    "moved_from": one.moved_from and one.moved_from.isoformat(),
                }
                for one in found
            ]
        )
        return
    print_table([say(_("Ngày")), ""], [[say.datetime(one.moment), "; ".join(map(say, one.notes))] for one in found])


def _read(kind: Kind, text: str, today: dt.date) -> dt.datetime:
    return dt.datetime.fromisoformat(str(kind.field(str(kind.date)).parse(text, today)))
