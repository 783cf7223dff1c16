"""``danvan export, import``: files on a stick between stores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.deletions import deletions_option, taken_in_knowingly
from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.usage import FilePath, WrongUsage
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Translator, _
from danvan_desktop.store.inputs import read_input
from danvan_desktop.sync import (
    AckResult,
    ExportResult,
    ImportResult,
    ImportStatus,
    Sealing,
    SyncError,
    describe_ack,
    describe_import,
    export_bundle,
    import_file,
    is_for_a_person,
    sender_card,
)

_LONGEST_PASSPHRASE = 1024 * 1024
"""Bytes of the file, of which the first line counts."""


def bundle_passphrase_option(command: Any) -> Any:
    """Add ``--bundle-passphrase-file``."""
    return click.option(
        "--bundle-passphrase-file",
        type=FilePath(),
        help=Translator()(_("Tệp chứa mật khẩu khóa gói (khi chưa trao đổi thẻ thiết bị).")),
    )(command)


@click.command("export", help=Translator()(_("Xuất thay đổi ra tệp .danvan để mang sang máy khác.")))
@click.option("--out", required=True, type=FilePath(), help=Translator()(_("Tệp sẽ tạo.")))
@click.option("--to", multiple=True, help=Translator()(_("Mã hóa cho thiết bị này (ghi được nhiều lần).")))
@bundle_passphrase_option
@click.option("--plain", is_flag=True, help=Translator()(_("Không mã hóa, dù đã ghép nối thiết bị.")))
@click.option("--since-ack", is_flag=True, help=Translator()(_("Chỉ xuất phần nơi nhận chưa báo nhận.")))
@click.option("--full", is_flag=True, help=Translator()(_("Xuất toàn bộ (mặc định).")))
@click.option("--kind", "kinds", multiple=True, help=Translator()(_("Chỉ nội dung của loại bản ghi này.")))
@click.option("--period", help=Translator()(_("Chỉ nội dung của kỳ này, ví dụ 2026-Q3.")))
@click.option(
    "--without-personal",
    is_flag=True,
    help=Translator()(_("Không gửi các ô ghi tên, địa chỉ, điện thoại của người dân; nội dung, tệp của đơn tố cáo.")),
)
@click.option("--all-units", is_flag=True, help=Translator()(_("Gửi cấp dưới cả bản ghi của các đơn vị khác.")))
@click.option(
    "--own-unit",
    is_flag=True,
    help=Translator()(_("Tệp không ghi tên nơi nhận này là cho máy khác của chính đơn vị: kèm dữ liệu nội bộ.")),
)
@click.option(
    "--with-secrets",
    is_flag=True,
    help=Translator()(_("Gửi cấp trên cả nội dung bí mật của đơn tố cáo; chỉ trong tệp mã hóa, được ghi vào lịch sử.")),
)
@store_options
@json_option
def export_command(
    out: Path,
    to: tuple[str, ...],
    bundle_passphrase_file: Path | None,
    plain: bool,
    since_ack: bool,
    full: bool,
    kinds: tuple[str, ...],
    period: str | None,
    without_personal: bool,
    all_units: bool,
    own_unit: bool,
    with_secrets: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Write a bundle; prints what it holds, as JSON ``{out, changes, attachments, size, sha256, sealing, ...}``."""
    if since_ack and full:
        raise WrongUsage(Translator()(_("Ghi --since-ack hoặc --full, một trong hai.")))
    with opened(store, passphrase_file) as open_store:
        result = export_bundle(
            open_store,
            out,
            to=to,
            passphrase=_passphrase(bundle_passphrase_file),
            plain=plain,
            since_ack=since_ack,
            kinds=kinds,
            period=Period.parse(period) if period else None,
            without_personal=without_personal,
            all_units=all_units,
            own_unit=own_unit,
            with_secrets=with_secrets,
        )
    if as_json:
        print_json(_export_json(result))
    else:
        _tell_export(result)
    if result.sealing is Sealing.PLAIN and result.carries_personal_data:
        click.echo(Translator()(_("Lưu ý: tệp không mã hóa và có dữ liệu cá nhân của người dân.")), err=True)


@click.command("import", help=Translator()(_("Nhập tệp .danvan hoặc giấy báo nhận từ máy khác.")))
@click.argument("file", type=FilePath())
@click.option("--dry-run", is_flag=True, help=Translator()(_("Chỉ xem trước, không ghi gì.")))
@bundle_passphrase_option
@deletions_option
@click.option("--yes", is_flag=True, help=Translator()(_("Đồng ý nhận của máy gửi chưa ghép nối, không hỏi lại.")))
@store_options
@json_option
@click.pass_context
def import_command(
    ctx: click.Context,
    /,
    file: Path,
    dry_run: bool,
    bundle_passphrase_file: Path | None,
    allow_deletions: int | None,
    yes: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Bring a bundle in, all or nothing; as JSON the counts of changes and records.

    A bundle that deletes much is taken in when the number of records was typed or allowed. Exit status 1 when the
    bundle was set aside because its sender is not enrolled.
    """
    passphrase = _passphrase(bundle_passphrase_file)
    with opened(store, passphrase_file) as open_store:

        def take(deletions: int | None) -> ImportResult | AckResult:
            return import_file(
                open_store,
                file,
                dry_run=dry_run,
                passphrase=passphrase,
                deletions=deletions,
                accept_sender=accepted,
            )

        accepted = yes
        result = take(None) if dry_run else taken_in_knowingly(take, allow_deletions)
        if (
            isinstance(result, ImportResult)
            and is_for_a_person(open_store, result.reason, result.sealing)
            and _says_yes(result)
        ):
            accepted = True
            result = taken_in_knowingly(take, allow_deletions)
    if isinstance(result, AckResult):
        _tell_ack(result, as_json)
        return
    if as_json:
        print_json(import_json(result))
    elif result.status is ImportStatus.APPLIED:
        tell_import(result)
    if result.status is ImportStatus.QUARANTINED:
        say = Translator()
        fail(ctx, " ".join(say(message) for message in describe_import(result)))


def _says_yes(result: ImportResult) -> bool:
    """Show who sent a bundle and ask whether to take it in; without an answer it waits."""
    say = Translator()
    click.echo(say(sender_card(result.manifest)), err=True)
    try:
        return click.confirm(say(_("Biết máy này và đồng ý nhận dữ liệu của máy?")), err=True)
    except click.Abort:
        click.echo("", err=True)
        return False


def tell_import(result: ImportResult) -> None:
    """Tell what a bundle did; what an officer should worry about goes to stderr."""
    say = Translator()
    for message in describe_import(result):
        click.echo(say(message))
    if result.first_use:
        name = result.manifest.sender.name
        click.echo(say(_("Lưu ý: máy “{name}” chưa được xác nhận vân tay.", name=name)), err=True)


def import_json(result: ImportResult) -> dict[str, Any]:
    """Return the result of an import for other programs."""
    merge = result.merge
    return {
        "dry_run": result.dry_run,
        "status": result.status.value,
        "reason": result.reason.value if result.reason is not None else None,
        "waiting": result.waiting.id if result.waiting is not None else None,
        "number": result.manifest.number,
        "sender": result.manifest.sender.device,
        "sealing": result.sealing.value,
        "first_use": result.first_use,
        "added": merge.added,
        "known": merge.known,
        "filled": merge.filled,
        "parked": merge.parked,
        "quarantined": merge.quarantined,
        "held": result.held,
        "new_records": merge.new_records,
        "changed_records": merge.changed_records,
        "deleted_records": merge.deleted_records,
        "conflicts": merge.conflicts,
        "missing": [
            {"number": missing.number, "moment": missing.moment.isoformat(timespec="seconds")}
            for missing in result.missing
        ],
        "held_back": [{"replica": held.replica, "stream": held.stream, "seq": held.seq} for held in result.held_back],
        "withheld": result.manifest.withheld,
    }


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
    say = Translator()
    for message in describe_ack(result):
        click.echo(say(message))


def _export_json(result: ExportResult) -> dict[str, Any]:
    return {
        "out": str(result.path),
        "changes": result.changes,
        "attachments": result.attachments,
        "size": result.size,
        "sha256": result.sha256,
        "number": result.manifest.number,
        "sealing": result.sealing.value,
        "to": [peer.name for peer in result.recipients],
        "held_back": result.held_back,
        "secret_kept": result.secret_kept,
        "personal": result.carries_personal_data,
        "unit": result.unit_name,
    }


def _tell_export(result: ExportResult) -> None:
    say = Translator()
    click.echo(
        say(
            _(
                "Đã xuất gói số {number} gồm {changes} thay đổi, {size} KB, ra “{path}”.",
                number=result.manifest.number,
                changes=result.changes,
                size=-(-result.size // 1024),
                path=str(result.path),
            )
        )
    )
    if result.recipients:
        names = ", ".join(peer.name for peer in result.recipients)
        click.echo(say(_("Chỉ các máy này mở được: {names}.", names=names)))
    if result.unit_name:
        click.echo(say(_("Gói chỉ mang bản ghi của {unit}.", unit=result.unit_name)))
    if result.secret_kept:
        click.echo(say(_("Nội dung bí mật (tố cáo) của {count} bản ghi ở lại máy này.", count=result.secret_kept)))
    if result.held_back:
        click.echo(say(_("Đã giữ lại nội dung của {count} thay đổi.", count=result.held_back)))


def _passphrase(path: Path | None) -> str | None:
    """Read the first line of a passphrase file; raises SyncError when there is none."""
    if path is None:
        return None
    try:
        lines = read_input(path, _LONGEST_PASSPHRASE).decode().splitlines()
    except UnicodeDecodeError as error:
        raise SyncError(_("Tệp mật khẩu phải là văn bản UTF-8.")) from error
    if not lines or not lines[0]:
        raise SyncError(_("Tệp mật khẩu rỗng."))
    return lines[0]
