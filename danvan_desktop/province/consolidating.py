"""One load of the level above: files in, verified and derived by the store, then all of it into the database."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_desktop.localization import Translator
from danvan_desktop.province.comparing import Differing, differing_content, differing_rows
from danvan_desktop.province.database import alone, opened_database
from danvan_desktop.province.publishing import Published, Publisher
from danvan_desktop.province.pulling import Puller
from danvan_desktop.province.received import ReceivedFiles
from danvan_desktop.store import Store
from danvan_desktop.sync import ImportResult, Received, receive_round

_MARK = "province.published"
"""The setting that tells where this store and which publication of which database were equal."""


@dataclass(frozen=True)
class Consolidated:
    """What one load did: each file, and what was written."""

    received: Sequence[Received]
    published: Published
    differing: Sequence[Differing] = ()
    """What stood otherwise in the database, where that was asked for."""


def consolidate(
    store: Store,
    files: Sequence[Path],
    url: str,
    *,
    passphrase: str | None = None,
    accept_senders: bool = False,
    deletions: int = 0,
    verify: bool = False,
) -> Consolidated:
    """Take files in and bring the database at ``url`` to where the store then stands; raises ProvinceError.

    Each file is kept by its hash before it is taken in, and comes in whole or not at all; the database is written in
    one transaction. Whatever ends it midway, the same call goes on. Other loaders wait, those with other stores too:
    each takes in first what the others brought. Where it is to ``verify``, every row of a record is then compared with
    the store, as the database gives it back; what differs is told, and the next call writes all records anew.
    """
    with opened_database(url) as connection, alone(connection):
        was_equal = _is_equal(connection, store)
        touched = set(Puller(connection, store).pull())
        kept, received = ReceivedFiles(connection), []
        for path in files:
            digest = kept.keep(path)
            (one,) = receive_round(
                store, [path], passphrase=passphrase, accept_senders=accept_senders, deletions=deletions
            )
            kept.note_outcome(digest, one.outcome.value, Translator()(one.told))
            touched.update(_touched(one))
            received.append(one)
        store.settings.set(_MARK, "")  # until it is known again: whatever goes wrong, the next call compares all
        published = Publisher(connection, store).publish(touched if was_equal else None)
        differing = [*differing_content(connection, store), *differing_rows(connection, store)] if verify else []
        if not differing:
            _note_equal(connection, store, published.number)
    return Consolidated(received, published, differing)


def _touched(one: Received) -> Collection[str]:
    return set(one.result.merge.uids) if isinstance(one.result, ImportResult) else set()


def _is_equal(connection: Any, store: Store) -> bool:
    """Tell whether nothing happened here or there since this store last wrote there."""
    (number,) = connection.execute("SELECT publication FROM danvan.state").fetchone()
    return bool(number) and store.settings.get(_MARK) == _mark(connection, store, number)


def _note_equal(connection: Any, store: Store, number: int) -> None:
    store.settings.set(_MARK, _mark(connection, store, number))


def _mark(connection: Any, store: Store, number: int) -> str:
    (system, name) = connection.execute(
        "SELECT system_identifier::text, current_database() FROM pg_control_system()"
    ).fetchone()
    return json.dumps([system, name, number, store.outflow.mark()])
