"""Texts that are written again and again: those that ship with the program, and the office's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from danvan_desktop.assets import MissingResource, read_resource
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import PictureButton
from danvan_desktop.ui.widgets.name_dialog import NameDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing


class Phrase(NamedTuple):
    """One text: ``target`` names the field it is for, as ``kind.field``."""

    target: str
    name: str
    text: str


class _Shipped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    target: str
    name: str
    text: str


def shipped_phrases(target: str) -> list[Phrase]:
    """Return the texts for a field that ship with the program."""
    found = read_resource(msgspec.json.Decoder(list[_Shipped]).decode, "phrases", "phrases.json")
    return [Phrase(one.target, one.name, one.text) for one in found if one.target == target]


def own_phrases(store: Store, target: str) -> list[Phrase]:
    """Return the office's own texts for a field."""
    return [Phrase(target, one.text("name"), one.text("text")) for one in store.find("phrase", target=target)]


class PhraseButton(PictureButton):
    """Puts a text in where the officer writes, or keeps what stands there for the next time."""

    def __init__(
        self,
        context: UiContext,
        target: str,
        put_in: Callable[[str], object],
        written: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """``put_in`` takes the text chosen; ``written`` tells what stands in the field."""
        super().__init__(parent)
        self._context = context
        self._say = context.translator
        self._target = target
        self._put_in = put_in
        self._written = written
        self.keeps = True
        """Whether what stands in the field may be kept."""
        self.setObjectName("phrases")
        self.setText(self._say(_("Mẫu câu")))
        self.setToolTip(self._say(_("Điền một đoạn soạn sẵn, hoặc lưu đoạn đang viết thành mẫu để lần sau dùng lại.")))
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    def belong_to(self, box: QWidget) -> None:
        """Be opened from a box by Alt+Down, and let Tab go on to the next field."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(f"{self.toolTip()} (Alt+↓)")
        QShortcut(QKeySequence("Alt+Down"), box, self.showMenu).setContext(Qt.ShortcutContext.WidgetShortcut)

    def fill(self) -> None:
        """List the texts as they are now."""
        menu = self.menu()
        menu.clear()
        shipped, own = self._shipped(), own_phrases(self._context.store, self._target)
        if shipped is None:
            told = _("Tệp mẫu câu của phần mềm bị hỏng: hãy cài lại; mẫu của cơ quan vẫn dùng được.")
            menu.addAction(icon("warning"), self._say(told)).setEnabled(False)
        for group in (own, shipped or ()):
            for phrase in group:
                action = menu.addAction(phrase.name)
                action.setToolTip(phrase.text)
                action.triggered.connect(lambda _checked=False, text=phrase.text: self._put_in(text))
            if group:
                menu.addSeparator()
        keep = menu.addAction(self._say(_("Lưu đoạn đang viết thành mẫu…")))
        keep.setEnabled(self.keeps and bool(self._written().strip()))
        keep.triggered.connect(self._ask_name)

    def _shipped(self) -> list[Phrase] | None:
        try:
            return shipped_phrases(self._target)
        except MissingResource:
            return None

    def keep(self, name: str, text: str) -> None:
        """Keep a text under a name."""
        draft = Draft("phrase", {"name": name, "target": self._target, "text": text})
        work = short_work(lambda store: store.save(draft))
        self._context.operations.run(Operation(_("Lưu mẫu “{name}”", name=name), work, undoable=True))

    def set_read_only(self, read_only: bool) -> None:
        """Offer nothing where nothing may be written."""
        self.setVisible(not read_only)

    def _ask_name(self) -> None:
        own = own_phrases(self._context.store, self._target)
        taken = {phrase.name: _("Đã có mẫu tên này; hãy đặt tên khác để phân biệt.") for phrase in own}
        text = self._written()
        dialog = NameDialog(self._say, _("Lưu thành mẫu"), _("Tên mẫu:"), _("Lưu"), self.window(), taken=taken)
        dialog.given.connect(lambda name: self.keep(name, text))
        show_for_typing(dialog)
