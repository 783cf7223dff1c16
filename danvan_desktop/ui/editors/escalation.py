"""Raises a petition that became a complicated case: an urgent entry on the people's situation, ready to be printed."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kinds.situation import COMPLICATED
from danvan_desktop.domain.record import Record
from danvan_desktop.ui.context import UiContext


def escalate(context: UiContext, petition: Record, parent: QWidget | None) -> None:
    """Open the urgent entry about a petition, or a new one that says what the petition says."""
    from danvan_desktop.ui.editors.opening import open_editor

    written = context.store.find("situation_entry", petition=petition.uid)
    if written:
        open_editor(context, "situation_entry", written[0].uid, parent=parent)
    else:
        preset = urgent_entry(petition, context.today())
        open_editor(context, "situation_entry", preset=preset, parent=parent)


def urgent_entry(petition: Record, today: dt.date) -> Values:
    """Return what an urgent entry starts with: no names of citizens, since it goes to the level above.

    Of a secret petition it says nothing but that it is about it: what may be told is for the officer to write.
    """
    known = {} if petition.secret else petition.values
    handled = [petition.text("assigned_to"), str(known.get("reply") or "")]
    return {
        "unit": petition.text("unit"),
        "noted_on": today.isoformat(),
        "category": "security" if petition.text("field") == "security" else "concerns",
        "content": known.get("content"),
        "people_count": petition.get("group_size"),
        "severity": COMPLICATED,
        "urgent": True,
        "handling": "\n".join(part for part in handled if part) or None,
        "proposal": known.get("request"),
        "petition": petition.uid,
    }
