"""``danvan card, peers, ack, waiting``: who is trusted, what came, and what waits for a person."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.deletions import deletions_option, taken_in_knowingly
from danvan_desktop.cli.import_json import import_json
from danvan_desktop.cli.imports import tell_import
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath, WrongUsage, whole_number
from danvan_desktop.domain.dates import parse_date
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.sync import (
    Card,
    Choice,
    Fingerprint,
    ImportResult,
    ImportStatus,
    Relation,
    SyncError,
    WaitingBundle,
    accept_waiting,
    choice_of_unit,
    enrol_card,
    enrol_peer,
    find_peer,
    level_name,
    name_device,
    peer_fingerprint,
    peer_of_card,
    place_in_words,
    placement,
    read_card,
    refuse_waiting,
    rename_peer,
    revoke_peer,
    rights_in_force,
    waiting_bundles,
    write_ack,
    write_card,
)
from danvan_desktop.sync import peers as known_peers

_STATES = {
    PeerState.CONFIRMED: _("đã ghép nối"),
    PeerState.UNCONFIRMED: _("chưa xác nhận"),
    PeerState.REVOKED: _("đã thu hồi"),
}


_CHOSEN = (Relation.SAME, Relation.NEW, Relation.ABOVE, Relation.NONE)
"""What may be chosen besides a unit in the list."""


@click.command("card", help=Translator()(_("Ghi thẻ của máy này để máy khác ghép nối.")))
@click.option("--out", required=True, type=FilePath(), help=Translator()(_("Tệp sẽ tạo.")))
@click.option("--name", help=Translator()(_("Đặt tên cho máy này trước khi ghi thẻ.")))
@store_options
@json_option
def card_command(out: Path, name: str | None, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Write the device card; prints its fingerprint, as JSON the card and ``{words, digits}``."""
    with opened(store, passphrase_file) as open_store:
        if name is not None:
            name_device(open_store, name)
        card = write_card(open_store, out)
    if as_json:
        print_json({"out": str(out), **_card_json(card)})
        return
    say = Translator()
    click.echo(say(_("Đã ghi thẻ thiết bị vào “{path}”. Vân tay để bên kia đối chiếu:", path=str(out))))
    click.echo(_fingerprint_lines(card.fingerprint))


@click.group("peers", help=Translator()(_("Các thiết bị được tin cậy.")))
def peers_command() -> None:
    """Hold the commands about other devices."""


@peers_command.command("add", help=Translator()(_("Ghép nối một thiết bị bằng thẻ của thiết bị đó.")))
@click.argument("card", type=FilePath())
@click.option("--unit", help=Translator()(_("Đơn vị mà máy này ghi sổ, trong danh sách ở đây (mã bản ghi).")))
@click.option(
    "--as",
    "relation",
    type=click.Choice([relation.value for relation in _CHOSEN]),
    help=Translator()(_("Máy cùng đơn vị, đơn vị mới của mình, cấp trên, hay nơi khác (không có quyền gì).")),
)
@click.option("--yes", is_flag=True, help=Translator()(_("Đã đối chiếu vân tay và đơn vị, không hỏi lại.")))
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
    """Enrol a device after its fingerprint and its unit were confirmed; prints its name, as JSON the device."""
    if unit is not None and relation is not None:
        raise WrongUsage(Translator()(_("Chỉ ghi một trong hai: --unit hoặc --as.")))
    with opened(store, passphrase_file) as open_store:
        read = read_card(card)
        known = peer_of_card(open_store, read)
        choice = _choice(open_store, known, unit, relation)
        _show(open_store, known, read.fingerprint, choice)
        if not yes:
            _ask()
        peer = enrol_card(open_store, read, choice)
    _tell_peer(peer, as_json)


def _choice(store: Store, peer: Peer, unit: str | None, relation: str | None) -> Choice | None:
    if unit is not None:
        return choice_of_unit(store, unit)
    return placement(store, peer).suggested if relation is None else Choice(Relation(relation))


@peers_command.command("list", help=Translator()(_("Liệt kê các thiết bị đã biết.")))
@store_options
@json_option
def list_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print all known devices, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = known_peers(open_store)
    if as_json:
        print_json([_peer_json(peer) for peer in found])
        return
    say = Translator()
    rows = [
        [peer.name, peer.unit_name, say(_STATES[peer.state]), _moment(peer.acked_at), peer_fingerprint(peer).digits]
        for peer in found
    ]
    heads = (_("Thiết bị"), _("Đơn vị"), _("Trạng thái"), _("Báo nhận lần cuối"), _("Vân tay"))
    print_table([say(head) for head in heads], rows)


@peers_command.command("confirm", help=Translator()(_("Xác nhận đã đối chiếu vân tay của một thiết bị đã biết.")))
@click.argument("name")
@click.option("--yes", is_flag=True, help=Translator()(_("Đã đối chiếu vân tay, không hỏi lại.")))
@store_options
@json_option
def confirm_command(name: str, yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Trust a device that is known from its first bundle; prints its name, as JSON the device."""
    with opened(store, passphrase_file) as open_store:
        known = find_peer(open_store, name)
        choice = placement(open_store, known).suggested
        _show(open_store, known, peer_fingerprint(known), choice)
        if not yes:
            _ask()
        peer = enrol_peer(open_store, known.device, choice)
    _tell_peer(peer, as_json)


@peers_command.command("rename", help=Translator()(_("Đặt tên khác cho một thiết bị.")))
@click.argument("name")
@click.argument("new_name")
@store_options
@json_option
def rename_command(name: str, new_name: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Call a device by another name here; prints it, as JSON the device."""
    with opened(store, passphrase_file) as open_store:
        peer = rename_peer(open_store, name, new_name)
    _tell_peer(peer, as_json)


@peers_command.command("revoke", help=Translator()(_("Không tin một thiết bị nữa, kể từ một ngày.")))
@click.argument("name")
@click.option("--from", "from_day", help=Translator()(_("Từ ngày này (mặc định: hôm nay), ví dụ 12/8/2026.")))
@store_options
@json_option
def revoke_command(
    name: str, from_day: str | None, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Refuse a device from a day on; prints its name, as JSON the device."""
    day: dt.date | None = parse_date(from_day) if from_day else None
    with opened(store, passphrase_file) as open_store:
        peer = revoke_peer(open_store, name, day)
    _tell_peer(peer, as_json)


@peers_command.command("grants", help=Translator()(_("Liệt kê máy nào được ghi sổ cho đơn vị nào.")))
@store_options
@json_option
def grants_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print which device writes for which unit, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = rights_in_force(open_store)
    if as_json:
        print_json([{"device": o.device, "name": o.name, "unit": o.unit, "unit_name": o.unit_name} for o in found])
        return
    say = Translator()
    heads = (_("Thiết bị"), _("Ghi sổ cho"), _("Khóa của máy"))
    print_table([say(head) for head in heads], [[one.name, one.path, one.device[:16]] for one in found])


@click.command("ack", help=Translator()(_("Ghi giấy báo nhận để nơi gửi biết máy này đã có những gì.")))
@click.option("--out", required=True, type=FilePath(), help=Translator()(_("Tệp sẽ tạo.")))
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
    click.echo(Translator()(_("Đã ghi giấy báo nhận vào “{path}”.", path=str(out))))


@click.group("waiting", help=Translator()(_("Các gói đang chờ chấp nhận hoặc đã bị từ chối.")))
def waiting_command() -> None:
    """Hold the commands about bundles set aside."""


@waiting_command.command("list", help=Translator()(_("Liệt kê các gói đang chờ hoặc bị từ chối.")))
@store_options
@json_option
def list_waiting_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print all bundles set aside, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = waiting_bundles(open_store)
    if as_json:
        print_json([_waiting_json(bundle) for bundle in found])
        return
    say = Translator()
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
    heads = (_("Số chờ"), _("Gói số"), _("Đơn vị"), _("Máy"), _("Tạo lúc"), _("Lý do"))
    print_table([say(head) for head in heads], rows)


@waiting_command.command("accept", help=Translator()(_("Nhập một gói đang chờ, khi máy gửi đã được ghép nối.")))
@click.argument("number", type=whole_number())
@click.option("--dry-run", is_flag=True, help=Translator()(_("Chỉ xem trước, không ghi gì.")))
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

        result = take(None) if dry_run else taken_in_knowingly(take, allow_deletions)
    if as_json:
        print_json(import_json(result))
    else:
        tell_import(result)
    ctx.exit(0 if result.status is ImportStatus.APPLIED else 1)


@waiting_command.command("refuse", help=Translator()(_("Bỏ một gói đang chờ.")))
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


def _show(store: Store, peer: Peer, fingerprint: Fingerprint, choice: Choice | None) -> None:
    """Show whose device it says it is, what it is to be here, and its fingerprint."""
    say = Translator()
    told = _(
        "Máy “{name}” tự xưng là của {unit} (cấp: {level}; mã {code}).",
        name=peer.name,
        unit=peer.unit_name,
        level=level_name(peer.unit_kind),
        code=peer.unit_code,
    )
    click.echo(say(told), err=True)
    if choice is not None:
        click.echo(say(_("Ghép nối là: {place}.", place=place_in_words(store, choice))), err=True)
    click.echo(_fingerprint_lines(fingerprint), err=True)


def _ask() -> None:
    """Ask whether a fingerprint is the one that the other device shows; raises SyncError when it is not."""
    say = Translator()
    try:
        agreed = click.confirm(
            say(_("Vân tay này có đúng với vân tay hiện trên máy kia, và đơn vị trên có đúng không?")), err=True
        )
    except click.Abort as error:
        hint = _("Chưa ghép nối: chưa đối chiếu vân tay. Trong kịch bản, đối chiếu trước rồi ghi --yes.")
        raise SyncError(hint) from error
    if not agreed:
        raise SyncError(_("Chưa ghép nối: vân tay hoặc đơn vị không khớp, hoặc chưa được đối chiếu."))


def _tell_peer(peer: Peer, as_json: bool) -> None:
    if as_json:
        print_json(_peer_json(peer))
    else:
        click.echo(peer.name)


def _fingerprint_lines(fingerprint: Fingerprint) -> str:
    return f"  {fingerprint.text}\n  {fingerprint.digits}"


def _card_json(card: Card) -> dict[str, Any]:
    return {
        "device": card.device,
        "recipient": card.recipient,
        "name": card.name,
        "unit": {"uid": card.unit.uid, "name": card.unit.name, "code": card.unit.code, "kind": card.unit.kind},
        "words": list(card.fingerprint.words),
        "digits": card.fingerprint.digits,
    }


def _peer_json(peer: Peer) -> dict[str, Any]:
    found = peer_fingerprint(peer)
    return {
        "device": peer.device,
        "recipient": peer.recipient,
        "name": peer.name,
        "unit": {"uid": peer.unit_uid, "name": peer.unit_name, "code": peer.unit_code, "kind": peer.unit_kind},
        "state": peer.state.value,
        "added_at": peer.added_at,
        "confirmed_at": peer.confirmed_at,
        "revoked_from": peer.revoked_from,
        "acked_at": peer.acked_at,
        "words": list(found.words),
        "digits": found.digits,
    }


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
    }


def _moment(text: str | None) -> str:
    say = Translator()
    nothing: Message = _("chưa có")
    if text is None:
        return say(nothing)
    return say.datetime(dt.datetime.fromisoformat(text).astimezone().replace(tzinfo=None))
