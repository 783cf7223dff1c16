"""Quyền ghi sổ: which device writes for which unit, and the end of it.

What follows from them is derived (``domain/authority.py``): they are made once and never changed, so that a right is
ended by a withdrawal and not by an edit that somebody could write over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

LONGEST_MARKS = 1_000_000


def write_marks(marks: Mapping[LogKey, int]) -> str:
    """Write how far logs go, as grants and withdrawals keep it: one JSON object, ``replica:stream`` to the number."""
    return json.dumps({":".join(log): seq for log, seq in sorted(marks.items())}, separators=(",", ":"))


def read_marks(text: str) -> Mapping[LogKey, int]:
    """Read what ``write_marks`` wrote; raises ValueError for anything else."""
    found = json.loads(text or "{}")
    if not isinstance(found, dict):
        raise TypeError("not an object")
    marks: dict[LogKey, int] = {}
    for log, seq in found.items():
        replica, stream = log.split(":")
        if type(seq) is not int or seq < 0:
            raise ValueError(f"not a number of a log: {seq!r}")
        marks[replica, stream] = seq
    return marks


def readable_marks(text: str) -> Mapping[LogKey, int] | None:
    """Read marks that may come from anywhere; ``None`` for what is none."""
    try:
        return read_marks(text)
    except (ValueError, TypeError, RecursionError):
        return None


def write_histories(hashes: Mapping[LogKey, str]) -> str:
    """Write which entries a withdrawal means: one JSON object, ``replica:stream`` to the hash of the last that counts.

    Empty for none.
    """
    named = {":".join(log): digest for log, digest in sorted(hashes.items())}
    return json.dumps(named, separators=(",", ":")) if named else ""


def read_histories(text: str) -> Mapping[LogKey, str]:
    """Read what ``write_histories`` wrote; what is of another form names nothing."""
    try:
        found = json.loads(text or "{}")
        named = {tuple(log.split(":")): digest for log, digest in found.items()}
    except (ValueError, AttributeError, RecursionError):
        return {}
    is_well_formed = all(len(log) == 2 and isinstance(digest, str) for log, digest in named.items())
    return {(log[0], log[1]): digest for log, digest in named.items()} if is_well_formed else {}


def _marks_can_be_read(record: Record, _context: RuleContext) -> Iterator[Problem]:
    name = "after" if record.kind == "grant" else "accepted"
    if readable_marks(record.text(name)) is None:
        yield Problem(name, _("Số của các nhật ký không đọc được."))


GRANT = Kind(
    name="grant",
    label=_("Quyền ghi sổ"),
    plural=_("Quyền ghi sổ"),
    title=("name",),
    listed=("name", "unit"),
    order="name",
    unit="unit",
    made_above=True,
    append_only=True,
    rules=(_marks_can_be_read,),
    fields=(
        Field(
            name="unit",
            label=_("Ghi sổ cho đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            looked_up=True,
        ),
        Field(name="device", label=_("Khóa của máy"), required=True, max_length=64),
        Field(name="name", label=_("Tên máy"), required=True, max_length=120),
        Field(name="recipient", label=_("Khóa mã hóa"), max_length=120),
        Field(name="after", label=_("Có hiệu lực từ"), max_length=LONGEST_MARKS),
    ),
)

WITHDRAWAL = Kind(
    name="withdrawal",
    label=_("Thu hồi quyền ghi sổ"),
    plural=_("Thu hồi quyền ghi sổ"),
    title=("reason",),
    listed=("unit", "reason"),
    order="reason",
    unit="unit",
    made_above=True,
    append_only=True,
    rules=(_marks_can_be_read,),
    fields=(
        Field(
            name="unit",
            label=_("Của đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            looked_up=True,
        ),
        Field(
            name="of",
            label=_("Thu hồi của"),
            required=True,
            max_length=64,
            help=_("Khóa của máy, hoặc mã của đơn vị không còn là cấp trên."),
        ),
        Field(name="accepted", label=_("Còn tính đến"), required=True, max_length=LONGEST_MARKS),
        Field(name="reason", label=_("Lý do"), required=True, max_length=1000),
        Field(
            name="histories",
            label=_("Bản nhật ký được tính"),
            max_length=LONGEST_MARKS,
            help=_("Mã của thay đổi cuối cùng còn tính, theo từng nhật ký của máy bị thu hồi."),
        ),
    ),
)
