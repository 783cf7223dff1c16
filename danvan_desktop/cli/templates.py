"""``danvan template``: the Word templates that an office keeps in place of the program's own."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath, WrongUsage
from danvan_desktop.localization import _
from danvan_desktop.store import Store


@command(
    "template",
    told=_("Mẫu Word riêng của đơn vị cho một biểu mẫu; không ghi gì thì liệt kê các mẫu đang dùng."),
)
@click.argument("form", required=False)
@option("--take", type=FilePath(), told=_("Dùng tệp Word này làm mẫu của biểu mẫu."))
@option("--out", type=FilePath(), told=_("Ghi mẫu đang dùng, hoặc mẫu để bắt đầu, ra tệp Word."))
@option("--remove", is_flag=True, told=_("Trở lại mẫu của phần mềm."))
@option("--fields", is_flag=True, told=_("Liệt kê các trường ghi được trong mẫu."))
@store_options
@json_option
def template_command(
    form: str | None,
    take: Path | None,
    out: Path | None,
    remove: bool,
    fields: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Keep, write out or remove a template; as JSON ``[{form, title}]``, with ``--fields`` ``[{field, label}]``."""
    asked = [take is not None, out is not None, remove, fields]
    if sum(asked) > 1 or (any(asked[:3]) != (form is not None)):
        raise WrongUsage(spoken()(_("Ghi tên biểu mẫu cùng một trong --take, --out, --remove; hoặc chỉ --fields.")))
    if fields:
        _print_fields(as_json)
        return
    with opened(store, passphrase_file) as open_store:
        if form is not None:
            _change(open_store, form, take, out)
        _print_kept(open_store, as_json)


def _change(store: Store, code: str, take: Path | None, out: Path | None) -> None:
    from danvan_desktop.reports.catalogue import form_of
    from danvan_desktop.reports.own_templates import remove_template, save_template, take_template
    from danvan_desktop.reports.page_format import load_page_format

    form = form_of(code)
    if take is not None:
        take_template(store, form.code, take)
    elif out is not None:
        save_template(store, form.code, load_page_format(form.styles()[0]), out)
    else:
        remove_template(store, form.code)


def _print_kept(store: Store, as_json: bool) -> None:
    from danvan_desktop.reports.catalogue import EVERY_FORM
    from danvan_desktop.reports.own_templates import kept_template

    say = spoken()
    kept = [(form.code, say(form.title)) for form in EVERY_FORM if kept_template(store, form.code) is not None]
    if as_json:
        print_json([{"form": code, "title": title} for code, title in kept])
    else:
        print_table([say(_("Mẫu")), say(_("Tên"))], [list(row) for row in kept])


def _print_fields(as_json: bool) -> None:
    from danvan_desktop.reports.docx.template_fields import CELL_EXAMPLE, FIELDS

    say = spoken()
    rows = [(f"{{{{{field.name}}}}}", say(field.label)) for field in (*FIELDS, CELL_EXAMPLE)]
    if as_json:
        print_json([{"field": name, "label": label} for name, label in rows])
    else:
        print_table([say(_("Trường")), say(_("Nội dung"))], [list(row) for row in rows])
