"""``danvan demo``: a commune with a quarter of work, printed, bundled and carried to a second store."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, print_json, store_options
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store, StoreError

if TYPE_CHECKING:
    from danvan_desktop.domain.period import Period
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.form import ReportForm

_MADE = frozenset({"commune.db", "second.db", "commune.danvan", "second.danvan", "forms", "backups"})
_CARD = "The-thiet-bi.pdf"
_JUST_BEGUN = dt.timedelta(days=30)


@command("demo", told=_("Tạo một xã mẫu: tệp dữ liệu, mọi biểu mẫu PDF, tệp trao đổi và tệp dữ liệu thứ hai."))
@option("--out", required=True, type=FilePath(), told=_("Thư mục sẽ tạo."))
@store_options
@json_option
@click.pass_context
def demo_command(ctx: click.Context, /, out: Path, as_json: bool, **_store: object) -> None:
    """Make everything in DIR and compare both stores; exit status 1 when they differ.

    As JSON ``{out, seconds, records, forms, digest, second_digest}``.
    """
    say, start = spoken(), time.monotonic()
    _clear(out)
    commune_path = out / "commune.db"
    with Store.create(commune_path, unit_name="Xã Đông Sơn", unit_code="DS") as commune:
        records = _fill(commune)
        forms = _print_forms(commune, out / "forms")
        first, second = _carry(commune, out)
    seconds = time.monotonic() - start
    if as_json:
        print_json(
            {
                "out": str(out),
                "seconds": round(seconds, 1),
                "records": records,
                "forms": [str(form) for form in forms],
                "digest": first,
                "second_digest": second,
            }
        )
    else:
        for line in _summary(out, records, forms, first, second, seconds):
            click.echo(say(line))
    if first != second:
        fail(ctx, say(_("Hai tệp dữ liệu không bằng nhau.")))


def _clear(out: Path) -> None:
    """Make the folder, or empty it of an earlier demo; any other content is left alone."""
    if out.exists():
        if (
            not out.is_dir()
            or not {path.name.removesuffix("-wal").removesuffix("-shm") for path in out.iterdir()} <= _MADE
        ):
            raise StoreError(_("“{path}” đã có tệp khác. Hãy chọn thư mục mới hoặc trống.", path=str(out)))
        shutil.rmtree(out)
    out.mkdir(parents=True)


def _fill(commune: Store) -> dict[str, int]:
    from danvan_desktop.sample import fill_sample

    fill_sample(commune)
    return {kind.name: commune.count(kind.name) for kind in commune.kinds}


def _print_forms(commune: Store, folder: Path) -> list[Path]:
    """Print every form, each of the record or period that shows the most of it, and the card of the device."""
    from danvan_desktop.cli.device_card import print_device_card
    from danvan_desktop.reports.catalogue import EVERY_FORM, suggested_file_name
    from danvan_desktop.reports.printing import print_form
    from danvan_desktop.reports.style import FileFormat

    folder.mkdir()
    made: list[Path] = []
    for form in EVERY_FORM:
        if form.of_former_records or form.of_opened_secrets:
            continue
        context = context_for(commune, form)
        path = folder / suggested_file_name(form, context)
        print_form(form, context, path)
        made.append(path)
    card = folder / _CARD
    print_device_card(commune, card, FileFormat.PDF)
    return [*made, card]


def context_for(commune: Store, form: ReportForm) -> ReportContext:
    """Choose what to print; raises ReportError when the sample has nothing for a form."""
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.errors import ReportError
    from danvan_desktop.reports.form import Needs

    today = commune.today()
    if form.needs is Needs.DAY:
        return ReportContext(commune, today, style=form.styles()[0])
    if form.needs is Needs.PERIOD:
        found = (ReportContext(commune, today, period=one, style=form.styles()[0]) for one in periods_shown(today))
    else:
        found = (
            ReportContext(commune, today, uid, style=form.styles(commune.get(uid), commune)[0])
            for uid in _fullest_first(commune, form.kind)
        )
    for context in found:
        if form.nothing_to_say(context) is None:
            return context
    raise ReportError(_("Xã mẫu không có hồ sơ nào để in “{form}”.", form=form.title))


def periods_shown(today: dt.date) -> Iterator[Period]:
    """Go through the periods to report on, the quarter first; one that has only begun says too little."""
    from danvan_desktop.domain.period import Period, PeriodKind

    day = today - _JUST_BEGUN
    quarter = Period.quarter_of(day)
    yield quarter
    yield Period(PeriodKind.HALF_YEAR, quarter.year, (quarter.number + 1) // 2)
    yield Period(PeriodKind.YEAR, quarter.year)
    yield Period(PeriodKind.MONTH, day.year, day.month)
    yield Period(PeriodKind.YEAR, quarter.year - 1)  # what is rated, a year later


def _fullest_first(commune: Store, kind: str) -> list[str]:
    """Return the records of a kind, those with the most sorts of parts first: their forms show the most."""
    children = commune.kinds.children_of(kind)

    def parts(uid: str) -> tuple[int, int]:
        counts = [len(commune.children(uid, child.name)) for child in children]
        return sum(map(bool, counts)), sum(counts)

    return sorted(commune.uids(kind), key=parts, reverse=True)


def _carry(commune: Store, out: Path) -> tuple[str, str]:
    """Bundle the commune and bring it into the store of its second laptop; returns both digests.

    The second laptop, which began alone, joins the office by what comes in the bundle, and tells so in one of its own.
    """
    from danvan_desktop.sync import enrol_card, export_bundle, import_bundle, own_card

    bundle = out / "commune.danvan"
    unit = commune.unit
    with Store.create(out / "second.db", unit_name=unit.text("name"), unit_code=unit.text("code")) as second:
        back = out / "second.danvan"
        enrol_card(commune, own_card(second))
        enrol_card(second, own_card(commune))
        export_bundle(commune, bundle)
        import_bundle(second, bundle)
        export_bundle(second, back)
        import_bundle(commune, back)
        back.unlink()
        return commune.digest(), second.digest()


def _summary(
    out: Path, records: dict[str, int], forms: list[Path], first: str, second: str, seconds: float
) -> list[Message]:
    counts = [_("  {kind}: {count}", kind=kind, count=count) for kind, count in records.items()]
    pages = [_("  {path}", path=str(form.relative_to(out))) for form in forms]
    return [
        _("Đã tạo xã mẫu trong “{path}” sau {seconds} giây:", path=str(out), seconds=round(seconds, 1)),
        _("Hồ sơ trong commune.db:"),
        *counts,
        _("Biểu mẫu:"),
        *pages,
        _("Tệp trao đổi: commune.danvan, đã nhập vào second.db"),
        _("Mã nội dung commune.db: {digest}", digest=first),
        _("Mã nội dung second.db:  {digest}", digest=second),
    ]
