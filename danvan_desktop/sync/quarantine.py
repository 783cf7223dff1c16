"""Bundles set aside: of senders not enrolled, until a person decides, and the notes of those that were refused."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import BinaryIO

from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store, WaitingNote
from danvan_desktop.store.waiting import PART
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.limits import LARGEST_WAITING
from danvan_desktop.sync.manifest import Manifest
from danvan_desktop.sync.noted_manifests import recall_manifest, without_members


class WaitingReason(Enum):
    """Why a bundle was set aside."""

    UNKNOWN_SENDER = "unknown_sender"
    UNCONFIRMED = "unconfirmed"
    """The sender's fingerprint was never compared."""
    REVOKED_LATER = "revoked_later"
    """Made before the day from which its sender is refused, by its own clock."""
    REVOKED = "revoked"
    OUT_OF_SCOPE = "out_of_scope"
    """Refused by an earlier version of the program."""


KEPT = frozenset({WaitingReason.UNKNOWN_SENDER, WaitingReason.UNCONFIRMED, WaitingReason.REVOKED_LATER})
"""The reasons that a person may overcome; the others are refusals."""


@dataclass(frozen=True)
class WaitingBundle:
    """A bundle set aside; ``size`` is that of the kept content, 0 when it was refused.

    ``holds_erased`` says that it still has what was erased here at somebody's request: nothing can be taken out of it.
    """

    id: int
    sha256: str
    moment: dt.datetime
    reason: WaitingReason
    manifest: Manifest
    size: int
    holds_erased: bool = False

    @property
    def can_be_accepted(self) -> bool:
        """Whether the content is kept for a person to decide."""
        return self.reason in KEPT

    @property
    def told(self) -> Message:
        """Why it was set aside and what to do."""
        return TOLD[self.reason]


TOLD: Mapping[WaitingReason, Message] = {
    WaitingReason.UNKNOWN_SENDER: _("Máy gửi chưa được ghép nối: hãy xin thẻ máy, so mười từ nhận dạng rồi ghép nối."),
    WaitingReason.UNCONFIRMED: _("Chưa so mười từ nhận dạng của máy gửi: hãy so rồi xác nhận."),
    WaitingReason.REVOKED_LATER: _(
        "Ở đây đã ngừng nhận từ máy gửi; tệp ghi ngày trước đó: chỉ nhập khi chắc chắn tệp là thật."
    ),
    WaitingReason.REVOKED: _("Ở đây đã ngừng nhận từ máy gửi trước ngày tạo tệp."),
    WaitingReason.OUT_OF_SCOPE: _(
        "Phiên bản trước đã từ chối tệp này. Hãy nhập lại tệp: phần nơi gửi không có quyền ghi sẽ được giữ riêng."
    ),
}


HOLDS_ERASED = _(
    "Tệp này còn giữ nội dung đã xóa theo yêu cầu của công dân: nhập thì phần ấy bị xóa ngay, từ chối thì cả tệp bị xóa"
    " khỏi máy."
)


def waiting_bundles(store: Store) -> Sequence[WaitingBundle]:
    """Return all bundles set aside, newest first."""
    holding = store.waiting.holding_erased()
    return tuple(replace(_bundle(note), holds_erased=note.id in holding) for note in store.waiting.all())


def find_waiting(store: Store, waiting_id: int) -> WaitingBundle:
    """Return one bundle set aside; raises SyncError when there is none of that number."""
    note = store.waiting.find(waiting_id)
    if note is None:
        raise SyncError(_("Không có tệp số {id} trong danh sách chờ.", id=str(waiting_id)))
    return _bundle(note)


def refuse_waiting(store: Store, waiting_id: int) -> None:
    """Forget a bundle set aside with its content; raises SyncError when there is none of that number.

    Of what was erased at somebody's request nothing is left in the file then.
    """
    store.officers.require_writer()
    find_waiting(store, waiting_id)
    store.waiting.drop(waiting_id)
    store.sweep_erased()


def set_aside(store: Store, digest: str, manifest: Manifest, reason: WaitingReason, file: BinaryIO) -> WaitingBundle:
    """Keep a verified bundle in the store until a person decides; raises SyncError when too much waits already."""
    size = file.seek(0, os.SEEK_END)
    if size + sum(note.size for note in store.waiting.all() if note.sha256 != digest) > LARGEST_WAITING:
        raise SyncError(
            _("Danh sách chờ đã đầy nên không giữ thêm tệp nào. Hãy chấp nhận hoặc bỏ bớt các tệp đang chờ.")
        )
    moment, told = store.clock.local_text(), without_members(manifest)
    return _bundle(store.waiting.add(digest, moment, reason.value, told, "[]", _parts(file)))


def note_refused(store: Store, digest: str, manifest: Manifest, reason: WaitingReason) -> None:
    """Keep a note of a refused bundle, without its content."""
    store.waiting.add(digest, store.clock.local_text(), reason.value, without_members(manifest), "[]")


def _parts(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(PART):
        yield part


def _bundle(note: WaitingNote) -> WaitingBundle:
    return WaitingBundle(
        note.id,
        note.sha256,
        dt.datetime.fromisoformat(note.moment),
        WaitingReason(note.reason),
        recall_manifest(note.manifest),
        note.size,
    )
