"""``danvan officers``: who works here, and what each officer may do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.language import group, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kinds.officer_right import GROUPS, ROLES
from danvan_desktop.localization import _, enumerated
from danvan_desktop.store import Store, StoreError


@group("officers", told=_("Cán bộ trên máy này: ai đang làm việc, ai được làm gì."))
def officers_command() -> None:
    """Hold the commands about officers."""


@officers_command.command("list", told=_("Liệt kê cán bộ và quyền của từng người."))
@store_options
@json_option
def list_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print all officers; as JSON a list of ``{uid, name, role, opens, named, at_work}``."""
    with opened(store, passphrase_file) as open_store:
        found = [_json(open_store, one.uid) for one in open_store.list("officer")]
        is_ruled = bool(open_store.officers.said)
    if as_json:
        print_json(found)
        return
    say = spoken()
    roles = {choice.code: choice.label for choice in ROLES}
    groups = {choice.code: choice.label for choice in GROUPS}
    rows = [
        [
            one["name"],
            say(roles[one["role"]]),
            say(enumerated([groups[code] for code in one["opens"]])) if one["opens"] else "",
            say(_("đang làm việc")) if one["at_work"] else "",
            one["uid"],
        ]
        for one in found
    ]
    print_table([say(head) for head in (_("Cán bộ"), _("Được làm"), _("Được mở"), _("Hiện nay"), _("Mã hồ sơ"))], rows)
    if not is_ruled:
        click.echo(say(_("Chưa đặt quyền: ai cũng được làm mọi việc.")), err=True)


@officers_command.command("allow", told=_("Đặt quyền cho một cán bộ, từ nay trên mọi máy của đơn vị."))
@click.argument("uid")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@option(
    "--open",
    "groups",
    multiple=True,
    type=click.Choice([group.value for group in Guarded]),
    told=_("Nhóm hồ sơ được mở; ghi nhiều lần cho nhiều nhóm."),
)
@store_options
@json_option
def allow_command(
    uid: str, role: str, groups: tuple[str, ...], as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Say what an officer may; as JSON what ``list`` tells of him. The former right ends with it."""
    with opened(store, passphrase_file) as open_store:
        open_store.say_rights(uid, Role(role), [Guarded(group) for group in groups])
        _tell(open_store, uid, as_json)


@officers_command.command("use", told=_("Chọn người đang làm việc trên máy này."))
@click.argument("uid")
@store_options
@json_option
def use_command(uid: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Let changes be made in the name of an officer from now on; as JSON what ``list`` tells of him."""
    with opened(store, passphrase_file) as open_store:
        officer = open_store.get(uid)
        if officer is None or officer.kind != "officer":
            raise StoreError(_("Không có cán bộ “{uid}”. Xem danh sách: danvan officers list.", uid=uid))
        open_store.set_officer(uid)
        _tell(open_store, uid, as_json)


def _tell(store: Store, uid: str, as_json: bool) -> None:
    if as_json:
        print_json(_json(store, uid))
    else:
        click.echo(uid)


def _json(store: Store, uid: str) -> dict[str, Any]:
    allowed = store.officers.allowed_to(uid)
    return {
        "uid": uid,
        "name": store.title(uid),
        "role": allowed.role.value,
        "opens": sorted(group.value for group in allowed.opens),
        "named": uid in store.officers.said,
        "at_work": store.officer == uid,
    }
