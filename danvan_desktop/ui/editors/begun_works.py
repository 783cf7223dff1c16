"""Begins a work from what the people decided, with one press: the decision is linked, unit and day follow from it."""

from __future__ import annotations

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.record import Record
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor

PAID = frozenset({"contribution", "finance"})
"""What is decided on that a work can rest on."""


def begin_work(editor: RecordEditor, decision: Record) -> None:
    """Open the work that rests on a decision, or a new one."""
    context = editor.context
    begun = context.store.find("community_work", decision=decision.uid)
    if begun:
        open_editor(context, "community_work", begun[0].uid, parent=editor, by=editor)
    else:
        open_editor(context, "community_work", preset=work_from(decision), parent=editor, by=editor)


def work_from(decision: Record) -> Values:
    """Return what a work starts with that rests on a decision, be it of a village or of the whole commune."""
    is_wide = decision.kind == "commune_vote" or decision.text("scope") == "commune"
    return {
        "decision": decision.uid,
        "name": decision.text("title")[:300],
        "scope": "commune" if is_wide else "village",
        "type": "fund" if decision.text("content_type") == "finance" else None,
    }
