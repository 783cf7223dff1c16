"""``danvan drill``: tries whether the newest copy would bring the store back."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.localization import _, ngettext


@command("drill", told=_("Thử khôi phục bản sao lưu mới nhất ra chỗ tạm, kiểm tra, đếm rồi bỏ đi."))
@store_options
@json_option
def drill_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Try the newest copy; prints what came back, as JSON ``{copy, made_at, done_at, records, counts}``."""
    with opened(store, passphrase_file) as open_store:
        drill = open_store.try_restoring()
        less = open_store.copy_keeper.let_go_beside
    if less is not None:
        click.echo(spoken()(less), err=True)
    if as_json:
        print_json(
            {
                "copy": str(drill.copy),
                "made_at": drill.made_at.isoformat(timespec="seconds"),
                "done_at": drill.done_at.isoformat(timespec="seconds"),
                "records": drill.records,
                "counts": dict(drill.counts),
            }
        )
        return
    say = spoken()
    came = ngettext("{n} hồ sơ trở lại", "{n} hồ sơ trở lại", drill.records)
    click.echo(say(_("{copy}: mở được, nguyên vẹn, {came}", copy=str(drill.copy), came=say(came))))
