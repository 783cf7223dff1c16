"""``danvan second-place``: where copies of the store go besides, such as a stick."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.usage import FilePath, WrongUsage
from danvan_desktop.localization import _
from danvan_desktop.store import Store


@command("second-place", told=_("Xem, chọn nơi sao lưu thứ hai (USB, ổ khác), hoặc chép ra đó."))
@option("--folder", type=FilePath(), told=_("Thư mục trên USB hoặc ổ đĩa khác."))
@option("--copy", "copies", is_flag=True, told=_("Chép một bản ra đó ngay."))
@option("--forget", is_flag=True, told=_("Thôi dùng nơi đã chọn; các bản ở đó vẫn còn."))
@store_options
@json_option
def second_place_command(
    folder: Path | None, copies: bool, forget: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Tell of the place, as JSON ``{place, folder, last, copy}``; ``folder`` is null while it is not there."""
    if forget and (folder is not None or copies):
        raise WrongUsage(spoken()(_("--forget không đi cùng --folder hay --copy.")))
    with opened(store, passphrase_file) as open_store:
        if folder is not None:
            open_store.choose_second_place(folder)
        if forget:
            open_store.copy_keeper.forget_second_place()
        copy = open_store.copy_keeper.keep_second() if copies else None
        _tell(open_store, copy, as_json)


def _tell(store: Store, copy: Path | None, as_json: bool) -> None:
    keeper, say = store.copy_keeper, spoken()
    place, found, last = keeper.second_place, keeper.second_folder(), keeper.last_at_second
    if as_json:
        print_json(
            {
                "place": None if place is None else place.name,
                "folder": None if found is None else str(found.path),
                "last": None if last is None else last.isoformat(timespec="seconds"),
                "copy": None if copy is None else str(copy),
            }
        )
    elif copy is not None:
        click.echo(str(copy))
        if keeper.let_go_at_second is not None:
            click.echo(say(keeper.let_go_at_second), err=True)
    elif place is None:
        click.echo(say(_("Chưa chọn nơi sao lưu thứ hai.")))
    else:
        when = say(_("chưa sao lưu lần nào")) if last is None else say.datetime(last)
        click.echo(say(_("{place}: {when}", place=place.name, when=when)))
