"""``danvan archive``: puts a closed year into a file of its own, tells of the archives, brings one back."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath, WrongUsage, whole_number
from danvan_desktop.localization import _
from danvan_desktop.store import ArchiveNote, ArchivePlan, Store


@command("archive", told=_("Lưu trữ một năm cũ ra tệp riêng, lấy lại, hoặc liệt kê."))
@option("--year", type=whole_number(1900), told=_("Năm cần lưu trữ, ví dụ 2024."))
@option("--out", type=FilePath(), told=_("Tệp lưu trữ sẽ tạo."))
@option(
    "--take-back",
    type=FilePath(),
    told=_("Tệp lưu trữ cần lấy lại: hồ sơ của năm đó trở về tệp dữ liệu này."),
)
@option("--dry-run", is_flag=True, told=_("Chỉ cho biết bao nhiêu hồ sơ sẽ chuyển đi."))
@store_options
@json_option
def archive_command(
    year: int | None,
    out: Path | None,
    take_back: Path | None,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Archive a year, take one back, or list all; the JSON has ``archived``, ``taken_back`` or ``archives``."""
    if (year is None) != (out is None and not dry_run) or (take_back is not None and year is not None):
        raise WrongUsage(
            spoken()(
                _("Để lưu trữ, ghi --year NĂM với --out TỆP (hoặc --dry-run); để lấy lại, ghi riêng --take-back TỆP.")
            )
        )
    with opened(store, passphrase_file) as open_store:
        if take_back is not None:
            _tell_back(open_store.take_back(take_back), as_json)
        elif year is None:
            _list(open_store, as_json)
        else:
            plan = open_store.archives.plan(year) if dry_run or out is None else open_store.archive(year, out)
            _tell(open_store, plan, None if dry_run else out, as_json)


def _tell(store: Store, plan: ArchivePlan, out: Path | None, as_json: bool) -> None:
    if as_json:
        file = None if out is None else str(out)
        print_json({"archived": file, "year": plan.year, "counts": dict(plan.counts), "staying": plan.staying})
        return
    say = spoken()
    kinds = sorted(plan.counts.items())
    counts = [say(_("{n} {kind}", n=count, kind=store.kinds[kind].label)) for kind, count in kinds]
    if out is not None:
        click.echo(str(out))
    told = _("Năm {year}: {counts}; {n} hồ sơ ở lại.", year=str(plan.year), counts=say.listing(counts), n=plan.staying)
    click.echo(say(told), err=True)


def _tell_back(note: ArchiveNote, as_json: bool) -> None:
    if as_json:
        print_json({"taken_back": note.path, "year": note.year, "records": note.records})
    else:
        click.echo(spoken()(note.told_back))


def _list(store: Store, as_json: bool) -> None:
    notes, years = store.archives.notes(), store.archives.years()
    if as_json:
        archives = [
            {"year": one.year, "file": one.path, "moment": one.moment, "records": one.records, "late": one.late}
            for one in notes
        ]
        print_json({"archives": archives, "years": {str(year): count for year, count in years.items()}})
        return
    say = spoken()
    rows = [[str(one.year), str(one.records), one.path, one.moment, str(one.late or "")] for one in notes]
    heads = (_("Năm"), _("Hồ sơ"), _("Tệp lưu trữ"), _("Lập lúc"), _("Thay đổi đến sau"))
    print_table([say(head) for head in heads], rows)
    for year, count in years.items():
        click.echo(say(_("Tệp dữ liệu còn {n} hồ sơ năm {year}.", n=count, year=str(year))))
