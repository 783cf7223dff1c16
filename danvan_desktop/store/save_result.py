"""What a save comes to; who only reads or shows it need not load what saves."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec import field as data_field

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.problems import Problem


class SaveResult(Struct, frozen=True):
    """What a save did: the records touched and their kinds, warnings to show, and the name by which to undo it.

    ``save_id`` is empty when nothing had to be changed. ``filled`` are the values that nobody gave, by record;
    ``warned`` are the warnings by the record that they speak of, but for those that speak of none.
    """

    uids: tuple[str, ...]
    kinds: frozenset[str]
    warnings: tuple[Problem, ...]
    save_id: str
    filled: Mapping[str, Values] = data_field(default_factory=dict)
    warned: Mapping[str, tuple[Problem, ...]] = data_field(default_factory=dict)
