"""How the fields of a kind are arranged: as its view says, completed from the declaration."""

from __future__ import annotations

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.locking import REOPEN_REASON
from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import KindView, Section

_HIDDEN = frozenset({REOPEN_REASON})


def sections_of(kind: Kind, view: KindView) -> tuple[Section, ...]:
    """Return the arrangement of a kind; declared fields that nobody arranged follow one by one.

    The parent reference, the order of a child, the petition made of an opinion and the reason for reopening are set
    by the editors, not typed.
    """
    arranged = view.sections
    placed = {name for section in arranged for row in section.rows for name in row}
    set_elsewhere = {kind.parent, *_HIDDEN, *view.set_elsewhere} | ({"order"} if kind.parent else set())
    rest = [field.name for field in kind.fields if field.name not in placed | set_elsewhere]
    if not rest:
        return arranged
    return (*arranged, Section(_("Thông tin khác") if arranged else None, tuple((name,) for name in rest)))
