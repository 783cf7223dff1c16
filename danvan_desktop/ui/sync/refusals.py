"""Tells which records a sender may not change."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.sync import Refusal


def tell_refusals(refusals: Sequence[Refusal], kinds: Kinds, say: Translator, most: int) -> list[Message]:
    """Return one sentence a record, ``most`` at most, then how many more there are."""
    told = [_one(refusal, kinds, say) for refusal in refusals[:most]]
    rest = len(refusals) - len(told)
    if rest > 0:
        told.append(ngettext("… và {n} bản ghi nữa", "… và {n} bản ghi nữa", rest))
    return told


def _one(refusal: Refusal, kinds: Kinds, say: Translator) -> Message:
    known = kinds[refusal.kind].by_name if refusal.kind in kinds else {}
    labels = [say(known[name].label) if name in known else name for name in refusal.fields]
    return _("{title} ({unit}): {fields}", title=refusal.title, unit=refusal.unit_name, fields=", ".join(labels))
