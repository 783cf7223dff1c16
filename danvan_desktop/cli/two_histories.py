"""``danvan peers histories, choose``: laptops that signed two histories of one log, and which of them counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.localization import _
from danvan_desktop.sync import SecondHistory, choose_history, second_histories


@command("histories", told=_("Liệt kê các bản nhật ký khác nhau mà cùng một máy đã ký."))
@store_options
@json_option
def histories_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print the histories that do not stand here, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = second_histories(open_store)
    if as_json:
        print_json([_json(one) for one in found])
        return
    say = spoken()
    rows = [
        [one.code, say(one.author), say.datetime(one.since), say(one.told), say(_DECIDED[one.is_decided])]
        for one in found
    ]
    heads = (_("Mã"), _("Máy đã ký"), _("Khác nhau từ"), _("Nội dung"), _("Trạng thái"))
    print_table([say(head) for head in heads], rows)


@command("choose", told=_("Chọn bản nhật ký được tính khi một máy đã ký hai bản khác nhau; máy ấy thôi quyền ghi."))
@click.argument("code")
@option("--other", is_flag=True, told=_("Dùng bản mang mã này; không ghi thì giữ bản đang dùng ở đây."))
@store_options
@json_option
def choose_command(code: str, other: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Let one history count and withdraw its device; prints what was chosen, as JSON ``{chosen, code}``."""
    with opened(store, passphrase_file) as open_store:
        told = choose_history(open_store, code, takes_other=other)
    if as_json:
        print_json({"chosen": "other" if other else "here", "code": code})
        return
    click.echo(spoken()(told))


_DECIDED = {True: _("đã chọn bản khác, để riêng"), False: _("chưa chọn")}


def _json(one: SecondHistory) -> dict[str, Any]:
    say = spoken()
    return {
        "code": one.code,
        "device": one.device,
        "stream": one.log[1],
        "since": one.since.isoformat(timespec="seconds"),
        "changes": one.other,
        "records": [say(name) for name in one.others],
        "here": {"changes": one.stand, "records": [say(name) for name in one.standing]},
        "decided": one.is_decided,
    }
