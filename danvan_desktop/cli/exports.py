"""``danvan export``: what leaves, told before and after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.bundle_passphrase import bundle_passphrase_option, read_passphrase
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, print_lines, store_options
from danvan_desktop.cli.rounds import tell_round_out
from danvan_desktop.cli.unlocking import tell_strength
from danvan_desktop.cli.usage import FilePath, WrongUsage, whole_number
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    ExportResult,
    ExportSize,
    ExportWish,
    Sealing,
    SyncError,
    TextOfRecord,
    export_again,
    export_bundle,
    measure_export,
    plan_round,
    stays_told,
    write_round,
)
from danvan_desktop.sync.limits import LARGEST_VOLUME, MIB, SMALLEST_VOLUME

_MOST_TEXTS = 20


@command("export", told=_("Xuất thay đổi ra tệp .danvan để mang sang máy khác."))
@option("--out", required=True, type=FilePath(), told=_("Tệp sẽ tạo; với --all-peers là thư mục, USB."))
@option("--to", multiple=True, told=_("Mã hóa cho máy có tên này (ghi được nhiều lần)."))
@bundle_passphrase_option
@option("--plain", is_flag=True, told=_("Không mã hóa, dù đã ghép nối máy."))
@option(
    "--all-peers",
    is_flag=True,
    told=_("Ghi vào thư mục --out tệp cho mọi máy đã ghép nối mà có cái mới, kèm giấy báo nhận."),
)
@option("--since-ack", is_flag=True, told=_("Chỉ xuất phần nơi nhận chưa báo nhận."))
@option("--full", is_flag=True, told=_("Xuất toàn bộ (mặc định)."))
@option("--kind", "kinds", multiple=True, told=_("Chỉ nội dung của loại hồ sơ này."))
@option("--period", told=_("Chỉ nội dung của kỳ này, ví dụ 2026-Q3."))
@option(
    "--without-personal",
    is_flag=True,
    told=_(
        "Giữ lại tên, địa chỉ, điện thoại của người dân, mọi ô viết bằng lời, tệp đính kèm, nội dung đơn tố cáo;"
        " vẫn gửi ngày, con số, lĩnh vực, tình trạng, số văn bản, đơn vị, tên cán bộ."
    ),
)
@option(
    "--with-texts",
    is_flag=True,
    told=_("Cùng --without-personal: gửi các ô viết bằng lời không thấy tên, số điện thoại của ai."),
)
@option(
    "--send-text",
    "texts",
    multiple=True,
    metavar="UID.FIELD",
    told=_("Cùng --without-personal: gửi ô này, đã xem (ghi được nhiều lần)."),
)
@option(
    "--with-attachments",
    "with_files",
    is_flag=True,
    told=_("Cùng --without-personal: gửi cả tệp đính kèm."),
)
@option("--all-units", is_flag=True, told=_("Gửi cấp dưới cả hồ sơ của các đơn vị khác."))
@option(
    "--own-unit",
    is_flag=True,
    told=_("Tệp không ghi tên nơi nhận này là cho máy khác của chính đơn vị: kèm dữ liệu nội bộ."),
)
@option(
    "--with-secrets",
    is_flag=True,
    told=_("Gửi cấp trên cả nội dung bí mật của đơn tố cáo; chỉ trong tệp mã hóa, được ghi vào lịch sử."),
)
@option(
    "--volume-size",
    type=whole_number(SMALLEST_VOLUME // MIB),
    metavar="MB",
    told=_("Chia thành nhiều tệp, mỗi tệp chừng này MB nội dung (mặc định và nhiều nhất là 500)."),
)
@option(
    "--again",
    type=whole_number(1),
    metavar="NUMBER",
    told=_("Ghi lại một tệp của bộ nhiều tệp, theo số của tệp bị mất."),
)
@option("--dry-run", is_flag=True, told=_("Chỉ xem trước sẽ gửi gì, không ghi tệp."))
@store_options
@json_option
@click.pass_context
def export_command(
    ctx: click.Context,
    /,
    out: Path,
    bundle_passphrase_file: Path | None,
    full: bool,
    again: int | None,
    all_peers: bool,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
    **said: Any,
) -> None:
    """Write a bundle, or several files of a large one; prints what it holds, as JSON ``{out, files, changes, ...}``."""
    wish = _wish(read_passphrase(bundle_passphrase_file), full=full, **said)
    if all_peers and (wish.to or wish.plain or wish.passphrase or wish.own_unit or full):
        raise WrongUsage(spoken()(_("--all-peers không đi cùng --to, --plain, --full, --own-unit hay mật khẩu tệp.")))
    with opened(store, passphrase_file) as open_store:
        if wish.passphrase is not None:
            tell_strength(wish.passphrase, [open_store.unit.text("name")])
        if all_peers:
            round_ = plan_round(open_store, wish) if dry_run else write_round(open_store, out, wish)
            tell_round_out(ctx, round_, dry_run=dry_run, as_json=as_json)
        elif again is not None:
            _tell(export_again(open_store, again, out, passphrase=wish.passphrase), open_store, as_json)
        elif dry_run:
            _tell_size(measure_export(open_store, wish), wish, open_store, as_json)
        else:
            _tell(export_bundle(open_store, out, wish), open_store, as_json)


def _wish(
    passphrase: str | None,
    *,
    full: bool,
    to: tuple[str, ...],
    kinds: tuple[str, ...],
    period: str | None,
    texts: tuple[str, ...],
    volume_size: int | None,
    **flags: Any,
) -> ExportWish:
    if flags["since_ack"] and full:
        raise WrongUsage(spoken()(_("Ghi --since-ack hoặc --full, một trong hai.")))
    if (flags["with_texts"] or flags["with_files"] or texts) and not flags["without_personal"]:
        raise WrongUsage(spoken()(_("--with-texts, --send-text, --with-attachments đi cùng --without-personal.")))
    return ExportWish(
        to=to,
        passphrase=passphrase,
        kinds=kinds,
        period=Period.parse(period) if period else None,
        texts=frozenset(map(_text_named, texts)),
        volume_size=min(volume_size * MIB, LARGEST_VOLUME) if volume_size else LARGEST_VOLUME,
        **flags,
    )


def _text_named(said: str) -> tuple[str, str]:
    uid, dot, field = said.rpartition(".")
    if not (uid and dot and field):
        raise SyncError(_("“{text}” không đúng dạng MÃ.Ô. Hãy chép từ danh sách của --dry-run --json.", text=said))
    return uid, field


def _tell(result: ExportResult, store: Store, as_json: bool) -> None:
    if as_json:
        print_json(_result_json(result))
    else:
        print_lines([*_what_was_written(result), *stays_told(result.wish), *_texts_told(result.texts, store)])
    if result.sealing is Sealing.PLAIN and result.carries_personal_data:
        click.echo(spoken()(_("Lưu ý: tệp không mã hóa và có dữ liệu cá nhân của người dân.")), err=True)


def _what_was_written(result: ExportResult) -> list[Message]:
    told = [
        _(
            "Đã xuất tệp số {number} gồm {changes} thay đổi, {size} KB, ra “{path}”.",
            number=file.manifest.number,
            changes=file.manifest.changes,
            size=-(-file.size // 1024),
            path=str(file.path),
        )
        for file in result.files
    ]
    if len(result.files) > 1:
        told.append(
            _(
                "Nơi nhận cần đủ {n} tệp, nhập theo thứ tự nào cũng được. Mất tệp nào thì ghi lại bằng --again SỐ TỆP.",
                n=len(result.files),
            )
        )
    if result.recipients:
        names = ", ".join(peer.name for peer in result.recipients)
        told.append(_("Chỉ các máy này mở được: {names}.", names=names))
    if result.unit_name:
        told.append(_("Tệp chỉ mang hồ sơ của {unit}.", unit=result.unit_name))
    if result.secret_kept:
        told.append(_("Nội dung bí mật (tố cáo) của {count} hồ sơ ở lại máy này.", count=result.secret_kept))
    if result.held_back:
        told.append(_("Không gửi nội dung của {count} thay đổi.", count=result.held_back))
    return told


def _tell_size(size: ExportSize, wish: ExportWish, store: Store, as_json: bool) -> None:
    if as_json:
        print_json(_size_json(size))
        return
    told = [
        _("Xem trước, chưa ghi tệp nào."),
        _(
            "Sẽ gửi {changes} thay đổi, {files} tệp đính kèm ({kb} KB), trong {volumes} tệp.",
            changes=size.changes,
            files=size.attachments,
            kb=-(-size.attachment_bytes // 1024),
            volumes=size.files,
        ),
    ]
    if size.unit_name:
        told.append(_("Tệp chỉ mang hồ sơ của {unit}.", unit=size.unit_name))
    if size.secret_kept:
        told.append(_("Nội dung bí mật (tố cáo) của {count} hồ sơ ở lại máy này.", count=size.secret_kept))
    if size.held_back:
        told.append(_("Sẽ không gửi nội dung của {count} thay đổi.", count=size.held_back))
    print_lines([*told, *stays_told(wish), *_texts_told(size.texts, store)])


def _texts_told(texts: Sequence[TextOfRecord], store: Store) -> list[Message]:
    """Say which texts go, which stay and why, the first of each."""
    if not texts:
        return []
    going, staying = [text for text in texts if text.goes], [text for text in texts if not text.goes]
    found = [text for text in staying if text.telling is not None]
    told = [
        _("Ô viết bằng lời: {going} ô gửi đi, {staying} ô ở lại.", going=len(going), staying=len(staying)),
        *(_line(text, store, _("gửi")) for text in going[:_MOST_TEXTS]),
        *(_line(text, store, _("ở lại vì {why}", why=text.telling.words)) for text in found[:_MOST_TEXTS]
          if text.telling is not None),
    ]  # fmt: skip
    if max(len(going), len(found)) > _MOST_TEXTS:
        told.append(_("… Xem tất cả bằng --dry-run --json."))
    return told


def _line(text: TextOfRecord, store: Store, what: Message) -> Message:
    kind = store.kinds[text.kind]
    label = kind.field(text.field).label
    return _("  {what}: {uid}.{field} ({kind}, {label})", what=what, uid=text.uid, field=text.field, kind=kind.label,
             label=label)  # fmt: skip


def _result_json(result: ExportResult) -> dict[str, Any]:
    return {
        "out": str(result.path),
        "files": [
            {"path": str(one.path), "number": one.manifest.number, "size": one.size, "sha256": one.sha256}
            for one in result.files
        ],
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
        "texts": _texts_json(result.texts),
    }


def _size_json(size: ExportSize) -> dict[str, Any]:
    return {
        "dry_run": True,
        "changes": size.changes,
        "carried": size.carried,
        "held_back": size.held_back,
        "secret_kept": size.secret_kept,
        "attachments": size.attachments,
        "attachment_bytes": size.attachment_bytes,
        "files": size.files,
        "unit": size.unit_name,
        "texts": _texts_json(size.texts),
    }


def _texts_json(texts: Sequence[TextOfRecord]) -> list[dict[str, Any]]:
    return [
        {
            "kind": text.kind,
            "uid": text.uid,
            "field": text.field,
            "goes": text.goes,
            "tells": text.telling.value if text.telling is not None else None,
            "text": text.text,
        }
        for text in texts
    ]
