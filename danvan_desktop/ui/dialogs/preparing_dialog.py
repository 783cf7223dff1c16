"""A dialog that shows what it is about to make, line by line, before one press saves all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved

_YEARS_BEFORE, _YEARS_AFTER = 2, 6
"""So many years before and after this one are offered."""


@dataclass(frozen=True)
class Prepared:
    """What is about to be made: its ``drafts``, a line of cells for each that is shown, what is to be known of it."""

    drafts: Sequence[Draft]
    lines: Sequence[Sequence[str]]
    told: Message


class PreparingDialog(AskingDialog):
    """Closes when everything is saved, which one undo takes back."""

    def __init__(
        self, context: UiContext, title: Message, purpose: Message, columns: Sequence[Message], parent: QWidget | None
    ) -> None:
        """Make an empty dialog; whoever derives from it adds rows to ``rows`` and calls ``prepare_anew``."""
        super().__init__(context.translator, parent, title)
        self.context, self.say = context, context.translator
        self._title, self._drafts = title, tuple[Draft, ...]()
        self._suggested = dict[QLineEdit, str]()
        self._saves_when_shown = False
        self.rows = QFormLayout()
        self.lines = QTreeWidget()
        self.told = quiet_text("")
        self.save_button = main_button(self.say(_("Lập")), self.save, default=True)
        self._arrange(purpose, columns)

    def preparing(self) -> Callable[[Store], Prepared]:
        """Return what finds out, with a store of another thread, what would be made of what is chosen now."""
        raise NotImplementedError

    def after_saving(self, result: SaveResult) -> None:
        """Go on when everything is saved."""

    def unsaved(self) -> Unsaved | None:
        """Tell of what was typed; what was chosen from a list is chosen again in a moment."""
        if all(line.text() == suggested for line, suggested in self._suggested.items()):
            return None
        return Unsaved(_("Những gì vừa ghi chưa được lưu."), _("Lập"))

    def save_unsaved(self) -> None:
        """Find out what is made of what was typed last, and save that."""
        self._saves_when_shown = True
        self.prepare_anew()

    def years(self) -> Iterator[tuple[str, int]]:
        """Return the years to choose from."""
        now = self.context.today().year
        return ((str(year), year) for year in range(now - _YEARS_BEFORE, now + _YEARS_AFTER))

    def add_row(self, words: Message, widget: QWidget) -> None:
        """Add something to be chosen."""
        widget.setAccessibleName(self.say(words))
        self.rows.addRow(self.say(words), widget)

    def prepare_anew(self) -> None:
        """Find out in the background what would be made."""
        self._suggested = self._suggested or {line: line.text() for line in self.findChildren(QLineEdit)}
        self.save_button.setEnabled(False)
        self._drafts = ()
        self.context.operations.read(
            self.preparing(), self._show, key=(self, "lines"), on_error=self._cannot, owner=self
        )

    def save(self) -> None:
        """Save all of it in one operation."""
        drafts = self._drafts
        if not drafts:
            return
        work = short_work(lambda store: store.save(*drafts))

        def done(result: SaveResult) -> None:
            self.accept()  # first: what is opened then stands in the window, not above this
            self.after_saving(result)

        self.context.operations.run(Operation(self._title, work, done, self._refused, undoable=True, owner=self))

    def _show(self, found: Prepared) -> None:
        self._drafts = tuple(found.drafts)
        self.lines.clear()
        self.lines.addTopLevelItems([QTreeWidgetItem(list(line)) for line in found.lines])
        self.told.setText(self.say(found.told))
        self.save_button.setEnabled(bool(found.drafts))
        if self._saves_when_shown:
            self._saves_when_shown = False
            self.save()

    def _cannot(self, error: DanvanError) -> None:
        self._saves_when_shown = False
        self.lines.clear()
        self.told.setText(self.say(error.message))

    def _refused(self, error: DanvanError) -> bool:
        self.told.setText(self.say(error.message))
        return True

    def _arrange(self, purpose: Message, columns: Sequence[Message]) -> None:
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.lines.setHeaderLabels([self.say(words) for words in columns])
        self.lines.setRootIsDecorated(False)
        self.lines.setAccessibleName(self.say(_("Những gì sẽ lập")))
        self.lines.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.lines.header().setStretchLastSection(True)
        head = (page_title(self.say(self._title)), quiet_text(self.say(purpose)))
        buttons = (self.save_button, plain_button(self.say(_("Hủy")), self.reject))
        self.lay_out(*head, self.rows, self.lines, self.told, buttons=buttons, grows=self.lines, size=(820, 560))
