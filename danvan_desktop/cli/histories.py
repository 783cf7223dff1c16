"""``danvan history, undo, conflicts, resolve``: who changed what, taking back, and where changes disagree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import asking_for_yes, json_option, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.records import not_here
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import WrongUsage
from danvan_desktop.cli.values import shown
from danvan_desktop.domain.entry import DELETED, EntryId
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.secrecy import MASKED
from danvan_desktop.localization import _
from danvan_desktop.store import Conflict, ConflictReason, HistoryEntry, Store, StoreError

_REASONS = {
    ConflictReason.VALUES: _("hai nơi ghi khác nhau"),
    ConflictReason.DELETED_EDITED: _("nơi xóa, nơi sửa"),
    ConflictReason.FINISHED_EDITED: _("nơi ký, nơi sửa"),
}


_IS_DELETED = Field(name=DELETED, label=_("Đã xóa"), type=FieldType.BOOLEAN)


@command("history", told=_("Xem ai đã sửa gì, khi nào."))
@click.argument("uid")
@store_options
@json_option
def history_command(uid: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print all changes of a record, newest first, as JSON a list of changes with id, moment, field, value, officer."""
    with opened(store, passphrase_file) as open_store:
        entries = open_store.history(uid)
        if not entries:
            raise not_here(open_store, uid)
        told = [_told(open_store, entry) for entry in entries]
    if as_json:
        print_json([_entry_json(entry) for entry in entries])
        return
    say = spoken()
    rows = [
        [say.datetime(entry.moment), entry.officer_name, *words, str(entry.change.id)]
        for entry, words in zip(entries, told, strict=True)
    ]
    heads = (_("Thời điểm"), _("Người sửa"), _("Mục"), _("Nội dung"), _("Mã thay đổi"))
    print_table([say(head) for head in heads], rows)


@command("undo", told=_("Lấy lại giá trị trước lần sửa cuối của một hồ sơ."))
@click.argument("uid")
@option("--yes", is_flag=True, told=_("Xóa cả khi hồ sơ khác còn dẫn tới, nếu xóa được."))
@store_options
@json_option
def undo_command(uid: str, yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Take the newest save back as far as it touched this record; prints the uid."""
    with opened(store, passphrase_file) as open_store, asking_for_yes():
        result = open_store.undo_last(uid, knowing_referrers=yes)
    tell_warnings(result.warnings)
    if as_json:
        print_json(list(result.uids))
    else:
        click.echo(uid)


@command("conflicts", told=_("Liệt kê các chỗ cần đối chiếu, của mọi hồ sơ hay của một."))
@click.argument("uid", required=False)
@option("--reveal", is_flag=True, told=_("Mở nội dung bí mật; lần mở được ghi vào lịch sử."))
@store_options
@json_option
def conflicts_command(
    uid: str | None, reveal: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Print every field on which two changes disagree, as JSON ``{kind, uid, field, reason, title, changes}``.

    When a record was deleted or signed without knowing of an edit, ``changes`` are that ending and the edits.
    """
    with opened(store, passphrase_file) as open_store:
        if uid is not None and open_store.get(uid, include_deleted=True) is None:
            raise not_here(open_store, uid)
        conflicts: Sequence[Conflict] = [one for one in open_store.conflicts() if uid in (None, one.uid)]
        if reveal:
            conflicts = open_store.reveal_conflicts(conflicts)
        titles = open_store.titles(conflict.uid for conflict in conflicts)
        told = {head.change.place: _told(open_store, head) for c in conflicts for head in c.heads}
    if as_json:
        print_json(
            [
                {
                    "kind": c.kind,
                    "uid": c.uid,
                    "field": c.field,
                    "reason": c.reason.value,
                    "title": titles.get(c.uid, ""),
                    "changes": [_entry_json(head) for head in c.heads],
                }
                for c in conflicts
            ]
        )
        return
    say = spoken()
    for conflict in conflicts:
        click.echo(
            f"{conflict.uid} {conflict.field} – {titles.get(conflict.uid, '')} ({say(_REASONS[conflict.reason])})"
        )
        for head in conflict.heads:
            label, value = told[head.change.place]
            click.echo(f"  {head.change.id}  {say.datetime(head.moment)}  {head.officer_name}: {label}: {value}")


@command("resolve", told=_("Chọn giá trị cho một chỗ cần đối chiếu."))
@click.argument("uid")
@click.argument("field")
@option("--take", metavar="CHANGE", told=_("Mã của thay đổi được chọn."))
@option("--value", told=_("Giá trị mới thay cho cả hai."))
@store_options
@json_option
def resolve_command(
    uid: str,
    field: str,
    take: str | None,
    value: str | None,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Settle a conflict by one of its changes or by a new value; prints the uid.

    One whose sides are hidden has to be opened before, by ``conflicts --reveal``.
    """
    if (take is None) == (value is None):
        raise WrongUsage(spoken()(_("Ghi --take hoặc --value, một trong hai.")))
    with opened(store, passphrase_file) as open_store:
        if take is not None:
            result = open_store.resolve(uid, field, take=_change_id(take))
        else:
            record = open_store.get(uid, include_deleted=True)
            if record is None:
                raise not_here(open_store, uid)
            parsed = _parsed(open_store.kinds, record.kind, field, value)
            result = open_store.resolve(uid, field, value=parsed)
    tell_warnings(result.warnings)
    if as_json:
        print_json(list(result.uids))
    else:
        click.echo(uid)


def _parsed(kinds: Kinds, kind: str, field: str, value: str | None) -> Value:
    if field == DELETED:
        return _IS_DELETED.parse(value) or None
    if not kinds[kind].has(field):
        raise StoreError(_("“{kind}” không có trường “{field}”.", kind=kinds[kind].label, field=field))
    return kinds[kind].field(field).parse(value)


def _change_id(text: str) -> EntryId:
    try:
        return EntryId.parse(text)
    except ValueError:
        raise StoreError(_("“{text}” không phải là mã thay đổi.", text=text)) from None


def _entry_json(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "change": str(entry.change.id),
        "moment": entry.moment.isoformat("T", "milliseconds"),
        "field": entry.change.field,
        "value": entry.value,
        "officer": entry.officer_name,
        "shown": entry.is_head,
        "erased": None if entry.erasure is None else entry.erasure.reason,
    }


def _told(store: Store, entry: HistoryEntry) -> tuple[str, str]:
    """Say which field a change is of, and its value, as people read them; of another version's field as written."""
    name, is_known = entry.change.field, entry.change.kind in store.kinds
    is_declared = is_known and store.kinds[entry.change.kind].has(name)
    declared = store.kinds[entry.change.kind].field(name) if is_declared else None
    field = _IS_DELETED if name == DELETED else declared
    if field is None:
        return name, "" if entry.value is None else str(entry.value)
    say = spoken()
    if entry.erasure is not None:
        return say(field.label), say(entry.erasure.told)
    if entry.is_hidden:
        return say(field.label), say(MASKED)
    is_reference = field.type is FieldType.REFERENCE and entry.value
    return say(field.label), store.title(str(entry.value)) if is_reference else shown(field, entry.value, say)
