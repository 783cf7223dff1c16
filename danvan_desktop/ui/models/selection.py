"""Which records a list shows, found in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.fields import Value
from danvan_desktop.store import Store

MOST_HITS = 1_000
"""A search lists no more records than this, the newest ones."""


@dataclass(frozen=True)
class ListQuery:
    """What the officer asked a list for; ``order`` is a field name, with ``-`` before it for descending."""

    kind: str
    text: str = ""
    filters: Mapping[str, Value] = field(default_factory=dict)
    order: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether it leaves records out."""
        return bool(self.text or self.filters)


def find_uids(store: Store, query: ListQuery) -> list[str]:
    """Return the records that fit, in the order asked for."""
    fitting = store.uids(query.kind, order=query.order, filters=query.filters)
    if not query.text:
        return list(fitting)
    hits = {hit.uid for hit in store.search(query.text, kind=query.kind, limit=MOST_HITS)}
    return [uid for uid in fitting if uid in hits]
