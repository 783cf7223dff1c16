"""``danvan attach, extract``: files kept with records."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.exchange.photos import PhotoChoice, prepared
from danvan_desktop.localization import _
from danvan_desktop.reports.output import replacing
from danvan_desktop.store import Store, UnknownRecord, read_attachable


@command("attach", told=_("Đính kèm tệp vào một hồ sơ; ảnh được thu nhỏ và bỏ vị trí chụp."))
@click.argument("uid")
@click.argument("files", nargs=-1, required=True, type=FilePath())
@option("--full-size", is_flag=True, told=_("Không thu nhỏ ảnh."))
@option("--keep-metadata", is_flag=True, told=_("Giữ thông tin máy ảnh ghi trong ảnh, kể cả vị trí."))
@store_options
@json_option
def attach_command(
    uid: str,
    files: tuple[Path, ...],
    full_size: bool,
    keep_metadata: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Keep files with a record, all or none; prints the attachments' uids."""
    choice = PhotoChoice(shrink=not full_size, keep_metadata=keep_metadata)
    contents = [(path.name, prepared(path.name, read_attachable(path), choice)) for path in files]
    with opened(store, passphrase_file) as open_store:
        uids = open_store.attach_all(uid, contents).uids
    if as_json:
        print_json(list(uids))
        return
    for made in uids:
        click.echo(made)


@command("extract", told=_("Lấy một tệp đính kèm ra khỏi tệp dữ liệu."))
@click.argument("uid")
@option("--out", required=True, type=FilePath(), told=_("Tệp sẽ ghi."))
@option("--reveal", is_flag=True, told=_("Lấy tệp của hồ sơ bí mật; lần lấy được ghi vào lịch sử."))
@store_options
def extract_command(uid: str, out: Path, reveal: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Write the content of an attachment to a file."""
    with opened(store, passphrase_file) as open_store:
        data = _content(open_store, uid, reveal)
    with replacing(out) as file:
        file.write(data)


def _content(store: Store, uid: str, reveal: bool) -> bytes:
    record = store.get(uid)
    if record is None or record.kind != "attachment":
        raise UnknownRecord(_("Không tìm thấy tệp đính kèm {uid}.", uid=uid))
    if reveal:
        return store.attached(store.reveal(uid, Purpose.EXTRACTED), revealed=True)
    return store.attached(record)
