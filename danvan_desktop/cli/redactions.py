"""``danvan redact, redactions``: erases values at somebody's request, and lists what was erased."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.asking import says_yes
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.records import not_here
from danvan_desktop.cli.tables import print_table
from danvan_desktop.localization import _
from danvan_desktop.store import RedactionNote, Store, StoreError


@command("redact", told=_("Xóa hẳn nội dung của một hồ sơ theo yêu cầu của công dân."))
@click.argument("uid")
@click.argument("fields", nargs=-1)
@option("--reason", required=True, told=_("Ai yêu cầu, văn bản nào; không ghi lại nội dung."))
@option("--files", is_flag=True, told=_("Xóa cả các tệp đính kèm của hồ sơ."))
@option("--renew-backups", is_flag=True, told=_("Thay các bản sao lưu bên cạnh bằng một bản mới."))
@option("--yes", is_flag=True, told=_("Đồng ý xóa hẳn, không hỏi lại."))
@store_options
@json_option
def redact_command(
    uid: str,
    fields: tuple[str, ...],
    reason: str,
    files: bool,
    renew_backups: bool,
    yes: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Erase all values that fields of a record ever had; without FIELDS those that hold words or are of a person."""
    with opened(store, passphrase_file) as open_store:
        names = fields or _of_a_person(open_store, uid)
        if not yes:
            _ask(open_store, uid, names)
        open_store.redact(uid, names, reason, with_files=files)
        if renew_backups:
            open_store.renew_copies()
        _tell_of_joined(open_store, uid, names)
        _tell_of_what_stays(open_store)
    if as_json:
        print_json({"uid": uid, "fields": list(names)})
    else:
        click.echo(uid)


@command("redactions", told=_("Liệt kê các lần xóa dữ liệu theo yêu cầu."))
@store_options
@json_option
def redactions_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print what was erased, as JSON ``[{uid, record, title, day, reason, named, erased}]``."""
    with opened(store, passphrase_file) as open_store:
        notes = open_store.redactions()
        _tell_of_what_stays(open_store)
    if as_json:
        print_json([_json(note) for note in notes])
        return
    say = spoken()
    rows = [
        [
            str(note.erasure.day or ""),
            note.title or note.record,
            note.erasure.reason,
            f"{note.erased}/{note.named}",
            ", ".join(note.again),
        ]
        for note in notes
    ]
    heads = (_("Ngày xóa"), _("Hồ sơ"), _("Lý do xóa"), _("Đã xóa"), _("Lại có nội dung"))
    print_table([say(head) for head in heads], rows)


def _of_a_person(store: Store, uid: str) -> tuple[str, ...]:
    if store.get(uid, include_deleted=True) is None:
        raise not_here(store, uid)
    return tuple(store.erasable_of_a_person(uid))


def _ask(store: Store, uid: str, names: tuple[str, ...]) -> None:
    say = spoken()
    record = store.get(uid, include_deleted=True)
    kind = None if record is None else store.kinds[record.kind]
    labels = [say(kind.field(name).label) if kind is not None and kind.has(name) else name for name in names]
    question = _(
        "Xóa hẳn {fields} của “{title}” ở mọi máy? Việc này không hoàn tác được",
        fields=say.listing(labels),
        title=store.title(uid),
    )
    try:
        is_sure = says_yes(question)
    except click.Abort:
        is_sure = False
    if not is_sure:
        raise StoreError(_("Chưa xóa gì: chưa được xác nhận. Trong kịch bản, ghi thêm --yes."))


def _tell_of_joined(store: Store, uid: str, names: tuple[str, ...]) -> None:
    if units := store.theirs_to_erase(uid, names):
        say = spoken()
        told = _("Lưu ý: bản đã gộp của {units} còn nội dung ấy; chỉ đơn vị đó xóa được.", units=say.listing(units))
        click.echo(say(told), err=True)


def _tell_of_what_stays(store: Store) -> None:
    """Name the copies that still hold what was erased, and say how to be rid of them."""
    say = spoken()
    if store.is_unswept:
        click.echo(say(_("Lưu ý: tệp dữ liệu còn dấu vết; sẽ được dọn ở lần mở sau, khi ổ đĩa có chỗ.")), err=True)
    holding = sorted(store.waiting.holding_erased())
    if holding:
        told = _(
            "Lưu ý: {n} tệp chờ quyết định còn giữ nội dung đã xóa (số chờ {numbers}). Hãy nhập bằng “danvan waiting"
            " accept” (phần ấy bị xóa ngay) hoặc bỏ bằng “danvan waiting refuse”.",
            n=len(holding),
            numbers=", ".join(map(str, holding)),
        )
        click.echo(say(told), err=True)
    copies = store.copies_before_redactions()
    if copies:
        told = _(
            "Lưu ý: {n} bản sao lưu cũ vẫn còn nội dung đã xóa, bản đầu: “{path}”. Hãy xóa, hoặc sao lưu lại bằng"
            " “danvan backup --renew”. Bản trên USB, tệp đã gửi và giấy đã in phải tự tìm và hủy.",
            n=len(copies),
            path=str(copies[0]),
        )
        click.echo(say(told), err=True)


def _json(note: RedactionNote) -> dict[str, object]:
    return {
        "uid": note.uid,
        "record": note.record,
        "title": note.title,
        "day": None if note.erasure.day is None else note.erasure.day.isoformat(),
        "reason": note.erasure.reason,
        "named": note.named,
        "erased": note.erased,
        "again": list(note.again),
    }
