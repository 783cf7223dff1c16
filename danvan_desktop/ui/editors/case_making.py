"""One press makes a case or a petition of what an editor shows: saved with its link, then opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from danvan_desktop.domain.case_making import case_of
from danvan_desktop.domain.petition_making import may_become_petition
from danvan_desktop.domain.raising import Made, case_made_of, made_of, petition_made_of
from danvan_desktop.domain.rules.cases import DENUNCIATION
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.operations import Operation, Progress

if TYPE_CHECKING:
    from danvan_desktop.domain.fields import Values
    from danvan_desktop.ui.editors.editor import RecordEditor

_NATURE = "nature"
TO_CASE = _("Chuyển thành vụ việc")
TO_PETITION = _("Chuyển thành kiến nghị")


class CaseMaking:
    """A button of an editor with a menu of natures; once there is a case, it opens that."""

    def __init__(self, editor: RecordEditor) -> None:
        """Add the button to an editor."""
        self._editor = editor
        self.button = editor.add_button(TO_CASE, lambda: None)
        self.open_button = editor.add_button(_("Mở vụ việc"), self._open)
        self.button.setToolTip(editor.say(_("Lập vụ việc từ hồ sơ này: nội dung, người gửi được mang sang")))
        self._menu = QMenu(self.button)
        for choice in editor.context.store.kinds["case"].field("nature").choices:
            action = QAction(editor.say(choice.label), self._menu)
            action.setData(choice.code)
            action.triggered.connect(partial(self.make, choice.code))
            self._menu.addAction(action)
        self.button.setMenu(self._menu)
        self.refresh()

    def refresh(self) -> None:
        """Offer to make the case, or to open the one that was made."""
        case = self._case
        for action in self._menu.actions():
            action.setVisible(not self._is_secret or action.data() == DENUNCIATION)
        is_there = self._editor.record is not None or self._typed_nature is not None
        self.button.setVisible(is_there and not case)
        self.open_button.setVisible(bool(case))

    def make(self, nature: str, *_checked: bool) -> None:
        """Save what is typed, then the case and the link to it, and open the case.

        What was begun in a book that it does not belong in is gone on with as a new case, and left here.
        """
        editor = self._editor
        if editor.record is None:
            go_on_as_case(editor, nature)
            return
        if self._typed_nature is not None:
            editor.form.put(_NATURE, editor.record.get(_NATURE))
        saved_first(self._editor, lambda: make_case(self._editor, self._editor.uid, nature))

    @property
    def _typed_nature(self) -> str | None:
        """The nature of a case that was chosen for what is no case, and is not stored so; ``None`` when none was."""
        record, live = self._editor.record, self._editor.live_record()
        nature = live.text(_NATURE) if self._editor.kind.has(_NATURE) else ""
        is_stored = record is not None and record.text(_NATURE) in BY_PROCEDURE
        return nature if nature in BY_PROCEDURE and not is_stored else None

    @property
    def _is_secret(self) -> bool:
        return self._editor.record is not None and self._editor.record.secret

    @property
    def _case(self) -> str:
        record = self._editor.record
        return made_of(record, "case", self._editor.context.store) if record is not None else ""

    def _open(self) -> None:
        if self._case:
            self._editor.open_requested.emit("case", self._case)


class PetitionMaking:
    """A button of a case that complains of nothing: it becomes a petition; once there is one, it opens that."""

    def __init__(self, editor: RecordEditor) -> None:
        """Add the button to an editor."""
        self._editor = editor
        self.button = editor.add_button(TO_PETITION, self.make)
        self.open_button = editor.add_button(_("Mở kiến nghị"), self._open)
        self.button.setToolTip(
            editor.say(_("Đơn thực ra là kiến nghị, phản ánh: vào sổ kiến nghị, vụ việc ghi “Không thụ lý”"))
        )
        self.refresh()

    def refresh(self) -> None:
        """Offer to make the petition while nobody handled the letter, or to open the one that was made."""
        record, made = self._editor.record, self._petition
        self.button.setVisible(record is not None and not made and may_become_petition(record))
        self.open_button.setVisible(bool(made))

    def make(self) -> None:
        """Save what is typed, then the petition and what becomes of the letter, and open the petition."""
        saved_first(self._editor, lambda: make_petition(self._editor, self._editor.uid))

    @property
    def _petition(self) -> str:
        record = self._editor.record
        return made_of(record, "petition", self._editor.context.store) if record is not None else ""

    def _open(self) -> None:
        if self._petition:
            self._editor.open_requested.emit("petition", self._petition)


def saved_first(editor: RecordEditor, then: Callable[[], object]) -> None:
    """Go on once what was typed is stored."""
    if editor.is_touched or editor.record is None:
        editor.save(lambda _result: then())
    else:
        then()


def go_on_as_case(editor: RecordEditor, nature: str) -> None:
    """Open a new case with what was typed into a new record, which is left without being stored."""
    from danvan_desktop.ui.editors.opening import open_editor

    store = editor.context.store
    made, _link = case_of(editor.live_record(), nature, store.new_uid(), store)
    preset = cast("Values", {name: value for name, value in made.values.items() if name != "channel"})
    editor.keeper.drop()
    open_editor(editor.context, made.kind, preset=preset, parent=editor.parentWidget())
    editor.close_for_good()


def make_case(editor: RecordEditor, source: str, nature: str | None = None) -> None:
    """Save the case of a stored record and open it."""
    make_of(editor, _("Lập vụ việc"), lambda store: case_made_of(store, source, nature))


def make_petition(editor: RecordEditor, source: str) -> None:
    """Save the petition of a stored record and open it."""
    make_of(editor, _("Vào sổ kiến nghị"), lambda store: petition_made_of(store, source))


def make_of(editor: RecordEditor, title: Message, make: Callable[[Store], Made]) -> None:
    """Save what is made of a stored record, as one step that can be undone, and open it."""
    made: list[Made] = []

    def work(store: Store, _progress: Progress) -> SaveResult:
        made.append(make(store))
        return store.save(*made[-1].drafts)

    def done(_result: SaveResult) -> None:
        editor.open_requested.emit(made[-1].kind, made[-1].uid)

    editor.context.operations.run(Operation(title, work, done, undoable=True, owner=editor))
