"""``danvan waiting, ack``: what came and waits for a person, and the receipt for what was taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.deletions import deletions_option, taken_in_knowingly
from danvan_desktop.cli.import_json import import_json
from danvan_desktop.cli.imports import tell_import
from danvan_desktop.cli.language import command, group, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath, whole_number
from danvan_desktop.localization import _
from danvan_desktop.sync import (
    HOLDS_ERASED,
    ImportResult,
    ImportStatus,
    WaitingBundle,
    accept_waiting,
    refuse_waiting,
    waiting_bundles,
    with_likely_pairs,
    write_ack,
)


@command("ack", told=_("Ghi giấy báo nhận để nơi gửi biết máy này đã có những gì."))
@option("--out", required=True, type=FilePath(), told=_("Tệp sẽ tạo."))
@store_options
@json_option
def ack_command(out: Path, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Write an acknowledgement; as JSON ``{out, bundles, missing, state}``."""
    with opened(store, passphrase_file) as open_store:
        ack = write_ack(open_store, out)
    if as_json:
        print_json(
            {
                "out": str(out),
                "bundles": [{"sha256": bundle.sha256, "state": bundle.state} for bundle in ack.bundles],
                "missing": [{"number": missing.number, "made_at": missing.made_at} for missing in ack.missing],
                "state": ack.state,
            }
        )
        return
    click.echo(spoken()(_("Đã ghi giấy báo nhận vào “{path}”.", path=str(out))))


@group("waiting", told=_("Các tệp đang chờ chấp nhận hoặc đã bị từ chối."))
def waiting_command() -> None:
    """Hold the commands about bundles set aside."""


@waiting_command.command("list", told=_("Liệt kê các tệp đang chờ hoặc bị từ chối."))
@store_options
@json_option
def list_waiting_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print all bundles set aside, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = waiting_bundles(open_store)
    if as_json:
        print_json([_waiting_json(bundle) for bundle in found])
        return
    say = spoken()
    rows = [
        [
            str(bundle.id),
            str(bundle.manifest.number),
            bundle.manifest.unit.name,
            bundle.manifest.sender.name,
            say.datetime(bundle.manifest.moment),
            say(bundle.told),
        ]
        for bundle in found
    ]
    heads = (_("Số chờ"), _("Tệp số"), _("Đơn vị"), _("Máy"), _("Tạo lúc"), _("Lý do"))
    print_table([say(head) for head in heads], rows)
    for bundle in found:
        if bundle.holds_erased:
            click.echo(f"{bundle.id}: {say(HOLDS_ERASED)}", err=True)


@waiting_command.command("accept", told=_("Nhập một tệp đang chờ, khi máy gửi đã được ghép nối."))
@click.argument("number", type=whole_number())
@option("--dry-run", is_flag=True, told=_("Chỉ xem trước, không ghi gì."))
@deletions_option
@store_options
@json_option
@click.pass_context
def accept_command(
    ctx: click.Context,
    /,
    number: int,
    dry_run: bool,
    allow_deletions: int | None,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Take a waiting bundle in; the result is told like that of ``import``."""
    with opened(store, passphrase_file) as open_store:

        def take(deletions: int | None) -> ImportResult:
            return accept_waiting(open_store, number, dry_run=dry_run, deletions=deletions)

        result = with_likely_pairs(open_store, take(None) if dry_run else taken_in_knowingly(take, allow_deletions))
    if as_json:
        print_json(import_json(result))
    else:
        tell_import(result)
    ctx.exit(0 if result.status is ImportStatus.APPLIED else 1)


@waiting_command.command("refuse", told=_("Bỏ một tệp đang chờ."))
@click.argument("number", type=whole_number())
@store_options
@json_option
def refuse_command(number: int, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Forget a waiting bundle; prints its number."""
    with opened(store, passphrase_file) as open_store:
        refuse_waiting(open_store, number)
    if as_json:
        print_json({"refused": number})
    else:
        click.echo(str(number))


def _waiting_json(bundle: WaitingBundle) -> dict[str, Any]:
    return {
        "id": bundle.id,
        "reason": bundle.reason.value,
        "can_be_accepted": bundle.can_be_accepted,
        "sha256": bundle.sha256,
        "number": bundle.manifest.number,
        "made_at": bundle.manifest.made_at,
        "unit": bundle.manifest.unit.name,
        "device": bundle.manifest.sender.device,
        "device_name": bundle.manifest.sender.name,
        "changes": bundle.manifest.changes,
        "holds_erased": bundle.holds_erased,
    }
