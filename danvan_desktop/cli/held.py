"""``danvan held, adopt, dismiss``: changes that their author had no right to make, and what a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.localization import _
from danvan_desktop.store import HeldEntry
from danvan_desktop.sync import held_in_words


@command("held", told=_("Liệt kê thay đổi được giữ riêng vì máy ghi không có quyền."))
@store_options
@json_option
def held_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print what waits for a decision, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = open_store.undecided()
        if as_json:
            print_json([_json(one) for one in found])
            return
        say = spoken()
        rows = []
        for one in found:
            told = held_in_words(open_store, one)
            rows.append([str(one.id), *(say(part) for part in (told.record, told.fields, told.author, told.reason))])
    heads = (_("Thay đổi"), _("Hồ sơ"), _("Mục"), _("Máy ghi"), _("Lý do"))
    print_table([say(head) for head in heads], rows)


@command("adopt", told=_("Nhận một thay đổi đang được giữ riêng vào sổ."))
@click.argument("change")
@store_options
@json_option
def adopt_command(change: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Let a held change count; prints the uid of its record."""
    with opened(store, passphrase_file) as open_store:
        _tell("adopted", open_store.adopt(change), as_json)


@command("dismiss", told=_("Bỏ qua một thay đổi đang được giữ riêng."))
@click.argument("change")
@store_options
@json_option
def dismiss_command(change: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Ask about a held change no more; prints the uid of its record."""
    with opened(store, passphrase_file) as open_store:
        _tell("dismissed", open_store.dismiss(change), as_json)


def _tell(what: str, one: HeldEntry, as_json: bool) -> None:
    if as_json:
        print_json({what: str(one.id), "uid": one.uid})
    else:
        click.echo(one.uid)


def _json(one: HeldEntry) -> dict[str, Any]:
    return {
        "change": str(one.id),
        "uid": one.uid,
        "kind": one.kind,
        "title": one.title,
        "fields": dict(one.values),
        "device": one.device,
        "unit": one.place,
        "moment": one.timestamp,
    }
