"""``danvan add, get, set, delete, list, search``: records one by one and many at once."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from danvan_desktop.cli.errors import line_for
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import (
    asking_for_yes,
    json_option,
    kind_named,
    opened,
    opened_to_read,
    print_json,
    records_options,
    store_options,
    tell_warnings,
)
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import whole_number
from danvan_desktop.cli.values import shown
from danvan_desktop.domain.fields import Field, Values
from danvan_desktop.domain.filling import usual_choices
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.own_names import own_name, uids_that_name
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.validation import unusable
from danvan_desktop.exchange.jsonlines import JsonError, read_drafts, write_record
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, ShownHeads, Store, StoreError, UnknownRecord
from danvan_desktop.store.inputs import read_input
from danvan_desktop.store.reversing import archived, unknown
from danvan_desktop.store.viewings import Look

_STDIN = "-"
_LARGEST_JSON = 512 * 1024 * 1024


@command("add", told=_("Thêm hồ sơ từ tệp JSON hoặc JSON Lines (“-”: đầu vào chuẩn)."))
@click.argument("kind_name", metavar="KIND")
@option("--json-file", "source", required=True, told=_("Tệp JSON."))
@store_options
@json_option
def add_command(kind_name: str, source: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Save all records of a file or none; prints their uids, a line each or as a JSON list."""
    kind = kind_named(kind_name)
    numbered = read_drafts(_read(source), kind)
    with opened(store, passphrase_file) as open_store:
        try:
            drafts = [_kept_here(open_store, kind, entry.draft) for entry in numbered]
            known = open_store.get_many(draft.uid for draft in drafts if draft.uid is not None)
            result = open_store.save(*drafts)
            filled = _filled_lines(open_store, kind, _untold(open_store, kind, drafts, known, result))
        except InvalidRecord as error:
            raise JsonError(numbered[error.index].line, _("{text}", text=line_for(error))) from error
    tell_warnings(result.warnings)
    for line in filled:
        click.echo(line, err=True)
    print_uids(result.uids, as_json)


def _untold(
    store: Store, kind: Kind, drafts: Sequence[Draft], known: Container[str], result: SaveResult
) -> dict[str, Values]:
    """Return what each record has that the file did not give: what was filled in, and of new ones the usual choices."""
    given: dict[object, set[str]] = {}
    for place, draft in enumerate(drafts):
        given.setdefault(draft.uid or place, set()).update(draft.values)
    stored, found = store.get_many(result.uids), dict[str, Values]()
    for uid, names in zip(result.uids, given.values(), strict=True):
        filled = result.filled.get(uid, {})
        usual = {} if uid in known else usual_choices(kind, [*names, *filled])
        taken = {name: value for name, value in usual.items() if stored[uid].get(name) == value}
        if filled or taken:
            found[uid] = {**filled, **taken}
    return found


def _kept_here(store: Store, kind: Kind, draft: Draft) -> Draft:
    """Give what another store printed, with what it refers to, the uids that it has here."""
    named = {f.name: draft.values.get(f.name) for f in kind.references}
    own = {name: store.uid_here(uid) for name, uid in named.items() if isinstance(uid, str)}
    return replace(draft, values={**draft.values, **own}, uid=draft.uid and store.uid_here(draft.uid))


def _filled_lines(store: Store, kind: Kind, untold: Mapping[str, Values]) -> list[str]:
    """Say what was filled in that the file did not give, a line for each record."""
    say, lines = spoken(), []
    for uid, values in untold.items():
        titles = store.titles(str(values[field.name]) for field in kind.references if values.get(field.name))
        told = [
            f"{say(kind.field(name).label)} {titles.get(str(value)) or shown(kind.field(name), value, say)}"
            for name, value in values.items()
            if value is not None
        ]
        lines.append(say(_("Phần mềm điền cho {uid}: {fields}", uid=uid, fields="; ".join(told))))
    return lines


@command("get", told=_("Xem một hồ sơ."))
@click.argument("uid")
@option("--reveal", is_flag=True, told=_("Mở nội dung bí mật; lần mở được ghi vào lịch sử."))
@records_options
@json_option
def get_command(
    uid: str, reveal: bool, as_json: bool, store: Path | None, passphrase_file: Path | None, database: str | None
) -> None:
    """Print one record, as JSON with its uid, kind (``record``) and filled fields."""
    with opened_to_read(store, passphrase_file, database) as records:
        record = _revealed(records, uid) if reveal else existing(records, uid)
        say, kind = spoken(), records.kinds[record.kind]
        if isinstance(records, Store):
            records.viewings.note(Look.OPENED, record.kind, uid)
            _tell_unusable(records, kind, record)
        if as_json:
            print_json({**write_record(record), **_joined(records, record)})
            return
        titles = records.titles([record.text(field.name) for field in kind.references])
        naming = records.get_many(uids_that_name(kind, [record]))
        for shown_uid in _joined(records, record).values():
            title = records.title(shown_uid)
            click.echo(say(_("Lưu ý: đã gộp vào “{title}” ({uid}).", title=title, uid=shown_uid)), err=True)
    click.echo(f"{say(kind.label)} {record.uid}")
    for field in kind.fields:
        value = record.get(field.name)
        if value is not None:
            own = say(own_name(kind, field, record, naming))
            told = titles.get(str(value)) or own or shown(field, value, say)
            click.echo(f"  {field.name:<20} {told}")


def _revealed(records: Records, uid: str) -> Record:
    """Open what is secret, which is noted in a store; raises StoreError where there is none to note it in."""
    if isinstance(records, Store):
        return records.reveal(uid, Purpose.READ)
    raise StoreError(
        _("Nội dung bí mật chỉ mở được trên tệp dữ liệu của đơn vị, không mở trên cơ sở dữ liệu cấp trên.")
    )


def _tell_unusable(store: Store, kind: Kind, record: Record) -> None:
    say = spoken()
    for fault in unusable(kind, record):
        whose = store.whose(record.uid, str(fault.field))
        click.echo(say(_("Lưu ý: {fault} Nơi ghi: {whose}.", fault=fault.message, whose=whose)), err=True)


def _joined(records: Records, record: Record) -> dict[str, str]:
    """Say which record is shown for one that was joined with it."""
    uid = records.shown_as(record.uid)
    return {} if uid == record.uid else {"shown_as": uid}


@command("set", told=_("Sửa các trường của một hồ sơ: TRƯỜNG=GIÁ_TRỊ, để trống là xóa giá trị."))
@click.argument("uid")
@click.argument("assignments", nargs=-1, required=True, metavar="FIELD=VALUE...")
@option(
    "--reveal",
    is_flag=True,
    told=_("Mở nội dung bí mật để sửa: in giá trị đang có; lần mở được ghi vào lịch sử."),
)
@store_options
@json_option
def set_command(
    uid: str,
    assignments: tuple[str, ...],
    reveal: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Change fields of one record in one save; prints its uid.

    What is hidden of a secret record is written over only when it was opened, and is then told.
    """
    values = dict(assignment(text) for text in assignments)
    with opened(store, passphrase_file) as open_store:
        record = existing(open_store, uid)
        shown = _told_whole(open_store, record, values) if reveal and record.secret else None
        result = open_store.save(Draft(record.kind, values, record.uid, shown))
    tell_warnings(result.warnings)
    print_uids(result.uids, as_json)


def _told_whole(store: Store, record: Record, values: Iterable[str]) -> ShownHeads:
    """Tell what a secret record holds in these fields; returns the newest changes of it."""
    heads = store.heads_of(record.uid, revealed=True)[record.uid]
    whole, say, fields = store.reveal(record.uid, Purpose.READ), spoken(), store.kinds[record.kind].by_name
    for name in values:
        if name in fields and whole.get(name) != record.get(name):
            told = _("Đang ghi {field}: {value}", field=fields[name].label, value=str(whole.get(name)))
            click.echo(say(told), err=True)
    return heads


@command("delete", told=_("Xóa một hồ sơ và những gì thuộc về nó (khôi phục được bằng undelete)."))
@click.argument("uid")
@option("--yes", is_flag=True, told=_("Xóa cả khi hồ sơ khác còn dẫn tới, nếu xóa được."))
@store_options
@json_option
def delete_command(uid: str, yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Delete a record with what belongs to it; prints the uids deleted."""
    with opened(store, passphrase_file) as open_store, asking_for_yes():
        result = open_store.delete(uid, knowing_referrers=yes)
    print_uids(result.uids, as_json)


@command("list", told=_("Liệt kê các hồ sơ của một loại."))
@click.argument("kind_name", metavar="KIND")
@option("--limit", type=whole_number(), told=_("Số hồ sơ nhiều nhất."))
@records_options
@json_option
def list_command(
    kind_name: str,
    limit: int | None,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
    database: str | None,
) -> None:
    """Print the records of a kind in its order, as JSON a list of what ``get --json`` prints but what stays here."""
    kind = kind_named(kind_name)
    with opened_to_read(store, passphrase_file, database) as kept_records:
        records = kept_records.list(kind.name, limit=limit)
        if as_json:
            kept = {field.name for field in kind.fields if field.stays_here}
            print_json([write_record(record, kept) for record in records])
            return
        say, columns = spoken(), [kind.field(name) for name in kind.listed]
        titles = kept_records.titles(record.text(field.name) for record in records for field in kind.references)
        naming = kept_records.get_many(uids_that_name(kind, records))

    def told(record: Record, field: Field) -> str:
        value = record.get(field.name)
        own = say(own_name(kind, field, record, naming))
        return titles.get(str(value)) or own or shown(field, value, say)

    rows = [[record.uid, *(told(record, column) for column in columns)] for record in records]
    print_table(["uid", *(say(column.label) for column in columns)], rows)


@command("search", told=_("Tìm hồ sơ theo từ, có dấu hoặc không dấu."))
@click.argument("text")
@option("--kind", "kind_name", told=_("Chỉ tìm trong một loại hồ sơ."))
@click.option("--limit", type=whole_number(), default=50, show_default=True)
@store_options
@json_option
def search_command(
    text: str, kind_name: str | None, limit: int, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Print the newest records with all these words, as JSON a list of ``{kind, uid, title, snippet}``."""
    kind = None if kind_name is None else kind_named(kind_name).name
    with opened(store, passphrase_file) as open_store:
        hits = open_store.search(text, kind=kind, limit=limit)
    if as_json:
        print_json([{"kind": h.kind, "uid": h.uid, "title": h.title, "snippet": h.snippet} for h in hits])
    elif hits:
        say = spoken()
        heads = ["uid", say(_("Loại")), say(_("Hồ sơ")), say(_("Trích"))]
        print_table(heads, [[h.uid, h.kind, h.title, h.snippet] for h in hits])


def _read(source: str) -> str:
    data = sys.stdin.buffer.read() if source == _STDIN else read_input(Path(source), _LARGEST_JSON)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise JsonError(1 + data[:1_000_000].count(b"\n"), _("tệp không phải mã UTF-8.")) from None


def existing(store: Records, uid: str) -> Record:
    """Return a record; raises UnknownRecord."""
    record = store.get(uid)
    if record is None:
        raise not_here(store, uid)
    return record


def not_here(store: Records, uid: str) -> UnknownRecord:
    """Return the fault of a record that is not in a store: in the archive file of its year, or unknown."""
    year = store.archives.year_of(uid) if isinstance(store, Store) else None
    return unknown(uid) if year is None else archived(year)


def assignment(text: str) -> tuple[str, str]:
    """Part ``FIELD=VALUE``; raises StoreError for another form."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise StoreError(_("“{text}” phải có dạng TRƯỜNG=GIÁ_TRỊ.", text=text))
    return name, value


def print_uids(uids: tuple[str, ...], as_json: bool) -> None:
    """Print uids, a line each or as a JSON list."""
    if as_json:
        print_json(list(uids))
        return
    for uid in uids:
        click.echo(uid)
