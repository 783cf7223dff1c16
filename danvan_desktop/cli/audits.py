"""``danvan audit``: who did what, when, on which laptop and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, kind_named, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath, WrongUsage, one_line, whole_number
from danvan_desktop.exchange.change_table import HEADINGS, change_table, paper_rows, texts_of
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.store.change_register import OPENINGS, ChangeFilter, ChangeLine

_ALL = 10_000_000


@command("audit", told=_("Nhật ký: ai làm gì, lúc nào, máy nào, vì sao; ai mở, in hồ sơ mật."))
@option("--since", told=_("Từ ngày (YYYY-MM-DD)."))
@option("--until", told=_("Đến hết ngày (YYYY-MM-DD)."))
@option("--officer", told=_("Người làm: mã hoặc họ tên."))
@option("--device", told=_("Chỉ một máy: tên hoặc khóa."))
@option("--kind", "kind_name", told=_("Chỉ một loại hồ sơ."))
@option("--uid", told=_("Chỉ một hồ sơ."))
@option("--opened", "openings", is_flag=True, told=_("Chỉ các lần mở, in, gửi hồ sơ bí mật."))
@option("--past-rights", is_flag=True, told=_("Chỉ việc người làm không có quyền."))
@click.option("--limit", type=whole_number(1), default=100, show_default=True)
@option("--out", type=FilePath(), told=_("Ghi tất cả ra tệp .pdf, .xlsx hoặc .csv."))
@store_options
@json_option
def audit_command(
    since: str | None,
    until: str | None,
    officer: str | None,
    device: str | None,
    kind_name: str | None,
    uid: str | None,
    openings: bool,
    past_rights: bool,
    limit: int,
    out: Path | None,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Print the register, newest first.

    As JSON ``[{moment, deed, officer, device, record, uid, fields, reason, past_rights}]``.
    With ``--out`` all of it is written as a table; as JSON ``{out, lines}``. That somebody rewrote what it is read from
    is told beside it.
    """
    kind = "" if kind_name is None else kind_named(kind_name).name
    with opened(store, passphrase_file) as open_store:
        wanted = ChangeFilter(
            _day(since),
            _day(until),
            _officer(open_store, officer),
            _device(open_store, device),
            kind,
            uid or "",
            OPENINGS if openings else (),
            past_rights,
        )
        lines = open_store.changes.lines(wanted, limit if out is None else _ALL)
        rewriting = open_store.changes.rewriting()
        if out is not None:
            _write(open_store, lines, rewriting, out)
        _tell(open_store, lines, out, as_json)
        if rewriting is not None:
            click.echo(spoken()(rewriting), err=True)


def _write(store: Store, lines: Sequence[ChangeLine], rewriting: Message | None, out: Path) -> None:
    if out.suffix.lower() == ".pdf":
        from danvan_desktop.reports.catalogue import papers_named
        from danvan_desktop.reports.context import ReportContext
        from danvan_desktop.reports.forms.change_paper import ChangeExtract, change_form
        from danvan_desktop.reports.printing import print_form

        say = Translator()  # papers are Vietnamese
        told = () if rewriting is None else (say(rewriting),)
        papers = papers_named(say)
        extract = ChangeExtract(paper_rows(store, lines, say, papers), told)
        print_form(change_form(extract), ReportContext(store, store.today()), out)
    else:
        from danvan_desktop.exchange.dumping import write_table
        from danvan_desktop.reports.catalogue import papers_named

        say = Translator()
        write_table(change_table(store, lines, say, papers_named(say)), out)


def _tell(store: Store, found: Sequence[ChangeLine], out: Path | None, as_json: bool) -> None:
    say = spoken()
    if out is not None:
        if as_json:
            print_json({"out": str(out), "lines": len(found)})
        else:
            click.echo(str(out))
    elif as_json:
        print_json([_json(line) for line in found])
    else:
        from danvan_desktop.reports.catalogue import papers_named

        papers = papers_named(say)
        rows = [texts_of(store, line, say, papers) for line in found]
        print_table([say(words) for _name, words in HEADINGS], rows)


def _json(line: ChangeLine) -> dict[str, object]:
    return {
        "moment": line.moment.isoformat(timespec="seconds"),
        "deed": line.deed.value,
        "officer": line.officer or None,
        "officer_name": line.officer_name,
        "device": line.device,
        "device_name": line.device_name,
        "record": line.kind,
        "uid": line.uid,
        "title": line.title,
        "fields": list(line.fields),
        "reason": line.reason or None,
        "paper": line.paper or None,
        "past_rights": line.past_rights,
    }


def _officer(store: Store, named: str | None) -> str:
    """Return the uid of an officer who wrote something; raises WrongUsage for nobody's name."""
    if named is None:
        return ""
    for uid, name in store.changes.authors():
        if named in (uid, name):
            return uid
    raise WrongUsage(spoken()(_("Không có người nào tên “{name}” đã ghi ở đây.", name=one_line(named))))


def _device(store: Store, named: str | None) -> str:
    """Return the key of a device that wrote something; raises WrongUsage for a name of none."""
    if named is None:
        return ""
    for key, name in store.changes.devices():
        if named in (key, name):
            return key
    raise WrongUsage(spoken()(_("Không có máy nào tên “{name}” đã ghi ở đây.", name=one_line(named))))


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(spoken()(_("“{text}” không phải ngày dạng YYYY-MM-DD.", text=one_line(text)))) from error
