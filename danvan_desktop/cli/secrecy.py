"""``danvan lift``: what was secret by mistake is secret no more."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.localization import _


@command("lift", told=_("Thôi giữ bí mật một hồ sơ từng chọn nhầm là tố cáo; ghi vào lịch sử."))
@click.argument("uid")
@option("--reason", required=True, told=_("Lý do, được ghi vào lịch sử cùng tên người làm."))
@store_options
@json_option
def lift_command(uid: str, reason: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Lift the secrecy of one record, with what refers to it; prints its uid."""
    with opened(store, passphrase_file) as open_store:
        open_store.lift(uid, reason)
    if as_json:
        print_json([uid])
    else:
        click.echo(uid)
