"""``danvan import``: files that came from other machines."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from danvan_desktop.cli.asking import says_yes
from danvan_desktop.cli.bundle_passphrase import bundle_passphrase_option, read_passphrase
from danvan_desktop.cli.deletions import deletions_option, taken_in_knowingly
from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.import_json import import_json
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.rounds import tell_round_in
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.localization import _
from danvan_desktop.sync import (
    AckResult,
    ImportResult,
    ImportStatus,
    SyncError,
    describe_ack,
    describe_import,
    import_file,
    is_for_a_person,
    look_back,
    receive_round,
    sender_card,
    take_back_last,
    waiting_files,
    what_goes_back,
    with_likely_pairs,
)


@command("import", told=_("Nhập tệp .danvan, giấy báo nhận, hoặc mọi tệp đang chờ trong thư mục, USB."))
@click.argument("files", type=FilePath(), nargs=-1, required=True)
@option("--dry-run", is_flag=True, told=_("Chỉ xem trước, không ghi gì."))
@bundle_passphrase_option
@deletions_option
@option("--yes", is_flag=True, told=_("Đồng ý nhận của máy gửi chưa ghép nối, không hỏi lại."))
@store_options
@json_option
@click.pass_context
def import_command(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    dry_run: bool,
    bundle_passphrase_file: Path | None,
    allow_deletions: int | None,
    yes: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Bring a bundle in, all or nothing; as JSON the counts of changes and records.

    Of several files, or of folders, all that waits there is taken, each told in one line. A bundle that deletes much is
    taken in when the number of records was typed or allowed. Exit status 1 when the bundle was set aside because its
    sender is not enrolled.
    """
    passphrase = read_passphrase(bundle_passphrase_file)
    if len(files) > 1 or files[0].is_dir():
        with opened(store, passphrase_file) as open_store:
            taken = receive_round(
                open_store,
                waiting_files(files),
                dry_run=dry_run,
                passphrase=passphrase,
                accept_senders=yes,
                deletions=allow_deletions or 0,
            )
            tell_round_in(ctx, open_store, taken, dry_run=dry_run, as_json=as_json)
        return
    with opened(store, passphrase_file) as open_store:

        def take(deletions: int | None, *, accept_sender: bool = yes) -> ImportResult | AckResult:
            return import_file(
                open_store,
                files[0],
                dry_run=dry_run,
                passphrase=passphrase,
                deletions=deletions,
                accept_sender=accept_sender,
            )

        result = take(None) if dry_run else taken_in_knowingly(take, allow_deletions)
        if (
            isinstance(result, ImportResult)
            and is_for_a_person(open_store, result.reason, result.sealing)
            and _says_yes(result)
        ):
            result = taken_in_knowingly(partial(take, accept_sender=True), allow_deletions)
        result = with_likely_pairs(open_store, result)
    _tell_taken(ctx, result, as_json=as_json)


def _tell_taken(ctx: click.Context, result: ImportResult | AckResult, *, as_json: bool) -> None:
    if isinstance(result, AckResult):
        _tell_ack(result, as_json)
        return
    if as_json:
        print_json(import_json(result))
    elif result.status is ImportStatus.APPLIED:
        tell_import(result)
    if result.status is ImportStatus.QUARANTINED:
        say = spoken()
        fail(ctx, " ".join(say(message) for message in describe_import(result)))


def _says_yes(result: ImportResult) -> bool:
    """Show who sent a bundle and ask whether to take it in; without an answer it waits."""
    say = spoken()
    click.echo(say(sender_card(result.manifest)), err=True)
    try:
        return says_yes(_("Ông (bà) biết máy này và đồng ý nhận dữ liệu từ đó?"))
    except click.Abort:
        click.echo("", err=True)
        return False


def tell_import(result: ImportResult) -> None:
    """Tell what a bundle did; what an officer should worry about goes to stderr."""
    say = spoken()
    for message in describe_import(result):
        click.echo(say(message))
    if result.first_use:
        name = result.manifest.sender.name
        click.echo(say(_("Lưu ý: chưa so mười từ nhận dạng của máy “{name}”.", name=name)), err=True)


def _tell_ack(result: AckResult, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "acknowledgement": True,
                "device": result.peer.device,
                "moved": result.moved,
                "lagging": result.lagging,
                "is_equal": result.is_equal,
                "is_old": result.is_old,
                "bundles": [{"sha256": bundle.sha256, "state": bundle.state} for bundle in result.ack.bundles],
                "missing": [{"number": m.number, "made_at": m.made_at} for m in result.ack.missing],
            }
        )
        return
    say = spoken()
    for message in describe_ack(result):
        click.echo(say(message))


@command("unimport", told=_("Bỏ ra những gì lượt nhập gần nhất mang tới; máy này ghi gì vẫn còn."))
@option("--yes", is_flag=True, told=_("Không hỏi lại."))
@store_options
@json_option
def unimport_command(yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Take the last import back; asks first.

    As JSON ``{number, unit, entries, bundles}``, the newest bundle's number and unit, those of all in ``bundles``.
    """
    say = spoken()
    with opened(store, passphrase_file) as open_store:
        told = look_back(open_store)
        click.echo(say(what_goes_back(told)), err=True)
        if not yes and not says_yes(_("Bỏ ra?")):
            raise SyncError(_("Chưa bỏ gì ra."))
        take_back_last(open_store)
    if as_json:
        bundles = [{"number": one.number, "unit": one.unit.name} for one in told.manifests]
        print_json({**bundles[0], "entries": told.entries, "bundles": bundles})
    else:
        click.echo(say(_("Đã bỏ ra {n} thay đổi.", n=told.entries)))
