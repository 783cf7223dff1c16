"""Tells which records a sender may not change."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.sync import Refusal, fields_in_words


def tell_refusals(refusals: Sequence[Refusal], kinds: Kinds, most: int) -> list[Message]:
    """Return one sentence a record, ``most`` at most, then how many more there are."""
    told = [_one(refusal, kinds) for refusal in refusals[:most]]
    rest = len(refusals) - len(told)
    if rest > 0:
        told.append(ngettext("… và {n} bản ghi nữa", "… và {n} bản ghi nữa", rest))
    return told


def _one(refusal: Refusal, kinds: Kinds) -> Message:
    fields = fields_in_words(refusal, kinds)
    return _("{title} ({unit}): {fields}", title=refusal.title, unit=refusal.unit_name, fields=fields)
