"""``danvan update``: takes a newer version of the program from a file."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, store_path
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.domain.updates import Update
from danvan_desktop.localization import _
from danvan_desktop.store import StoreTooNew
from danvan_desktop.sync.update_install import planned_update, take_update


@command("update", told=_("Cập nhật phần mềm từ một tệp đã ký của nơi phát hành."))
@click.argument("file", type=FilePath())
@option("--dry-run", is_flag=True, told=_("Chỉ kiểm tra tệp và cho xem có gì mới."))
@store_options
@json_option
def update_command(file: Path, dry_run: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Check and back up the store, install; the next start runs it.

    As JSON ``{version, system, made_on, news, installed, backup}``.
    """
    update, copy = planned_update(file), None
    if not as_json:
        _tell_news(update)
    if not dry_run:
        update, copy = _take(file, store, passphrase_file)
    if as_json:
        print_json(
            {
                "version": update.version.text,
                "system": update.system,
                "made_on": update.made_on.isoformat(),
                "news": list(update.news),
                "installed": not dry_run,
                "backup": None if copy is None else str(copy),
            }
        )
    elif not dry_run:
        say = spoken()
        if copy is not None:
            click.echo(say(_("Đã sao lưu dữ liệu: {path}", path=str(copy))))
        click.echo(say(_("Đã cài bản {version}; lần mở sau sẽ dùng bản này.", version=update.version.text)))


def _take(file: Path, store: Path | None, passphrase_file: Path | None) -> tuple[Update, Path | None]:
    if store_path(store).is_file():
        try:
            with opened(store, passphrase_file) as open_store:
                return take_update(file, open_store)
        except StoreTooNew:
            # Only a newer version reads it, and that is what is asked for: the store is left as it is.
            return take_update(file, None)
    return take_update(file, None)


def _tell_news(update: Update) -> None:
    say = spoken()
    click.echo(say(_("Bản {version}, phát hành ngày {day}", version=update.version.text, day=update.made_on)))
    for line in update.news:
        click.echo(f"- {line}")
