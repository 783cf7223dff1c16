"""Makes records of drafts: reads the input, fills in what nobody gave, and settles the state."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.fields import Value, Values
from danvan_desktop.domain.filling import FillContext, fill_in, fill_in_again, fill_in_from_parts
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.secrecy import MASK, hides
from danvan_desktop.domain.states import settle
from danvan_desktop.domain.uid import is_uid
from danvan_desktop.domain.validation import parse_values
from danvan_desktop.localization import _
from danvan_desktop.store.overlay import Overlay
from danvan_desktop.store.placing import where_written
from danvan_desktop.store.reading import Reader

_NUMBERED = re.compile(r"(\d+)/(\d{4})")


class Assembled(Struct, frozen=True):
    """A draft as the record that it makes; ``problems`` are of input that cannot be read.

    ``refused`` is a state that was asked for and that the record's facts do not bear out; ``filled`` is what nobody
    gave, by field.
    """

    kind: Kind
    record: Record
    problems: list[Problem]
    refused: str | None = None
    filled: dict[str, Value] | None = None


class Assembler:
    """Makes the records of the drafts of one save, which see each other and share the numbers that are free."""

    def __init__(
        self,
        kinds: Kinds,
        reader: Reader,
        terms: Callable[[], Terms],
        clock: Clock,
        own_unit: Callable[[], str],
        new_uid: Callable[[], str],
        writes_at: Callable[[str], bool],
    ) -> None:
        """Work on an open store; the callables give what may change while it is open.

        ``writes_at`` tells whether this device may write what is recorded at a unit.
        """
        self._kinds = kinds
        self._reader = reader
        self._terms = terms
        self._clock = clock
        self._own_unit = own_unit
        self._new_uid = new_uid
        self._writes_at = writes_at

    def assemble(
        self, drafts: Sequence[Draft], befores: Sequence[Record | None], gone: Iterable[str] = ()
    ) -> tuple[list[Assembled], Overlay]:
        """Make all records, and the store as it will be with them and without those that are ``gone``.

        What was given counts before what is filled in.
        """
        overlay = Overlay(self._reader, self._kinds)
        for uid in gone:
            overlay.hide(uid)
        today = self._clock.today()
        read = [self._read(draft, before, today) for draft, before in zip(drafts, befores, strict=True)]
        for made in read:
            overlay.put(made.record)
        numbers = _Numbers(self._reader, read)
        context = FillContext(overlay, self._terms(), today, self._own_unit(), numbers.next)
        whole: list[Assembled] = []
        for made, draft, before in zip(read, drafts, befores, strict=True):
            whole.append(self._filled(made, draft, before, context))
            overlay.put(whole[-1].record)
        for place, draft in enumerate(drafts):
            whole[place] = self._summed_up(whole[place], draft, befores[place], context)
            overlay.put(whole[place].record)
        return whole, overlay

    def _read(self, draft: Draft, before: Record | None, today: dt.date) -> Assembled:
        kind = self._kinds[draft.kind]
        values, problems = parse_values(kind, draft.values, today, before.values if before is not None else None)
        if before is None and draft.uid is not None and not is_uid(draft.uid):
            problems.insert(0, _ill_named(draft.uid))
        problems += _without_masks(kind, values, before)
        base = kind.defaults if before is None else before.values
        values = {**values, **self._leading_to_shown(kind, values, before)}
        record = Record(kind.name, draft.uid or self._new_uid(), {**base, **values})
        return Assembled(kind, record, problems)

    def _leading_to_shown(self, kind: Kind, values: Values, before: Record | None) -> dict[str, Value]:
        """Let references to a joined record be ones to that which is shown; what is only added to keeps its word.

        What is shown ``before`` and given again is no change, wherever this laptop would write it.
        """
        given = [] if kind.append_only else [field.name for field in kind.references if values.get(field.name)]
        shown = {name: self._reader.shown_as(str(values[name])) for name in given}
        own = self._own_unit() if given else ""
        whole = self._reader.shown_as(own)
        return {
            name: uid
            if before is not None and uid == before.get(name)
            else where_written(uid, own, whole, self._writes_at)
            for name, uid in shown.items()
        }

    def _filled(self, made: Assembled, draft: Draft, before: Record | None, context: FillContext) -> Assembled:
        kind, record = made.kind, made.record
        if before is None:
            filled = fill_in(kind, record, draft.values, context)
        else:
            filled = fill_in_again(kind, record, before.values, draft.values, context)
        whole = replace(record, values={**record.values, **filled})
        return _settled(replace(made, record=whole, filled=filled), draft, before)

    def _summed_up(self, made: Assembled, draft: Draft, before: Record | None, context: FillContext) -> Assembled:
        """Find anew what parts come to that were filled in after their whole."""
        found = fill_in_from_parts(made.kind, made.record, draft.values, context)
        if all(made.record.get(name) == value for name, value in found.items()):
            return made
        record = replace(made.record, values={**made.record.values, **found})
        return _settled(replace(made, record=record, filled={**(made.filled or {}), **found}), draft, before)


def _settled(made: Assembled, draft: Draft, before: Record | None) -> Assembled:
    """Let the state follow from the fields, where the kind declares so."""
    kind, record = made.kind, made.record
    if kind.states is None or not kind.follows_facts:
        return made
    asked = record.get(STATE) if STATE in draft.values else None
    decided = before.decided if before is not None else None
    standing = settle(kind.states, record.values, decided, asked)
    whole = replace(record, values={**record.values, STATE: standing.state}, decided=standing.decision)
    return replace(made, record=whole, refused=standing.refused)


class _Numbers:
    """The numbers that are free, with those that the drafts of one save were given and are being given."""

    def __init__(self, reader: Reader, read: Sequence[Assembled]) -> None:
        self._reader = reader
        self._read = read
        self._highest: dict[tuple[str, str, int], int] = {}

    def next(self, kind: str, field: str, year: int) -> str:
        """Return the number after the highest of a year, such as ``007/2026``."""
        key = (kind, field, year)
        if key not in self._highest:
            first = _NUMBERED.fullmatch(self._reader.next_number(kind, field, year))
            self._highest[key] = max([int(first[1]) - 1 if first else 0, *self._given(*key)])
        self._highest[key] += 1
        return f"{self._highest[key]:03d}/{year}"

    def _given(self, kind: str, field: str, year: int) -> list[int]:
        texts = (made.record.text(field) for made in self._read if made.kind.name == kind)
        found = (_NUMBERED.fullmatch(text) for text in texts)
        return [int(match[1]) for match in found if match is not None and int(match[2]) == year]


def _ill_named(uid: str) -> Problem:
    shown = "".join(letter if letter.isprintable() else "·" for letter in uid[:40])
    form = "0190d2a4-6a9c-7c1e-8b1a-3f0c5e2d4b6a"
    return Problem("uid", _("mã hồ sơ “{uid}” không hợp lệ: bỏ trống, hoặc ghi như {form}.", uid=shown, form=form))


def _without_masks(kind: Kind, values: dict[str, Value], before: Record | None) -> list[Problem]:
    """Leave out masks that come back: nobody who was not shown a secret text may write over it."""
    problems: list[Problem] = []
    if before is not None and not before.secret:
        return problems
    for name in [name for name, value in values.items() if isinstance(value, str) and MASK in value]:
        if values[name] == MASK and before is not None:
            del values[name]
        elif hides(kind.field(name)):
            problems.append(
                Problem(
                    name,
                    _("{field} đang được giữ bí mật. Hãy mở nội dung bí mật rồi sửa.", field=kind.field(name).label),
                )
            )
    return problems
