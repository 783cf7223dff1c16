"""Xóa dữ liệu theo yêu cầu: takes values out of the logs of every laptop that has them, for good.

A citizen may ask for personal data to be erased (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). Such a record names the
entries and their fields; what is left of a value is its digest, so that the logs stay whole. It is made once and never
changed or taken back: what is erased cannot come back (docs/decisions/0037-erased-wherever-it-went.md).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence

from danvan_desktop.domain.entry import SYSTEM_FIELDS, EntryId
from danvan_desktop.domain.fields import Field, FieldType, Preset
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.portable import ENTRY_ID, NAME
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _
from danvan_desktop.patterns import pattern

ErasedCell = tuple[EntryId, str]
"""One value of the log: the entry that set it and its field."""

MOST_CELLS = 10_000
"""A redaction names no more values: a record of ten years has some hundreds."""
_LONGEST = 900_000
_ID, _NAME = pattern(ENTRY_ID), pattern(NAME)

_KINDS_THAT_STAY = frozenset({"grant", "withdrawal", "officer_right", "same_as", "disclosure", "redaction"})
"""What rights follow from, and the registers of who saw and erased what: they hold no citizen's data."""
_FIELDS_THAT_STAY = frozenset({*SYSTEM_FIELDS, STATE})


def write_cells(cells: Iterable[ErasedCell]) -> str:
    """Write which values are to go: one JSON object, the id of each entry to the names of its fields."""
    named: dict[str, list[str]] = {}
    for entry_id, name in sorted(cells):
        named.setdefault(str(entry_id), []).append(name)
    return json.dumps(named, separators=(",", ":"))


def read_cells(text: str) -> Sequence[ErasedCell]:
    """Read what ``write_cells`` wrote; of anything else, and of an endless list, nothing."""
    try:
        named = json.loads(text) if len(text) <= _LONGEST else {}
    except (ValueError, RecursionError):
        return ()
    if not isinstance(named, dict) or not all(_is_named(entry, names) for entry, names in named.items()):
        return ()
    cells = [(EntryId.parse(entry), name) for entry, names in named.items() for name in names]
    return cells if len(cells) <= MOST_CELLS else ()


def _is_named(entry: str, names: object) -> bool:
    is_listed = isinstance(names, list) and all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)
    return is_listed and _ID.fullmatch(entry) is not None


def fields_that_stay(kinds: Kinds, kind: str) -> Collection[str]:
    """Return the fields of a kind that no redaction takes out: others follow from them, such as rights and secrecy."""
    if kind not in kinds:
        return _FIELDS_THAT_STAY
    declared = kinds[kind]
    if kind in _KINDS_THAT_STAY:
        return _FIELDS_THAT_STAY | declared.by_name.keys()
    named = {name for name in (declared.unit, declared.parent, declared.about) if name is not None}
    secret = {declared.secret_when.field} if declared.secret_when is not None else set()
    of_units = {"kind", "parent"} if kind == "unit" else set()
    return _FIELDS_THAT_STAY | named | secret | of_units | frozenset(kinds.secret_references(kind))


def _cells_can_be_read(record: Record, _context: RuleContext) -> Iterator[Problem]:
    if not read_cells(record.text("cells")):
        yield Problem("cells", _("Danh sách nội dung cần xóa không đọc được."))


REDACTION = Kind(
    name="redaction",
    label=_("Xóa dữ liệu theo yêu cầu"),
    plural=_("Các lần xóa dữ liệu theo yêu cầu"),
    title=("day", "reason"),
    listed=("day", "record", "reason"),
    order="-day",
    unit="unit",
    append_only=True,
    rules=(_cells_can_be_read,),
    fields=(
        Field(
            name="unit",
            label=_("Hồ sơ của đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
        ),
        Field(name="record", official=True, label=_("Hồ sơ"), required=True, looked_up=True, max_length=64),
        Field(name="cells", official=True, label=_("Nội dung được xóa"), required=True, max_length=_LONGEST),
        Field(name="day", label=_("Ngày xóa"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(
            name="reason",
            label=_("Lý do xóa"),
            required=True,
            max_length=300,
            help=_("Ghi ai yêu cầu, văn bản nào; không ghi lại nội dung đã xóa."),
        ),
    ),
)
