"""``danvan narrative``: gives the office the template of a report's text to edit, and checks what it made of it."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.localization import _


@command(
    "narrative",
    told=_("Chép mẫu lời văn của báo cáo ra cạnh tệp dữ liệu để đơn vị sửa; đã có thì kiểm tra."),
)
@click.argument("form")
@store_options
@json_option
def narrative_command(form: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print the office's own template, made from the program's when there is none; a faulty one is refused.

    As JSON ``{form, path, made, sections}``.
    """
    from danvan_desktop.reports.narrative import load_narrative, own_template

    with opened(store, passphrase_file) as open_store:
        path, made = own_template(form, open_store.path.parent)
        sections = [section.code for section in load_narrative(form, open_store.path.parent).sections]
    say = spoken()
    if as_json:
        print_json({"form": form, "path": str(path), "made": made, "sections": sections})
    elif made:
        click.echo(
            say(
                _(
                    "Đã chép mẫu lời văn vào “{path}”. Sửa bằng trình soạn văn bản rồi chạy lại lệnh để kiểm tra.",
                    path=str(path),
                )
            )
        )
    else:
        click.echo(say(_("Mẫu lời văn “{path}” dùng được.", path=str(path))))
