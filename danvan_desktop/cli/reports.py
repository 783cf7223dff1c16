"""``danvan report``: prints one form or report."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.localization import Translator, _


@click.command("report", help=Translator()(_("In một biểu mẫu hoặc báo cáo ra tệp PDF; --list liệt kê các mẫu.")))
@click.argument("form", required=False)
@click.option("--list", "list_forms", is_flag=True, help=Translator()(_("Liệt kê các mẫu in.")))
@click.option("--out", type=click.Path(path_type=Path), help=Translator()(_("Tệp sẽ tạo.")))
@click.option("--uid", default="", help=Translator()(_("Bản ghi cần in.")))
@click.option("--period", help=Translator()(_("Kỳ báo cáo: 2026-Q3, 2026-H1, 2026-08 hoặc 2026.")))
@click.option("--format", "file_format", type=click.Choice(["pdf"]), default="pdf", show_default=True)
@click.option("--style", type=click.Choice(["state"]), default="state", show_default=True)
@store_options
@json_option
def report_command(
    form: str | None,
    list_forms: bool,
    out: Path | None,
    uid: str,
    period: str | None,
    file_format: str,
    style: str,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Print a form; as JSON ``{out, pages, replaced_characters}``, with ``--list`` the forms."""
    if list_forms:
        _print_forms(as_json)
        return
    say = Translator()
    if form is None or out is None:
        raise click.UsageError(say(_("Ghi tên mẫu và --out TỆP, hoặc --list để xem các mẫu.")))
    from danvan_desktop.reports.catalogue import form_of
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.page_format import load_page_format
    from danvan_desktop.reports.pdf.render import render_pdf
    from danvan_desktop.reports.period import Period

    chosen = form_of(form)
    span = None if period is None else Period.parse(period)
    with opened(store, passphrase_file) as open_store:
        context = ReportContext(open_store, open_store.today(), uid, span)
        result = render_pdf(chosen.build(context), load_page_format(style), out)
    if result.replaced_characters:
        letters = " ".join(result.replaced_characters)
        click.echo(
            say(_("Lưu ý: phông chữ không có các ký tự {letters}; đã thay bằng dấu.", letters=letters)), err=True
        )
    if as_json:
        print_json({"out": str(out), "pages": result.pages, "replaced_characters": list(result.replaced_characters)})
    else:
        click.echo(str(out))


def _print_forms(as_json: bool) -> None:
    from danvan_desktop.reports.catalogue import FORMS

    say = Translator()
    if as_json:
        print_json(
            [
                {"form": f.code, "title": say(f.title), "description": say(f.description), "needs": f.needs.value}
                for f in FORMS
            ]
        )
        return
    print_table([say(_("Mẫu")), say(_("Nội dung"))], [[form.code, say(form.description)] for form in FORMS])
