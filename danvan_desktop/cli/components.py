"""``danvan components``: what the program is made of, for who has to answer for what runs on an office's machine."""

from __future__ import annotations

from dataclasses import asdict

import click

from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.components import Component, components, licence_text
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _


class UnknownComponent(DanvanError):
    """No part of the program has this name."""


@command("components", told=_("Liệt kê các thành phần của phần mềm và giấy phép của chúng."))
@click.argument("name", required=False)
@store_options
@json_option
def components_command(name: str | None, as_json: bool, **_store: object) -> None:
    """Print all parts, or the licence of one.

    As JSON: a list of ``{name, version, licence, within}``, ``within`` being the package that carries it; of one part
    this with its ``text``.
    """
    say = spoken()
    parts = components()
    if name is not None:
        part = _named(name, parts)
        if as_json:
            print_json({**asdict(part), "text": licence_text(part)})
        else:
            click.echo(licence_text(part))
    elif as_json:
        print_json([asdict(part) for part in parts])
    else:
        print_table(
            [say(_("Thành phần")), say(_("Phiên bản")), say(_("Giấy phép"))],
            [[part.name, part.version, part.licence] for part in parts],
            whole_last=True,
        )


def _named(name: str, parts: tuple[Component, ...]) -> Component:
    for part in parts:
        if part.name.casefold() == name.casefold():
            return part
    raise UnknownComponent(
        _("Phần mềm không có thành phần “{name}”. Gọi lệnh không có tên để xem danh sách.", name=name)
    )
