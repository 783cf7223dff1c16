"""``danvan card, peers``: who is trusted, and for which unit each device writes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from danvan_desktop.cli.device_changes import hand_over_command, replace_command, rotate_command
from danvan_desktop.cli.language import command, group, option, spoken
from danvan_desktop.cli.moving import answer_move_command, move_command, moves_command
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.pairing import (
    CHOSEN,
    ask,
    card_json,
    fingerprint_lines,
    pair,
    pair_all,
    peer_json,
    refuse_both,
    show,
    tell_peer,
)
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.two_histories import choose_command, histories_command
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.domain.dates import parse_date
from danvan_desktop.localization import Message, _
from danvan_desktop.store import PeerState
from danvan_desktop.sync import (
    enrol_peer,
    find_peer,
    name_device,
    peer_fingerprint,
    placement,
    rename_peer,
    revoke_peer,
    rights_in_force,
    write_card,
)
from danvan_desktop.sync import peers as known_peers

_STATES = {
    PeerState.CONFIRMED: _("đã ghép nối"),
    PeerState.UNCONFIRMED: _("chưa xác nhận"),
    PeerState.REVOKED: _("đã ngừng nhận"),
}


@command("card", told=_("Ghi thẻ của máy này để máy khác ghép nối."))
@option("--out", required=True, type=FilePath(), told=_("Tệp sẽ tạo."))
@option("--name", told=_("Đặt tên cho máy này trước khi ghi thẻ."))
@store_options
@json_option
def card_command(out: Path, name: str | None, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Write the device card; prints its fingerprint, as JSON the card and ``{words, digits}``."""
    with opened(store, passphrase_file) as open_store:
        if name is not None:
            name_device(open_store, name)
        card = write_card(open_store, out)
    if as_json:
        print_json({"out": str(out), **card_json(card)})
        return
    say = spoken()
    click.echo(say(_("Đã ghi thẻ máy vào “{path}”. Mười từ nhận dạng để nơi nhận so:", path=str(out))))
    click.echo(fingerprint_lines(card.fingerprint))


@group("peers", told=_("Các máy được tin cậy."))
def peers_command() -> None:
    """Hold the commands about other devices."""


@peers_command.command("add", told=_("Ghép nối một máy bằng thẻ, hoặc cả thư mục thẻ một lần."))
@click.argument("card", type=FilePath())
@option("--unit", told=_("Đơn vị mà máy này ghi sổ, trong danh sách ở đây (mã hồ sơ)."))
@option(
    "--as",
    "relation",
    type=click.Choice([relation.value for relation in CHOSEN]),
    told=_("Máy cùng đơn vị, đơn vị mới của mình, cấp trên, hay nơi khác (không có quyền gì)."),
)
@option("--yes", is_flag=True, told=_("Đã so mười từ nhận dạng và đơn vị, không hỏi lại."))
@store_options
@json_option
def add_command(
    card: Path,
    unit: str | None,
    relation: str | None,
    yes: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Enrol the device of a card, or those of a folder's cards, once a person agreed; prints names, as JSON all."""
    refuse_both(unit, relation, card)
    with opened(store, passphrase_file) as open_store:
        if not card.is_dir():
            tell_peer(pair(open_store, card, unit, relation, asked=yes), as_json)
            return
        found = pair_all(open_store, card, relation, asked=yes)
    if as_json:
        print_json([peer_json(peer) for peer in found])
    else:
        click.echo("\n".join(peer.name for peer in found))


@peers_command.command("list", told=_("Liệt kê các máy đã biết."))
@store_options
@json_option
def list_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print all known devices, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = known_peers(open_store)
    if as_json:
        print_json([peer_json(peer) for peer in found])
        return
    say = spoken()
    rows = [
        [peer.name, peer.unit_name, say(_STATES[peer.state]), _moment(peer.acked_at), peer_fingerprint(peer).digits]
        for peer in found
    ]
    heads = (_("Máy"), _("Đơn vị"), _("Trạng thái"), _("Báo nhận lần cuối"), _("Mười từ nhận dạng"))
    print_table([say(head) for head in heads], rows)


@peers_command.command("confirm", told=_("Xác nhận đã so mười từ nhận dạng của một máy đã biết."))
@click.argument("name")
@option("--yes", is_flag=True, told=_("Đã so mười từ nhận dạng, không hỏi lại."))
@store_options
@json_option
def confirm_command(name: str, yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Trust a device that is known from its first bundle; prints its name, as JSON the device."""
    with opened(store, passphrase_file) as open_store:
        known = find_peer(open_store, name)
        choice = placement(open_store, known).suggested
        show(open_store, known, peer_fingerprint(known), choice)
        if not yes:
            ask()
        peer = enrol_peer(open_store, known.device, choice)
    tell_peer(peer, as_json)


@peers_command.command("rename", told=_("Đặt tên khác cho một máy."))
@click.argument("name")
@click.argument("new_name")
@store_options
@json_option
def rename_command(name: str, new_name: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Call a device by another name here; prints it, as JSON the device."""
    with opened(store, passphrase_file) as open_store:
        peer = rename_peer(open_store, name, new_name)
    tell_peer(peer, as_json)


@peers_command.command("revoke", told=_("Không tin một máy nữa, kể từ một ngày."))
@click.argument("name")
@option("--from", "from_day", told=_("Từ ngày này (mặc định: hôm nay), ví dụ 12/8/2026."))
@store_options
@json_option
def revoke_command(
    name: str, from_day: str | None, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Refuse a device from a day on; prints its name, as JSON the device."""
    day: dt.date | None = parse_date(from_day) if from_day else None
    with opened(store, passphrase_file) as open_store:
        peer = revoke_peer(open_store, name, day)
    tell_peer(peer, as_json)


@peers_command.command("grants", told=_("Liệt kê máy nào được ghi sổ cho đơn vị nào."))
@store_options
@json_option
def grants_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print which device writes for which unit, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = rights_in_force(open_store)
    if as_json:
        print_json([{"device": o.device, "name": o.name, "unit": o.unit, "unit_name": o.unit_name} for o in found])
        return
    say = spoken()
    heads = (_("Máy"), _("Ghi sổ cho"), _("Khóa của máy"))
    print_table([say(head) for head in heads], [[one.name, one.path, one.device[:16]] for one in found])


def _moment(text: str | None) -> str:
    say = spoken()
    nothing: Message = _("chưa có")
    if text is None:
        return say(nothing)
    return say.datetime(dt.datetime.fromisoformat(text).astimezone().replace(tzinfo=None))


for _command in (
    rotate_command, replace_command, hand_over_command, move_command, moves_command, answer_move_command,
    histories_command, choose_command
):  # fmt: skip
    peers_command.add_command(_command)
