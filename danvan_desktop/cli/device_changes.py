"""``danvan peers rotate, replace, hand-over``: other keys, another laptop, another officer for the same office."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.pairing import ask, card_json, fingerprint_lines, peer_json, show_device, tell_peer
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.domain.device_names import device_called
from danvan_desktop.localization import _
from danvan_desktop.sync import (
    find_peer,
    hand_over_all,
    peer_of_card,
    read_card,
    refuse_place,
    replace_peer,
    rotate_keys,
)

_SURE = _(
    "Sau khi bàn giao, máy này chỉ còn xem, không ghi sổ được nữa. Mười từ nhận dạng của máy nhận đã đúng và bàn giao"
    " thật chứ?"
)


@command("rotate", told=_("Đổi khóa của máy này, khi ngờ có người đã sao chép dữ liệu của máy."))
@option("--yes", is_flag=True, told=_("Không hỏi lại."))
@store_options
@json_option
def rotate_command(yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Give this device new keys; prints its new fingerprint, as JSON its card."""
    question = _("Đổi khóa của máy này? Các máy khác nhận ra khóa mới khi nhập tệp gửi tới, không phải ghép nối lại.")
    with opened(store, passphrase_file) as open_store:
        if not yes:
            ask(question, refused=_("Chưa đổi khóa. Trong kịch bản thì ghi --yes."))
        card = rotate_keys(open_store)
    if as_json:
        print_json(card_json(card))
        return
    click.echo(spoken()(_("Đã đổi khóa. Hãy xuất tệp gửi các nơi, và sao lưu lại. Mười từ nhận dạng mới của máy này:")))
    click.echo(fingerprint_lines(card.fingerprint))


@command("replace", told=_("Cho máy mới thay một máy hỏng hoặc mất."))
@click.argument("old")
@click.argument("card", type=FilePath())
@option("--yes", is_flag=True, told=_("Đã so mười từ nhận dạng, không hỏi lại."))
@store_options
@json_option
def replace_command(
    old: str, card: Path, yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Let the laptop of a card take the place of a known one; prints its name, as JSON the device."""
    with opened(store, passphrase_file) as open_store:
        read, former = read_card(card), find_peer(open_store, old)
        if not yes:
            show_device(peer_of_card(open_store, read), read.fingerprint)
            told = _(
                "Máy này thay {device} ({unit}).", device=device_called(former.name, quoted=True), unit=former.unit_name
            )
            click.echo(spoken()(told), err=True)
            ask(_("Mười từ trên có đúng như máy mới hiện ra không?"))
        peer = replace_peer(open_store, former.device, read)
    tell_peer(peer, as_json)


@command("hand-over", told=_("Bàn giao việc ghi sổ của máy này cho máy của người kế nhiệm."))
@click.argument("card", type=FilePath())
@option("--out", required=True, type=FilePath(), told=_("Tệp mang toàn bộ sổ cho máy nhận."))
@option("--yes", is_flag=True, told=_("Đã so mười từ nhận dạng, không hỏi lại."))
@store_options
@json_option
def hand_over_command(
    card: Path, out: Path, yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Give this device's office to the laptop of a card, with all records; prints its name, as JSON the device."""
    with opened(store, passphrase_file) as open_store:
        read = read_card(card)
        refuse_place(out)
        if not yes:
            show_device(peer_of_card(open_store, read), read.fingerprint)
            ask(_SURE, refused=_("Chưa bàn giao. Trong kịch bản, so mười từ nhận dạng trước rồi ghi --yes."))
        peer = hand_over_all(open_store, read, out)
    if as_json:
        print_json({**peer_json(peer), "out": str(out)})
        return
    click.echo(peer.name)
    told = _(
        "Đã bàn giao cho {device}; cả sổ ở “{path}”. Máy này từ nay chỉ xem.",
        device=device_called(peer.name, quoted=True),
        path=str(out),
    )
    click.echo(spoken()(told), err=True)
