"""Parts that are written one for each record of a list, such as the points for each criterion, put in at a press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.kinds.view import OneForEach
from danvan_desktop.ui.widgets.buttons import plain_button

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor

_Lists = Mapping[tuple[str, ...], Sequence[Record]]


class OfferedParts(QObject):
    """A button of a panel; where there are several lists it asks for which."""

    def __init__(self, editor: RecordEditor, panel: ChildPanel, declared: OneForEach) -> None:
        """Put the button beside the others of the panel, which this belongs to."""
        super().__init__(panel)
        self._editor, self._panel, self._declared = editor, panel, declared
        self.button = plain_button(editor.say(declared.label), self.offer)
        panel.buttons.addWidget(self.button)

    def offer(self) -> None:
        """Put the parts in, or say what to do first."""
        lists = self._lists()
        if not lists:
            self._editor.tell(self._declared.nothing, is_fault=False)
        elif len(lists) == 1:
            self._put_in(next(iter(lists.values())))
        else:
            self._ask(lists)

    def _lists(self) -> _Lists:
        """Return the lists, the newest first."""
        target, found = (
            self._panel.rows.kind.field(self._declared.field).targets[0],
            dict[tuple[str, ...], list[Record]](),
        )
        for record in self._editor.context.store.list(target):
            found.setdefault(tuple(record.text(name) for name in self._declared.lists), []).append(record)
        return dict(sorted(found.items(), key=lambda one: one[0][::-1], reverse=True))

    def _ask(self, lists: _Lists) -> None:
        menu = QMenu(self.button)
        for names, records in lists.items():
            action = menu.addAction(" – ".join(names))
            action.triggered.connect(lambda _checked=False, records=records: self._put_in(records))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _put_in(self, records: Sequence[Record]) -> None:
        """Offer a part for each record that has none by whoever works here."""
        declared = self._declared
        said = {declared.by: self._who()} if declared.by else {}
        given: list[dict[str, Value]] = [{declared.field: record.uid, **said} for record in records]
        there = [{name: row.values.get(name) for name in (declared.field, *said)} for row in self._panel.rows.rows]
        self._panel.offer_all(one for one in given if one not in there)

    def _who(self) -> str | None:
        store = self._editor.context.store
        officer = store.get(store.officer) if store.officer else None
        return officer.text("full_name") if officer is not None else None
