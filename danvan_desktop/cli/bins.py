"""``danvan bin, undelete``: what was deleted, and taking it back."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.records import not_here, print_uids
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import whole_number
from danvan_desktop.localization import _
from danvan_desktop.store import Store, StoreError


@command("bin", told=_("Liệt kê hồ sơ trong Thùng rác, mới xóa trước."))
@option("--limit", type=whole_number(), told=_("Số hồ sơ nhiều nhất."))
@store_options
@json_option
def bin_command(limit: int | None, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print what was deleted, as JSON ``{kind, uid, title, officer, moment}``; at most 500 unless told."""
    with opened(store, passphrase_file) as open_store:
        entries = open_store.bin() if limit is None else open_store.bin(limit)
        kinds = open_store.kinds
    if as_json:
        print_json(
            [
                {
                    "kind": entry.kind,
                    "uid": entry.uid,
                    "title": entry.title,
                    "officer": entry.officer_name,
                    "moment": entry.moment.isoformat("T", "milliseconds"),
                }
                for entry in entries
            ]
        )
        return
    say = spoken()
    rows = [
        [entry.uid, say(kinds[entry.kind].label), entry.title, say.datetime(entry.moment), entry.officer_name]
        for entry in entries
    ]
    print_table(["uid", *map(say, (_("Loại"), _("Hồ sơ"), _("Lúc xóa"), _("Người xóa")))], rows)


@command("undelete", told=_("Khôi phục hồ sơ từ Thùng rác, cùng các phần bị xóa theo nó."))
@click.argument("uids", nargs=-1, required=True)
@store_options
@json_option
def undelete_command(uids: tuple[str, ...], as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Take deleted records back, with the parts that were deleted together with them; prints the uids taken back."""
    with opened(store, passphrase_file) as open_store:
        for uid in uids:
            _refuse_kept(open_store, uid)
        result = open_store.restore(*uids)
    tell_warnings(result.warnings)
    print_uids(result.uids, as_json)


def _refuse_kept(store: Store, uid: str) -> None:
    record = store.get(uid, include_deleted=True)
    if record is None:
        raise not_here(store, uid)
    if not record.deleted:
        raise StoreError(_("“{title}” không bị xóa, không cần khôi phục.", title=store.title(uid)))
