"""What the page of exchange shows of a round: what waits, what goes out, and how it stands with each laptop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    ExportWish,
    MissingBundle,
    Outgoing,
    Peeked,
    bundles_that_came,
    changes_of,
    missing_bundles,
    peek,
    peek_again,
    plan_round,
)
from danvan_desktop.sync.found_files import files_on
from danvan_desktop.sync.noted_manifests import recall_manifest
from danvan_desktop.sync.peeking import key_of

WEEKS = 8
_LONG = 10
"""Days without a file after which somebody should be reminded."""

FileKey = tuple[str, int, int]


class Week(Enum):
    """Whether anything came that was sent in a week."""

    CAME = "came"
    NOTHING = "nothing"
    GAP = "gap"
    """Sent, but something in between never came."""


@dataclass(frozen=True)
class LaptopRow:
    """How it stands with one laptop: when a file of it came last, week by week, what lacks, what lies here.

    ``acknowledged`` tells whether it said that it has all; ``None`` for one that gets nothing.
    """

    device: str
    unit: str
    last: dt.datetime | None
    is_late: bool
    weeks: tuple[Week, ...]
    missing: tuple[int, ...]
    here: int | None
    acknowledged: bool | None
    advice: Message


@dataclass(frozen=True)
class RoundState:
    """All of it; ``keys`` remembers what was looked into, so that no file is read twice."""

    incoming: Sequence[Peeked]
    outgoing: Sequence[Outgoing]
    rows: Sequence[LaptopRow]
    first_week: dt.date
    last_week: dt.date
    keys: Mapping[FileKey, Peeked]

    @property
    def waiting(self) -> Sequence[Peeked]:
        """The files that bring something."""
        return [one for one in self.incoming if one.is_waiting]

    @property
    def going(self) -> Sequence[Outgoing]:
        """The addressees for whom something has to be written."""
        return [one for one in self.outgoing if one.is_owed]

    @property
    def written(self) -> Sequence[Outgoing]:
        """The addressees for whom all was written, and who did not say yet that they have it."""
        return [one for one in self.outgoing if one.is_new and one.written_at is not None]


def read_round(store: Store, places: Sequence[Path], wish: ExportWish, seen: Mapping[FileKey, Peeked]) -> RoundState:
    """Look at the files in these places, and at what each laptop lacks."""
    keys: dict[FileKey, Peeked] = {}
    came = bundles_that_came(store) if seen else frozenset()
    for file in reversed(files_on(places)):
        key = key_of(file.path)
        if key is not None:
            keys[key] = peek_again(store, seen[key], came) if key in seen else peek(store, file.path)
    outgoing = plan_round(store, wish)
    monday = store.today() - dt.timedelta(days=store.today().weekday())
    rows = _rows(store, list(keys.values()), outgoing, monday)
    return RoundState(list(keys.values()), outgoing, rows, monday - dt.timedelta(weeks=WEEKS - 1), monday, keys)


def _rows(
    store: Store, incoming: Sequence[Peeked], outgoing: Sequence[Outgoing], monday: dt.date
) -> Sequence[LaptopRow]:
    came = _moments(store)
    missing = missing_bundles(store)
    rows = [_row(store, one, incoming, came.get(one.peer.device, []), missing, monday) for one in outgoing]
    return sorted(rows, key=lambda row: dictionary_key(row.unit))


def _moments(store: Store) -> Mapping[str, list[dt.datetime]]:
    """Return when files of each laptop came, the newest first."""
    found: dict[str, list[dt.datetime]] = {}
    for note in store.bundles():
        if note.direction == "in":
            device = recall_manifest(note.manifest).sender.device
            found.setdefault(device, []).append(dt.datetime.fromisoformat(note.moment))
    return found


def _row(
    store: Store,
    one: Outgoing,
    incoming: Sequence[Peeked],
    came: Sequence[dt.datetime],
    missing: Sequence[MissingBundle],
    monday: dt.date,
) -> LaptopRow:
    device = one.peer.device
    lacking = [bundle for bundle in missing if bundle.device == device]
    here = [file for file in incoming if file.device == device and file.is_waiting]
    is_late = not came or (store.today() - came[0].date()).days > _LONG
    return LaptopRow(
        device,
        one.peer.unit_name,
        came[0] if came else None,
        is_late,
        tuple(_week(came, lacking, monday - dt.timedelta(weeks=back)) for back in reversed(range(WEEKS))),
        tuple(bundle.number for bundle in lacking),
        changes_of(here) if here else None,
        one.size.carried == 0 if one.size is not None else None,
        _advice(one, is_waiting=bool(here), lacks=bool(lacking), is_late=is_late),
    )


def _week(came: Sequence[dt.datetime], lacking: Sequence[MissingBundle], monday: dt.date) -> Week:
    days = monday, monday + dt.timedelta(days=6)
    if any(days[0] <= bundle.moment.date() <= days[1] for bundle in lacking):
        return Week.GAP
    return Week.CAME if any(days[0] <= moment.date() <= days[1] for moment in came) else Week.NOTHING


def _advice(one: Outgoing, *, is_waiting: bool, lacks: bool, is_late: bool) -> Message:
    if is_waiting:
        return _("Nhận tệp trên USB")
    if lacks:
        return _("Ghi tệp gửi: kèm giấy xin gửi lại")
    if one.is_owed:
        return _("Ghi tệp gửi nơi này")
    if is_late:
        return _("Nhắc nơi này gửi")
    return _("Chờ nơi này báo đã nhận") if one.is_new else _("Hai bên đã có đủ của nhau")
