"""``danvan demo``: a commune with a quarter of work, printed, bundled and carried to a second store."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import click

from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.options import json_option, print_json, store_options
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store, StoreError

_MADE = frozenset({"commune.db", "second.db", "commune.danvan", "forms", "backups"})


@click.command(
    "demo", help=Translator()(_("Tạo một xã mẫu: kho dữ liệu, mọi biểu mẫu PDF, tệp đồng bộ và kho thứ hai."))
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help=Translator()(_("Thư mục sẽ tạo.")))
@store_options
@json_option
@click.pass_context
def demo_command(ctx: click.Context, /, out: Path, as_json: bool, **_store: object) -> None:
    """Make everything in DIR and compare both stores; exit status 1 when they differ.

    As JSON ``{out, seconds, records, forms, digest, second_digest}``.
    """
    say, start = Translator(), time.monotonic()
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
        fail(ctx, say(_("Hai kho dữ liệu không bằng nhau.")))


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
    from danvan_desktop.reports.catalogue import FORMS, Needs, suggested_file_name
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.page_format import load_page_format
    from danvan_desktop.reports.pdf.render import render_pdf
    from danvan_desktop.reports.period import Period

    folder.mkdir()
    page_format, today = load_page_format("state"), commune.today()
    made: list[Path] = []
    for form in FORMS:
        if form.needs is Needs.PERIOD:
            context = ReportContext(commune, today, period=Period.quarter_of(today))
        else:
            context = ReportContext(commune, today, _fullest(commune, form.kind))
        path = folder / suggested_file_name(form, context)
        render_pdf(form.build(context), page_format, path)
        made.append(path)
    return made


def _fullest(commune: Store, kind: str) -> str:
    """Choose the record with the most parts: its form shows the most."""
    children = commune.kinds.children_of(kind)

    def parts(uid: str) -> int:
        return sum(len(commune.children(uid, child.name)) for child in children)

    return max(commune.uids(kind), key=parts)


def _carry(commune: Store, out: Path) -> tuple[str, str]:
    """Bundle the commune and bring it into a second store; returns both digests of what they share."""
    from danvan_desktop.sync import export_bundle, import_bundle

    bundle = out / "commune.danvan"
    with Store.create(out / "second.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as second:
        back = out / "second.danvan"
        export_bundle(second, back)
        import_bundle(commune, back)
        back.unlink()
        export_bundle(commune, bundle)
        import_bundle(second, bundle)
        return commune.digest(), second.digest()


def _summary(
    out: Path, records: dict[str, int], forms: list[Path], first: str, second: str, seconds: float
) -> list[Message]:
    counts = [_("  {kind}: {count}", kind=kind, count=count) for kind, count in records.items()]
    pages = [_("  {path}", path=str(form.relative_to(out))) for form in forms]
    return [
        _("Đã tạo xã mẫu trong “{path}” sau {seconds} giây:", path=str(out), seconds=round(seconds, 1)),
        _("Bản ghi trong commune.db:"),
        *counts,
        _("Biểu mẫu:"),
        *pages,
        _("Tệp đồng bộ: commune.danvan, đã nhập vào second.db"),
        _("Mã nội dung commune.db: {digest}", digest=first),
        _("Mã nội dung second.db:  {digest}", digest=second),
    ]
