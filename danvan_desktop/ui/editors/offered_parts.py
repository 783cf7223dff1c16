"""Parts that are written one for each record of a list, such as the points for each criterion, put in at a press.

The list is the one that the record names, or the whole that it is a part of. Where each writes his own, a press puts
in those of the next who wrote elsewhere, such as a judge who marked another team.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.one_writer import OneWriter
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
        self._writer = None if declared.by is None else OneWriter(panel.rows, declared.by, self)
        panel.made.connect(self._add_button)

    def _add_button(self) -> None:
        self.button = plain_button(self._editor.say(self._declared.label), self.offer)
        self._panel.add_writing(self.button)

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
        """Return the lists: those of the named one, all where none of that name is there."""
        found = dict[tuple[str, ...], list[Record]]()
        for record in self._editor.context.store.list(self._target):
            found.setdefault(tuple(record.text(name) for name in self._declared.lists), []).append(record)
        newest = sorted(found.items(), key=lambda one: one[0][::-1], reverse=True)
        near = self._nearness()
        lists = dict(sorted(newest, key=lambda one: near(one[0][0], one[1])))
        named = self._named()
        return {names: records for names, records in lists.items() if names[0] == named} or lists

    @property
    def _target(self) -> str:
        return self._panel.rows.kind.field(self._declared.field).targets[0]

    def _nearness(self) -> Callable[[str, Iterable[Record]], int]:
        """Return what tells how near a list is: 0 such parts were made of it, 1 none yet, 2 it is of other kinds."""
        store, declared, own = self._editor.context.store, self._declared, self._panel.rows.kind.name
        used = frozenset(store.counts(own, declared.field))
        field = declared.lists[0]
        named = {
            name
            for kind in store.kinds
            if kind.name not in (self._target, self._editor.kind.name) and kind.has(field)
            for name in store.counts(kind.name, field)
        }

        def near(name: str, records: Iterable[Record]) -> int:
            if any(one.uid in used for one in records):
                return 0
            return 2 if name in named else 1

        return near

    def _named(self) -> str:
        """Return the list that the record names as it is typed, or the whole that it is a part of."""
        record, field, parent = self._editor.live_record(), self._declared.lists[0], self._editor.kind.parent
        whole = self._editor.context.store.get(record.text(parent)) if parent else None
        return record.text(field) or (whole.text(field) if whole is not None else "")

    def _ask(self, lists: _Lists) -> None:
        menu = QMenu(self.button)
        for names, records in lists.items():
            action = menu.addAction(" – ".join(names))
            action.triggered.connect(lambda _checked=False, records=records: self._put_in(records))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _put_in(self, records: Sequence[Record]) -> None:
        """Offer a part for each record that has none by the one who writes now."""
        declared = self._declared
        names = tuple(self._writers()) if declared.by else (None,)
        for name in names:
            said: dict[str, Value] = {declared.by: name} if declared.by else {}
            given: list[dict[str, Value]] = [{declared.field: record.uid, **said} for record in records]
            there = [{one: row.values.get(one) for one in (declared.field, *said)} for row in self._panel.rows.rows]
            if lacking := [one for one in given if one not in there]:
                self._panel.offer_all(lacking)
                if self._writer is not None:
                    self._writer.begin()
                return

    def _writers(self) -> Iterator[str | None]:
        """Yield who may write now: those who wrote for others of the same whole, else whoever works here; then nobody.

        While parts wait to be written on nobody else is offered: those are first.
        """
        elsewhere: list[str | None] = list(self._elsewhere())
        yield from elsewhere or [self._who()]
        if not any(row.given and self._panel.rows.is_blank(row) for row in self._panel.rows.rows):
            yield None

    def _elsewhere(self) -> Iterator[str]:
        declared, editor = self._declared, self._editor
        store, parent = editor.context.store, editor.kind.parent
        if declared.by is None or parent is None:
            return
        part = self._panel.rows.kind.name
        others = store.find(editor.kind.name, **{parent: editor.live_record().get(parent)})
        written = [one for other in others if other.uid != editor.uid for one in store.children(other.uid, part)]
        yield from dict.fromkeys(one.text(declared.by) for one in written if one.text(declared.by))

    def _who(self) -> str | None:
        store = self._editor.context.store
        officer = store.get(store.officer) if store.officer else None
        return officer.text("full_name") if officer is not None else None
