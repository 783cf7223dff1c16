"""Opens the editor that fits a record's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Values
from danvan_desktop.store import KeptDraft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.questions import AskingDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

if TYPE_CHECKING:
    from danvan_desktop.ui.reports.kept_texts import Place


def open_editor(
    context: UiContext,
    kind: str,
    uid: str | None = None,
    *,
    preset: Values | None = None,
    parent: QWidget | None = None,
) -> RecordEditor:
    """Show an editor for a stored record, or for a new one that starts with ``preset``.

    Records that an editor asks for are opened beside it. An unknown uid opens a new record.
    """
    editor = _made(context, kind, uid, preset, parent)
    kept = next((draft for draft in context.store.drafts.all() if draft.uid == uid), None) if uid else None
    if kept is not None:
        editor.secrecy.offer(kept)
    show_for_typing(editor)
    return editor


def open_draft(context: UiContext, draft: KeptDraft, parent: QWidget | None = None) -> AskingDialog:
    """Show what was typed before the program ended without saving it where it was typed: in an editor or a report."""
    # The composer loads the forms of reports, which an editor does not need.
    from danvan_desktop.ui.reports.kept_texts import place_of

    place = place_of(context.store, draft)
    if place is not None:
        return _open_section(context, place, parent)
    editor = _made(context, draft.kind, draft.uid, None, parent)
    editor.secrecy.offer(draft)
    show_for_typing(editor)
    return editor


def _open_section(context: UiContext, place: Place, parent: QWidget | None) -> AskingDialog:
    from danvan_desktop.ui.reports.composer_dialog import ComposerDialog

    dialog = ComposerDialog(context, place.form, place.period, parent, section=place.section)
    dialog.show()
    return dialog


def _made(
    context: UiContext, kind: str, uid: str | None, preset: Values | None, parent: QWidget | None
) -> RecordEditor:
    record = context.store.get(uid) if uid else None
    own = context.views[kind].editor
    editor = (RecordEditor if own is None else own())(context, kind, record, preset, parent)
    editor.open_requested.connect(lambda other, other_uid: open_editor(context, other, other_uid, parent=parent))
    return editor
