"""``danvan kinds``: what can be recorded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import click

from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.domain.decimals import kept
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import Translator, _


@command("kinds", told=_("Liệt kê các loại hồ sơ và trường của chúng."))
@store_options
@json_option
def kinds_command(as_json: bool, **_store: object) -> None:
    """Print every kind with its fields.

    As JSON: a list of ``{kind, label, parent, fields: [{name, label, type, required, personal, choices, targets}]}``.
    """
    say = spoken()
    if as_json:
        print_json([_kind_json(kind, say) for kind in ALL_KINDS])
        return
    for kind in ALL_KINDS:
        click.echo(f"\n{kind.name} – {say(kind.label)}")
        print_table(
            [say(_("Trường")), say(_("Kiểu")), say(_("Bắt buộc")), say(_("Nhãn")), say(_("Giá trị"))],
            [_row(field, say) for field in kind.fields],
        )


def _row(field: Field, say: Translator) -> list[str]:
    allowed = ", ".join(choice.code for choice in field.choices) or ", ".join(field.targets)
    return [f"  {field.name}", field.type.value, "*" if field.required else "", say(field.label), allowed]


def _kind_json(kind: Kind, say: Translator) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "label": say(kind.label),
        "parent": kind.parent,
        "fields": [_field_json(field, say) for field in kind.fields],
    }


def _bound(limit: int | Decimal | None) -> int | str | None:
    return None if limit is None else kept(Decimal(limit))


def _field_json(field: Field, say: Translator) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": say(field.label),
        "type": field.type.value,
        "required": field.required,
        "personal": field.personal,
        "choices": [{"code": choice.code, "label": say(choice.label)} for choice in field.choices],
        "targets": list(field.targets),
        "default": field.default,
        "preset": None if field.preset is None else field.preset.value,
        "minimum": _bound(field.minimum),
        "maximum": _bound(field.maximum),
        "max_length": field.max_length,
    }
