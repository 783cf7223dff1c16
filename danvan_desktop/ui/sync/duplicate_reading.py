"""Reads two records that may be one, field by field, with who wrote each, when and on which machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.differences import Part, word_differences
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Change, LikelyPair, Store, StoreError, UnknownRecord
from danvan_desktop.ui.models.naming import readable, shown
from danvan_desktop.ui.sync.conflict_reading import origins

_MOST_LISTED = 200
"""So many pairs are listed at a time: more come when these are settled."""


@dataclass(frozen=True)
class ComparedField:
    """One field: its value in either record, as kept and as parts to read, of which those that differ are marked."""

    field: Field
    values: tuple[Value, Value]
    parts: tuple[Sequence[Part], Sequence[Part]]

    @property
    def preferred(self) -> int:
        """Which side is taken when nobody chose: the first, unless it is empty."""
        return 1 if self.values[0] in (None, "") else 0


@dataclass(frozen=True)
class Compared:
    """Two records that may be one: ``same`` are the fields in which they do not differ, with their value in words.

    ``hidden`` says that parts of them are secret, and can be neither compared nor chosen here.
    """

    pair: LikelyPair
    kind_label: Message
    titles: tuple[str, str]
    origins: tuple[Message, Message]
    differing: tuple[ComparedField, ...]
    same: tuple[tuple[Message, str], ...]
    hidden: bool
    can_be_renumbered: bool

    @property
    def key(self) -> str:
        """Name it among all that waits for a decision."""
        return f"{self.pair.first} {self.pair.second}"

    @property
    def title(self) -> Message:
        """Name both, or once what both are called."""
        first, second = self.titles
        return _("{first} và {second}", first=first or self.kind_label, second=second or self.kind_label)


@dataclass(frozen=True)
class Duplicates:
    """The pairs to be settled first, and how many there are in all."""

    pairs: tuple[Compared, ...] = ()
    count: int = 0


def read_duplicates(store: Store, translator: Translator, beat: Callable[[], object]) -> Duplicates:
    """Read the pairs that may be one; ``beat`` is called every few milliseconds."""
    pairs = store.duplicates(beat=beat)
    return Duplicates(tuple(_compared(store, pairs[:_MOST_LISTED], translator)), len(pairs))


def compare(store: Store, first: str, second: str, translator: Translator) -> Compared:
    """Read two records that somebody chose; raises UnknownRecord, StoreError for records of two kinds."""
    one, other = store.get(first), store.get(second)
    if one is None or other is None:
        raise UnknownRecord(_("Hồ sơ cần đối chiếu không còn trong máy."))
    if one.kind != other.kind:
        raise StoreError(_("Hai hồ sơ không cùng loại nên không gộp được."))
    return _compared(store, [LikelyPair(one.kind, first, second, ())], translator)[0]


def _compared(store: Store, pairs: Sequence[LikelyPair], translator: Translator) -> list[Compared]:
    records = store.get_many(uid for pair in pairs for uid in (pair.first, pair.second))
    whole = [pair for pair in pairs if pair.first in records and pair.second in records]
    referred = {
        record.text(field.name)
        for record in records.values()
        for field in store.kinds[record.kind].references
        if record.get(field.name) is not None
    }
    titles = store.titles({*records, *referred})
    read = {uid: readable(title, translator) for uid, title in titles.items()}
    origin = origins(store)
    return [_pair(store, pair, records, read, origin, translator) for pair in whole]


def _pair(
    store: Store,
    pair: LikelyPair,
    records: Mapping[str, Record],
    titles: Mapping[str, str],
    origin: Callable[[Change], Message],
    translator: Translator,
) -> Compared:
    kind = store.kinds[pair.kind]
    two = (records[pair.first], records[pair.second])
    is_secret = any(record.secret for record in two)
    fields = list(_open_fields(kind, is_secret))

    def words(field: Field, value: Value) -> str:
        if field.type is FieldType.LONG_TEXT:
            return "" if value is None else str(value)
        return shown(field, value, translator, lambda uid: titles.get(uid, uid))

    differing, same = [], []
    for field in fields:
        values = (two[0].get(field.name), two[1].get(field.name))
        if values[0] == values[1] or {values[0], values[1]} <= {None, ""}:
            same += [(field.label, words(field, values[0]))] if values[0] not in (None, "") else []
        else:
            parts = word_differences(words(field, values[0]), words(field, values[1]))
            differing.append(ComparedField(field, values, parts))
    return Compared(
        pair,
        kind.label,
        (titles.get(pair.first, ""), titles.get(pair.second, "")),
        (_origin(store, pair.first, origin), _origin(store, pair.second, origin)),
        tuple(differing),
        tuple(same),
        is_secret,
        bool(pair.number),
    )


def _open_fields(kind: Kind, is_secret: bool) -> Iterable[Field]:
    """Return what can be compared and chosen: not what is hidden, nor a state that follows from the rest."""
    for field in kind.fields:
        follows = field.name == STATE and kind.follows_facts
        if not follows and not (is_secret and hides(field)):
            yield field


def _origin(store: Store, uid: str, origin: Callable[[Change], Message]) -> Message:
    written = store.history(uid)
    if not written:
        return _("Không rõ người ghi")
    first = written[-1]
    who = first.officer_name or _("Không rõ người ghi")
    return _("{who}, lúc {when}\n{where}", who=who, when=first.moment, where=origin(first.change))
