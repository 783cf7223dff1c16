"""What goes of a store when personal data of citizens is to stay: figures, dates, choices and the office's own texts.

A text is held back whole or goes as it is: its digest is in the log, so nobody can send another wording
(docs/decisions/0036-what-leaves-without-personal-data.md).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from danvan_desktop.domain.entry import SYSTEM_FIELDS, Entry
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.people import KnownPeople, Telling
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync.levels import KINDS_OF_RIGHTS
from danvan_desktop.sync.wish import ExportWish

_PHONE = "phone"

STAYS = _(
    "Ở lại máy này: tên, địa chỉ, số điện thoại của người dân; mọi ô viết bằng lời (nội dung, tiêu đề, ghi chú,"
    " người dự…); tệp đính kèm; nội dung đơn tố cáo. Vẫn gửi: ngày, con số, lĩnh vực, tình trạng, kết quả,"
    " số văn bản, đơn vị, tên và chức vụ cán bộ (không có số điện thoại)."
)
STAYS_BUT_TEXTS = _(
    "Ở lại máy này: tên, địa chỉ, số điện thoại của người dân; ô viết bằng lời có tên, số điện thoại của người mà"
    " sổ này biết; tệp đính kèm; nội dung đơn tố cáo. Vẫn gửi: các ô viết bằng lời khác; ngày, con số, lĩnh vực,"
    " tình trạng, kết quả, số văn bản, đơn vị, tên và chức vụ cán bộ. Hãy xem danh sách: tên người ngoài sổ thì máy"
    " không nhận ra."
)
WITH_FILES = _("Tệp đính kèm cũng được gửi: hãy chắc chắn trong tệp không có tên người dân.")


def stays_told(wish: ExportWish) -> tuple[Message, ...]:
    """Say exactly what stays and what goes."""
    if not wish.without_personal:
        return ()
    return (STAYS_BUT_TEXTS if wish.with_texts else STAYS, *((WITH_FILES,) if wish.with_files else ()))


@dataclass(frozen=True)
class TextOfRecord:
    """A text that goes, or stays for what it tells (``None``: because texts were not chosen)."""

    kind: str
    uid: str
    field: str
    text: str
    goes: bool
    telling: Telling | None = None


class WithoutPersonal:
    """Decides over each field of an entry, and remembers the texts that it met."""

    def __init__(self, store: Store, wish: ExportWish) -> None:
        """Learn whom the store knows."""
        self._kinds = store.kinds
        self._wish = wish
        self._people = known_people(store) if wish.with_texts else KnownPeople(())
        self._chosen = _standing(store, wish.texts)
        self._store = store
        self._met: dict[tuple[str, str], dict[str, tuple[str, TextOfRecord]]] = {}

    @property
    def texts(self) -> tuple[TextOfRecord, ...]:
        """The texts met so far, of each field the one that stands; where none is shown, the newest by time."""
        records = self._store.get_many({uid for uid, _name in self._met})
        stand = {(uid, name): records[uid].get(name) for uid, name in self._met if uid in records}
        return tuple(_shown(met.values(), stand.get(cell)) for cell, met in self._met.items())

    def withheld(self, entry: Entry) -> Iterator[str]:
        """Yield the fields of an entry whose content stays."""
        for name, value in entry.values.items():
            if not self._goes(entry, name, value):
                yield name

    def _goes(self, entry: Entry, name: str, value: str) -> bool:
        if name in SYSTEM_FIELDS or (entry.kind in KINDS_OF_RIGHTS and entry.id.stream != Stream.RESTRICTED.value):
            return True
        field = self._field(entry.kind, name)
        if field is None:
            return not value.startswith('"')
        if entry.kind == "attachment" and name == "sha256":
            return self._wish.with_files
        if not field.may_name_people or value == "null":
            return True
        return not field.personal and self._text_goes(entry, name, value)

    def _field(self, kind: str, name: str) -> Field | None:
        known = kind in self._kinds and self._kinds[kind].has(name)
        return self._kinds[kind].field(name) if known else None

    def _text_goes(self, entry: Entry, name: str, value: str) -> bool:
        text = str(json.loads(value))
        is_chosen = (entry.uid, name, value) in self._chosen
        telling = self._people.told_in(text) if self._wish.with_texts and not is_chosen else None
        goes = is_chosen or (self._wish.with_texts and telling is None)
        met = self._met.setdefault((entry.uid, name), {})
        if text not in met or met[text][0] <= entry.timestamp:
            met[text] = entry.timestamp, TextOfRecord(entry.kind, entry.uid, name, text, goes, telling)
        return goes


def known_people(store: Store) -> KnownPeople:
    """Return the citizens whom the log of a store ever named, and all telephone numbers in it."""
    names: set[str] = set()
    telephones: set[str] = set()
    for entry in store.log.entries_after({}, [Stream.RESTRICTED.value, Stream.COMMUNE.value]):
        if entry.kind in store.kinds:
            for field, text in _texts(store, entry):
                if field.personal or field.person or field.name == _PHONE:
                    (names if field.person else telephones).add(text)
    officers = {officer.text("full_name") for officer in store.list("officer")}
    return KnownPeople(names - officers, (text for text in telephones if any(map(str.isdecimal, text))))


def _texts(store: Store, entry: Entry) -> Iterator[tuple[Field, str]]:
    kind = store.kinds[entry.kind]
    for name, value in entry.values.items():
        if kind.has(name) and value.startswith('"'):
            yield kind.field(name), str(json.loads(value))


def _standing(store: Store, texts: Iterable[tuple[str, str]]) -> Collection[tuple[str, str, str]]:
    """Return the chosen texts as they stand: an older wording of the same field was not looked at."""
    wanted = list(texts)
    records = store.get_many({uid for uid, _field in wanted})
    return {
        (uid, field, json.dumps(records[uid].text(field), ensure_ascii=False, separators=(",", ":")))
        for uid, field in wanted
        if uid in records
    }


def _shown(met: Collection[tuple[str, TextOfRecord]], stands: object) -> TextOfRecord:
    newest = max(met, key=lambda one: one[0])
    return next((told for _moment, told in met if told.text == stands), newest[1])
