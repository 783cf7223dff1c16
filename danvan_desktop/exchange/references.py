"""Finds the record that a cell names: by its uid, its code, its name, or what people shorten its name to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import mark_form
from danvan_desktop.exchange.places import is_place, village_of
from danvan_desktop.exchange.profiles import heading_key
from danvan_desktop.localization import _
from danvan_desktop.store import Store

_CHUNK = 500
_BETWEEN_PARTS = re.compile(r"\s*[,;]\s*|\s+[-–]\s+")
_LEVELS_OF_PLACE = {
    "thon": 0, "ban": 0, "xom": 0, "ap": 0, "lang": 0, "khu": 0, "to dan pho": 0, "tdp": 0, "khu pho": 0,
    "xa": 1, "phuong": 1, "thi tran": 1, "dac khu": 1,
    "huyen": 2, "quan": 2, "thi xa": 2,
    "tinh": 3, "thanh pho": 3,
}  # fmt: skip
"""Words before the names of places; those of one level stand for each other: thôn Đông is xóm Đông, not xã Đông."""


class Names:
    """The names of the records of some kinds; each is looked up by the strictest form that finds any."""

    def __init__(self, store: Store) -> None:
        """Read names when they are first asked for."""
        self._store = store
        self._found: dict[str, dict[str, set[str]]] = {}
        self._added: dict[str, list[Record]] = {}

    def add(self, record: Record) -> None:
        """Let a record that is being loaded be named too."""
        self._added.setdefault(record.kind, []).append(record)
        self._found.pop(record.kind, None)

    def uid(self, field: Field, text: str, told_uid: str = "", unit: str = "") -> str:
        """Return the uid of the record that ``text`` names; among several ``told_uid`` decides, or who is of ``unit``.

        Raises FieldError when none or several are called so.
        """
        for form in _asked(self._without_own_unit(text), heading_key(self._store.unit.text("name"))):
            found = {uid for kind in field.targets for uid in self._of(kind).get(form, ())}
            if told_uid in found:
                return told_uid
            if len(found) > 1 and unit:
                found = self._of_unit(found, unit) or found
            if len(found) == 1:
                return found.pop()
            if found:
                raise field.reject(_("có {count} hồ sơ tên “{text}”; hãy ghi mã", count=len(found), text=text))
        raise field.reject(_("chưa có “{text}” trong danh mục; hãy thêm trước hoặc ghi đúng tên", text=text))

    def _of_unit(self, uids: set[str], unit: str) -> set[str]:
        """Return those of these records that are of a unit: heads of households of two villages may bear one name."""
        added = {record.uid: record for records in self._added.values() for record in records}
        records = {**self._store.get_many(uids), **{uid: added[uid] for uid in uids if uid in added}}
        return {uid for uid, one in records.items() if one.text(self._store.kinds[one.kind].unit or "") == unit}

    def _without_own_unit(self, text: str) -> str:
        """Leave out this office behind a comma, as in “Thôn Đông, xã Đông Sơn”."""
        name, _comma, whole = text.rpartition(",")
        return name if name and heading_key(whole) == heading_key(self._store.unit.text("name")) else text

    def _of(self, kind: str) -> dict[str, set[str]]:
        if kind not in self._found:
            forms: dict[str, set[str]] = {}
            for record in self._records(kind):
                for name in self._names(record):
                    for form in _known(name):
                        forms.setdefault(form, set()).add(record.uid)
            self._found[kind] = forms
        return self._found[kind]

    def _records(self, kind: str) -> Iterable[Record]:
        uids = self._store.uids(kind)
        for start in range(0, len(uids), _CHUNK):
            yield from self._store.get_many(uids[start : start + _CHUNK]).values()
        yield from self._added.get(kind, ())

    def _names(self, record: Record) -> Iterable[str]:
        kind = self._store.kinds[record.kind]
        names = [record.uid, kind.title_of(record), record.text(kind.title[0])]
        if kind.has("code"):
            names.append(record.text("code"))
        if (
            day := record.date(kind.title[0]) if kind.field(kind.title[0]).type is FieldType.DATE else None
        ) is not None:
            names += [f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}"]
        return filter(None, dict.fromkeys(names))


def _asked(text: str, own: str) -> Iterator[str]:
    """Return the forms under which a name is looked for, the strictest first; the sign before each keeps them apart."""
    yield from _strict_forms(text)
    yield _place_form(text)
    village = village_of(_village_within(text, own))
    if village != text:
        yield _place_form(village)


def _place_form(text: str) -> str:
    level, rest = _place(heading_key(text))
    return f"~{rest}" if level is None else f"{level}~{rest}"


def _village_within(text: str, own: str) -> str:
    """Return the last of the parts of an address that names a village: of “Xóm 3, thôn Đông” thôn Đông.

    An address in another commune than the ``own`` names none.
    """
    parts = _BETWEEN_PARTS.split(text)
    communes = {key for part in parts if _place(key := heading_key(part))[0] == 1}
    return text if communes - {own} else next((part for part in reversed(parts) if is_place(part)), text)


def _known(text: str) -> set[str]:
    """Return all forms under which a record of that name is found."""
    forms = set(_strict_forms(text))
    level, rest = _place(heading_key(text))
    if level is not None:
        forms |= {f"~{rest}", f"{level}~{rest}"}
    return forms


def _strict_forms(text: str) -> Iterator[str]:
    """Reduce a name to its letters, to its words with marks, to its words without."""
    flat = " ".join(text.split())
    yield f"={flat}"
    yield f"^{mark_form(flat)}"
    if words := heading_key(flat):
        yield f"_{words}"


def _place(words: str) -> tuple[int | None, str]:
    """Part a name into the level of its place word and the rest."""
    for place, level in _LEVELS_OF_PLACE.items():
        if words.startswith(f"{place} "):
            return level, words[len(place) + 1 :]
    return None, words
