"""What choices are called by a record that has names of its own for them: a rank is “Tốt” where its scheme says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan_desktop.domain.fields import Choice, Field
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record, RecordFinder
from danvan_desktop.localization import Message, _


def own_name(kind: Kind, field: Field, record: Record, naming: Mapping[str, Record]) -> Message | str:
    """Return what the choice of a record is called by the one of these that names it, empty where none does.

    Where there is no choice and a flag says why, it is called as that is.
    """
    code = record.text(field.name)
    if not code:
        return kind.field(field.void_by).label if field.void_by and record.get(field.void_by) else ""
    other = naming.get(record.text(field.named_by)) if field.named_by else None
    return "" if other is None else name_in(other, code)


def name_in(naming: Record, code: str) -> str:
    """Return what a record calls a choice, empty where it has no name for it."""
    return naming.text(f"{code}_name")


def names_among(kind: Kind, field: Field, reader: RecordFinder) -> Mapping[str, Message]:
    """Return what each choice is called where records of several names stand together: the usual name, then the own.

    “Hoàn thành tốt nhiệm vụ (Khá, Loại B)” are those of all schemes that rank so.
    """
    targets = kind.field(field.named_by).targets if field.named_by else ()
    naming = [record for target in targets for record in reader.find(target)]
    return {
        choice.code: _with_own(choice, {name_in(record, choice.code) for record in naming}) for choice in field.choices
    }


def _with_own(choice: Choice, names: Iterable[str]) -> Message:
    own = ", ".join(sorted(name for name in names if name))
    return _("{usual} ({own})", usual=choice.label, own=own) if own else choice.label


def uids_that_name(kind: Kind, records: Iterable[Record]) -> set[str]:
    """Return the records that may name choices of these, which are of one kind."""
    fields = {field.named_by for field in kind.fields if field.named_by}
    return {record.text(name) for record in records for name in fields} - {""}
