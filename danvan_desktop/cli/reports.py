"""``danvan report``: prints one form or report, or all of a period."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_desktop.cli.copies import CopyOptions, print_copy
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened_to_read, print_json, records_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath, WrongUsage, whole_number
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.reports.document import CopyKind
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import Store

if TYPE_CHECKING:
    from danvan_desktop.reports.printing import Printed

_FORMATS = [file_format.value for file_format in FileFormat]
_DEVICE_CARD = "device-card"
"""The one form that is printed of neither a record nor a period, but of this device."""
_STYLES = [style.value for style in Style]
_COPIES = [kind.value for kind in CopyKind]


@command("report", told=_("In một biểu mẫu, hoặc mọi biểu mẫu của một kỳ (--all); --list liệt kê các mẫu."))
@click.argument("form", required=False)
@option("--list", "list_forms", is_flag=True, told=_("Liệt kê các mẫu in."))
@option("--all", "all_forms", is_flag=True, told=_("In mọi biểu mẫu của kỳ --period."))
@option(
    "--out",
    type=FilePath(),
    told=_("Tệp sẽ tạo; với --all: thư mục, hoặc một tệp PDF có dấu trang."),
)
@option("--uid", default="", told=_("Hồ sơ cần in."))
@option("--reveal", is_flag=True, told=_("In nội dung bí mật lên giấy tờ xử lý; lần in được ghi vào lịch sử."))
@option("--period", told=_("Kỳ báo cáo: 2026-Q3, 2026-H1, 2026-9M, 2026-08 hoặc 2026."))
@option(
    "--format",
    "file_format",
    type=click.Choice(_FORMATS),
    told=_("Dạng tệp; nếu không ghi thì theo đuôi tệp của --out, hoặc pdf."),
)
@option(
    "--style",
    type=click.Choice(_STYLES),
    told=_("Thể thức: state (Nghị định 30/2020/NĐ-CP) hoặc party (văn bản của Đảng)."),
)
@option(
    "--copy",
    "copy_kind",
    type=click.Choice(_COPIES),
    told=_("In thành bản sao: sao y, sao lục hoặc trích sao; số bản sao được ghi vào sổ số văn bản."),
)
@option(
    "--copy-number",
    type=whole_number(),
    told=_("Số bản sao; không ghi thì là số kế tiếp của sổ."),
)
@option("--copy-to", multiple=True, told=_("Nơi nhận bản sao, ghi được nhiều lần; dòng lưu được thêm sẵn."))
@records_options
@json_option
def report_command(
    form: str | None,
    list_forms: bool,
    all_forms: bool,
    out: Path | None,
    uid: str,
    reveal: bool,
    period: str | None,
    file_format: str | None,
    style: str | None,
    copy_kind: str | None,
    copy_number: int | None,
    copy_to: tuple[str, ...],
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
    database: str | None,
) -> None:
    """Print a form; as JSON ``{out, pages, replaced_characters}``, with ``--list`` the forms.

    With ``--copy`` the JSON has ``copy`` too, the number and symbol of the copy.
    With ``--all`` the JSON is ``{out, files, pages, replaced_characters, skipped: [{file, reason}],
    left_out: [{form, records, told}]}``.
    """
    if list_forms:
        _print_forms(as_json)
        return
    say = spoken()
    if out is None or (form is None) != all_forms:
        raise WrongUsage(say(_("Ghi tên mẫu hoặc --all, và --out; --list để xem các mẫu.")))
    if all_forms and (period is None or uid or reveal):
        raise WrongUsage(say(_("--all cần --period và không dùng --uid.")))
    if (copy_kind is None and (copy_number or copy_to)) or (copy_kind and (all_forms or form == _DEVICE_CARD)):
        raise WrongUsage(say(_("--copy-number và --copy-to đi cùng --copy, và --copy đi cùng tên một mẫu.")))
    if copy_kind and _format(file_format, out) is FileFormat.XLSX:
        raise WrongUsage(say(_("Bản sao chỉ in ra dạng PDF hoặc Word.")))
    chosen_style = Style(style) if style else None
    with opened_to_read(store, passphrase_file, database) as records:
        if form == _DEVICE_CARD:
            _print_device_card(records, out, file_format, chosen_style, as_json)
        elif all_forms:
            _print_all(records, str(period), out, file_format, chosen_style, as_json)
        else:
            wish = CopyOptions(copy_kind, copy_number, copy_to) if copy_kind else None
            _print_one(records, str(form), uid, reveal, period, out, file_format, chosen_style, wish, as_json)


def _print_device_card(store: Records, out: Path, file_format: str | None, style: Style | None, as_json: bool) -> None:
    from danvan_desktop.cli.device_card import print_device_card
    from danvan_desktop.reports.errors import ReportError

    if not isinstance(store, Store):
        raise ReportError(_("Thẻ máy là của máy này: hãy in từ tệp dữ liệu."))
    if style is Style.PARTY:
        raise ReportError(_("Thẻ máy chỉ in theo thể thức nhà nước (state)."))

    _tell_printed(print_device_card(store, out, _format(file_format, out)), out, as_json)


def _print_one(
    store: Records,
    code: str,
    uid: str,
    reveal: bool,
    period: str | None,
    out: Path,
    file_format: str | None,
    style: Style | None,
    copy: CopyOptions | None,
    as_json: bool,
) -> None:
    from danvan_desktop.domain.period import Period
    from danvan_desktop.reports.catalogue import form_of, style_in
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.errors import ReportError
    from danvan_desktop.reports.form import Needs
    from danvan_desktop.reports.printing import print_form

    form = form_of(code)
    if form.needs is Needs.RECORD and not uid:
        raise ReportError(_("Mẫu này in cho một hồ sơ: hãy ghi --uid MÃ."))
    span = None if period is None else Period.parse(period)
    context = ReportContext(store, store.today(), uid, span, style=style_in(store, form, uid, style))
    if reveal:
        context = form.opened(context)
    chosen_format = _format(file_format, out)
    if copy is None:
        _tell_printed(print_form(form, context, out, file_format=chosen_format), out, as_json)
    else:
        printed, written = print_copy(form, context, out, chosen_format, copy)
        _tell_printed(printed, out, as_json, written)


def _tell_printed(printed: Printed, out: Path, as_json: bool, copy: str = "") -> None:
    _tell_replaced(printed.replaced_characters)
    for remark in printed.remarks:
        click.echo(spoken()(_("Lưu ý: {message}", message=remark)), err=True)
    if as_json:
        replaced = list(printed.replaced_characters)
        told = {"out": str(out), "pages": printed.pages, "replaced_characters": replaced}
        print_json({**told, "copy": copy} if copy else told)
        return
    click.echo(str(out))
    if copy:
        click.echo(spoken()(_("Số bản sao: {number}", number=copy)))


def _print_all(
    store: Records, period: str, out: Path, file_format: str | None, style: Style | None, as_json: bool
) -> None:
    from danvan_desktop.domain.period import Period
    from danvan_desktop.reports.batch import batch_of, print_batch

    batch = batch_of(store, Period.parse(period), style)
    say = spoken()
    one_file = out.suffix.lower() == ".pdf"
    if one_file and file_format not in (None, FileFormat.PDF):
        raise WrongUsage(say(_("Một tệp chung chỉ có dạng PDF. Hãy ghi --out là thư mục.")))
    chosen = FileFormat(file_format or FileFormat.PDF)
    with _progress_bar(len(batch.items)) as tell:
        result = print_batch(batch, out, one_file=one_file, file_format=chosen, tell=tell)
    _tell_replaced(result.replaced_characters)
    for skipped in result.skipped:
        click.echo(say(_("Bỏ qua {file}: {reason}", file=skipped.name, reason=skipped.reason)), err=True)
    for left_out in result.left_out:
        click.echo(say(left_out.told()), err=True)
    if as_json:
        print_json(
            {
                "out": str(result.out),
                "files": list(result.names),
                "pages": result.pages,
                "replaced_characters": list(result.replaced_characters),
                "skipped": [{"file": item.name, "reason": say(item.reason)} for item in result.skipped],
                "left_out": [
                    {"form": one.form.code, "records": one.records, "told": say(one.told())} for one in result.left_out
                ],
            }
        )
    else:
        for name in result.names:
            click.echo(str(out if one_file else out / name))
        count = len(batch.items) - len(result.skipped)
        click.echo(say(ngettext("Đã in {n} biểu mẫu.", "Đã in {n} biểu mẫu.", count)))


@contextlib.contextmanager
def _progress_bar(total: int) -> Iterator[Callable[[int, int, Message], None]]:
    """Show on a terminal how far the batch is; nothing where the output is kept."""
    hidden, label = not sys.stderr.isatty(), spoken()(_("In hồ sơ"))
    with click.progressbar(length=total, file=sys.stderr, label=label, hidden=hidden) as bar:
        yield lambda done, _total, _title: bar.update(done - bar.pos)


def _format(name: str | None, out: Path) -> FileFormat:
    """Choose the kind of file: the one asked for, else that of the file's ending, else PDF."""
    ending = out.suffix.lower().removeprefix(".")
    return FileFormat(name or (ending if ending in _FORMATS else FileFormat.PDF))


def _tell_replaced(characters: tuple[str, ...]) -> None:
    if characters:
        from danvan_desktop.reports.printing import replaced_told

        click.echo(spoken()(replaced_told(characters)), err=True)


def _print_forms(as_json: bool) -> None:
    from danvan_desktop.reports.catalogue import EVERY_FORM

    say = spoken()
    card = {
        "form": _DEVICE_CARD,
        "title": say(_("Thẻ máy")),
        "description": say(_("Thẻ của máy này với mã QR và mười từ nhận dạng, để máy khác ghép nối")),
        "needs": "device",
        "style": Style.STATE.value,
    }
    forms = [
        {
            "form": form.code,
            "title": say(form.title),
            "description": say(form.description),
            "needs": form.needs.value,
            "style": form.styles()[0].value,
        }
        for form in EVERY_FORM
    ]
    if as_json:
        print_json([*forms, card])
        return
    rows = [[form["form"], form["description"]] for form in (*forms, card)]
    print_table([say(_("Mẫu")), say(_("Nội dung"))], rows, whole_last=True)
