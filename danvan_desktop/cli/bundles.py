"""``danvan export, import``: files on a stick between stores."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.localization import Translator, _


@click.command("export", help=Translator()(_("Xuất thay đổi ra tệp .danvan để mang sang máy khác.")))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=Translator()(_("Tệp sẽ tạo.")))
@click.option("--full", is_flag=True, help=Translator()(_("Xuất toàn bộ (mặc định ở phiên bản này).")))
@store_options
@json_option
def export_command(out: Path, full: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Write a bundle of all changes; prints its path, as JSON ``{out, changes, attachments, size, sha256}``."""
    from danvan_desktop.sync import export_bundle

    with opened(store, passphrase_file) as open_store:
        result = export_bundle(open_store, out, full=True)
    if as_json:
        print_json(
            {
                "out": str(result.path),
                "changes": result.changes,
                "attachments": result.attachments,
                "size": result.size,
                "sha256": result.sha256,
            }
        )
        return
    say = Translator()
    click.echo(say(_("Đã xuất {changes} thay đổi ra “{path}”.", changes=result.changes, path=str(result.path))))
    click.echo(say(_("Lưu ý: tệp không mã hóa và có dữ liệu cá nhân của người dân.")), err=True)


@click.command("import", help=Translator()(_("Nhập tệp .danvan từ máy khác.")))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=Translator()(_("Chỉ xem trước, không ghi gì.")))
@store_options
@json_option
def import_command(file: Path, dry_run: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Bring a bundle in, all or nothing; as JSON the counts of changes and records."""
    from danvan_desktop.sync import describe_import, import_bundle

    with opened(store, passphrase_file) as open_store:
        result = import_bundle(open_store, file, dry_run=dry_run)
    merge = result.merge
    if as_json:
        print_json(
            {
                "dry_run": dry_run,
                "added": merge.added,
                "known": merge.known,
                "parked": merge.parked,
                "quarantined": merge.quarantined,
                "new_records": merge.new_records,
                "changed_records": merge.changed_records,
                "deleted_records": merge.deleted_records,
                "conflicts": merge.conflicts,
            }
        )
        return
    say = Translator()
    for message in describe_import(result):
        click.echo(say(message))
