"""The tabs of an editor that hold the parts of its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRows, shown_value
from danvan_desktop.ui.editors.offered_parts import OfferedParts
from danvan_desktop.ui.editors.part_actions import PartActions
from danvan_desktop.ui.editors.parts import PartsPanel
from danvan_desktop.ui.editors.roll_panel import RollPanel

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class PartTabs:
    """A tab for each kind of parts; they are saved with the record."""

    def __init__(self, editor: RecordEditor) -> None:
        """Begin without any."""
        self._editor = editor
        self.panels: list[PartsPanel] = []
        self._tab_of: dict[str, QWidget] = {}

    @property
    def kinds(self) -> list[str]:
        """The kinds that have a tab."""
        return [panel.rows.kind.name for panel in self.panels]

    @property
    def is_touched(self) -> bool:
        """Whether any part differs from what is stored."""
        return any(panel.rows.is_touched for panel in self.panels)

    def add_declared(self) -> None:
        """Add tabs for the parts that the view of the record names."""
        editor, store = self._editor, self._editor.context.store
        for part in editor.context.views[editor.kind.name].parts:
            rows = ChildRows(
                store.kinds[part.kind],
                part.columns,
                editor.say,
                store.new_uid,
                store.title,
                partial(told_of, store, editor.say),
            )
            panel = ChildPanel(rows, editor.context, part.hint, editor.tabs.room)
            panel.carried = part.carried
            if part.one_for_each is not None:
                OfferedParts(editor, panel, part.one_for_each)
            if part.actions:
                PartActions(editor, panel, part.actions)
            self.add(panel, part.title)

    def add(self, panel: ChildPanel | RollPanel, title: Message) -> None:
        """Add a tab with parts."""
        editor = self._editor
        self.panels.append(panel)
        self._tab_of[panel.rows.kind.name] = panel
        editor.tabs.addTab(panel, editor.say(title))
        panel.edited.connect(editor.show_edited)
        if isinstance(panel, ChildPanel):
            panel.opened.connect(editor.shown.see_whole)
            panel.unit_of = lambda: editor.live_record().text(editor.kind.unit or "")

    def add_given(self, parts: Mapping[str, Sequence[Mapping[str, Value]]]) -> None:
        """Add parts that a new record takes over, by their kind; tabs with parts already stay as they are."""
        for panel in self.panels:
            found = parts.get(panel.rows.kind.name, ())
            if found and isinstance(panel.rows, ChildRows) and not panel.rows.rows:
                for part in found:
                    panel.rows.add(part)
        self._editor.show_edited()

    def turn_to(self, kind: str) -> PartsPanel | None:
        """Turn to the tab with the parts of a kind and return it, ``None`` when there is none."""
        for panel in self.panels:
            if panel.rows.kind.name == kind:
                self._editor.tabs.setCurrentWidget(self._tab_of[kind])
                return panel
        return None

    def drafts(self) -> list[Draft]:
        """Return the drafts of all parts."""
        return [draft for panel in self.panels for draft in panel.rows.drafts(self._editor.uid)]

    def typed(self, kind: str) -> list[Record]:
        """Return the parts of a kind as they are typed now."""
        panels = (panel for panel in self.panels if isinstance(panel, ChildPanel) and panel.rows.kind.name == kind)
        return [row.record(panel.rows.kind) for panel in panels for row in panel.rows.rows]

    def snapshots(self) -> dict[str, Mapping[str, Any]]:
        """Return what stands in each tab, by the kind of its parts."""
        return {panel.rows.kind.name: panel.rows.snapshot() for panel in self.panels}


def told_of(store: Store, say: Translator, uid: str, name: str) -> str:
    """Say what a record has in a field, nothing of a choice that is the usual one: what is special stands out."""
    record = store.get(uid)
    field = None if record is None else store.kinds[record.kind].by_name.get(name)
    if record is None or field is None or (field.choices and record.get(name) == field.default):
        return ""
    return shown_value(field, record.get(name), say)
