"""Opens the editor that fits a record's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.store import KeptDraft
from danvan_desktop.store.repeating import copied
from danvan_desktop.store.viewings import Look
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.record_desk import RecordDesk, desk_of
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
    by: RecordEditor | None = None,
) -> RecordEditor:
    """Show an editor for a stored record, or for a new one that starts with ``preset``.

    It is shown in the window that ``parent`` is in, where that has room for records, else in a window of its own. One
    that an editor asked for stands beside that one. One that has a window already is turned to there: what is typed
    stands in one place. An unknown uid opens a new record.
    """
    desk = desk_of(parent)
    by = parent if by is None and isinstance(parent, RecordEditor) else by
    if desk is not None and uid:
        alone = _alone(uid)
        if alone is not None:
            return _brought(alone)
        found = _turned_to(context, kind, uid, desk, by)
        if found is not None:
            desk.turn_to(found)
            return found
    editor = _offered(context, kind, uid, parent, preset, room=desk.room if desk is not None else parent)
    _show(editor, desk, by)
    return editor


def open_copy(context: UiContext, record: Record, parent: QWidget) -> RecordEditor:
    """Show an editor for a new record that takes over what it can of ``record``; raises StoreError as ``copied``."""
    like = copied(context.store, record)
    editor = open_editor(context, record.kind, preset=like.values, parent=parent)
    editor.parts.add_given(like.parts)
    return editor


def open_draft(context: UiContext, draft: KeptDraft, parent: QWidget | None = None) -> QWidget:
    """Show what was typed before the program ended without saving it where it was typed: in an editor or a report."""
    # The composer loads the forms of reports, which an editor does not need.
    from danvan_desktop.ui.reports.kept_texts import place_of

    place = place_of(context.store, draft)
    if place is not None:
        return _open_section(context, place, parent)
    desk = desk_of(parent)
    alone = _alone(draft.uid) if desk is not None else None
    if alone is not None:
        return _brought(alone)
    shown = desk.editor_of(draft.uid) if desk is not None else None
    if desk is not None and shown is not None:
        desk.turn_to(shown)
        return shown
    editor = _made(context, draft.kind, draft.uid, None, parent, desk.room if desk is not None else parent)
    editor.secrecy.offer(draft)
    _show(editor, desk, None)
    return editor


def peek(context: UiContext, kind: str, uid: str, desk: RecordDesk, parent: QWidget) -> None:
    """Show a stored record beside its list, without taking the keyboard from there; one with a window stays in it."""
    alone = _alone(uid)
    if alone is not None:
        alone.raise_()
        return
    found = _turned_to(context, kind, uid, desk, None)
    if found is not None:
        desk.bring(found)
    else:
        desk.peek(_offered(context, kind, uid, parent, room=desk.room))


def open_alone(context: UiContext, kind: str, uid: str, parent: QWidget) -> RecordEditor:
    """Show a stored record in a window of its own."""
    editor = _offered(context, kind, uid, parent, room=parent)
    _show(editor, None, None)
    return editor


def _alone(uid: str) -> RecordEditor | None:
    """Return the editor of a record that has a window of its own."""
    windows = (window for window in QApplication.topLevelWidgets() if isinstance(window, RecordEditor))
    return next((window for window in windows if uid and window.uid == uid and window.isVisible()), None)


def _brought(editor: RecordEditor) -> RecordEditor:
    """Bring the window of a record to the front, to be typed in."""
    editor.setWindowState(editor.windowState() & ~Qt.WindowState.WindowMinimized)
    editor.raise_()
    editor.activateWindow()
    return editor


def _open_section(context: UiContext, place: Place, parent: QWidget | None) -> AskingDialog:
    from danvan_desktop.ui.reports.composer_dialog import ComposerDialog

    dialog = ComposerDialog(context, place.form, place.period, parent, section=place.section)
    dialog.show()
    return dialog


def _turned_to(
    context: UiContext, kind: str, uid: str, desk: RecordDesk, by: RecordEditor | None
) -> RecordEditor | None:
    """Return the editor of a record that is open, or the one in sight once it shows that record in its place."""
    shown, current, record = desk.editor_of(uid), desk.current, context.store.get(uid)
    if shown is not None or current is None or record is None:
        return shown
    if current is by or current.kind.name != kind or not current.is_idle:
        return None
    current.show_other(record)
    _note_opening(context, record)
    _offer_draft(context, current, uid)
    return current


def _offered(
    context: UiContext,
    kind: str,
    uid: str | None,
    parent: QWidget | None,
    preset: Values | None = None,
    *,
    room: QWidget | None,
) -> RecordEditor:
    """Make an editor, and offer in it what was typed before and not saved."""
    editor = _made(context, kind, uid, preset, parent, room)
    if uid:
        _offer_draft(context, editor, uid)
    return editor


def _offer_draft(context: UiContext, editor: RecordEditor, uid: str) -> None:
    kept = context.operations.drafts.draft_of(uid, context.store)
    if kept is not None:
        editor.secrecy.offer(kept)


def _made(
    context: UiContext,
    kind: str,
    uid: str | None,
    preset: Values | None,
    parent: QWidget | None,
    room: QWidget | None,
) -> RecordEditor:
    """Make an editor within ``room``; what it asks for is opened where ``parent`` is."""
    record = context.store.get(uid) if uid else None
    if record is not None:
        _note_opening(context, record)
    own = context.views[kind].editor
    editor = (RecordEditor if own is None else own())(context, kind, record, preset, room)
    editor.open_requested.connect(
        lambda other, other_uid: open_editor(context, other, other_uid, parent=parent, by=editor)
    )
    editor.parts_requested.connect(
        lambda other, other_uid, part: _turn_to(part, open_editor(context, other, other_uid, parent=parent, by=editor))
    )
    editor.neighbour_requested.connect(
        lambda other, other_uid, part: _go_on(editor, part, open_editor(context, other, other_uid, parent=parent))
    )
    return editor


def _go_on(editor: RecordEditor, parts: str, opened: RecordEditor) -> None:
    """Go on in the editor that was opened; a window of its own does not stay behind."""
    _turn_to(parts, opened)
    if opened is not editor and editor.isWindow():
        editor.leave()


def _turn_to(parts: str, editor: RecordEditor) -> None:
    """Turn to the parts of a kind, with the keyboard in them."""
    if editor.parts.turn_to(parts) is not None:
        editor.take_focus_to_tab()


def _note_opening(context: UiContext, record: Record) -> None:
    """Note who opened a record that not everybody may see."""
    if context.store.kinds[record.kind].guarded is None:
        return
    work = short_work(lambda store: store.viewings.note(Look.OPENED, record.kind, record.uid))
    context.operations.run(Operation(_("Ghi lần mở hồ sơ"), work, quiet=True))


def _show(editor: RecordEditor, desk: RecordDesk | None, by: RecordEditor | None) -> None:
    if desk is None:
        editor.stand_alone()
        show_for_typing(editor)
    else:
        desk.show_editor(editor, by=by)
