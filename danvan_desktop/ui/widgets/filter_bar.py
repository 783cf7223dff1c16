"""Filters above a list: one combo box for each field, “all” in each to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kinds.unit import VILLAGE_KINDS
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext

_ELIDED = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class FilterBar(QWidget):
    """Filters by choices and by units."""

    changed = Signal()

    def __init__(self, context: UiContext, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        """Make a combo box for each field."""
        super().__init__(parent)
        self._context = context
        self._combos: dict[str, QComboBox] = {}
        self._preset: dict[str, Value] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in fields:
            self._combos[field.name] = self._combo(field)
            row.addWidget(self._combos[field.name], 1)
        self._unit_combos = [self._combos[field.name] for field in fields if field.type is FieldType.REFERENCE]

    def chosen(self) -> dict[str, Value]:
        """Return the values filtered by, by field name, also of fields that have no combo box here."""
        found = {name: combo.currentData() for name, combo in self._combos.items()}
        return self._preset | {name: code for name, code in found.items() if code is not None}

    def choose(self, filters: Mapping[str, Value]) -> None:
        """Filter by these values alone, without telling; the list of units must have been read for a unit."""
        self._preset = {name: value for name, value in filters.items() if name not in self._combos}
        for name, combo in self._combos.items():
            combo.setCurrentIndex(max(0, combo.findData(filters.get(name))))

    def refresh(self) -> None:
        """Read the units anew, in the background."""
        if self._unit_combos:
            self._context.operations.read(_units, self._show_units, key=(self, "units"))

    def _combo(self, field: Field) -> QComboBox:
        say = self._context.translator
        combo = QComboBox()
        combo.setAccessibleName(say(field.label))
        combo.setSizeAdjustPolicy(_ELIDED)
        combo.setMinimumContentsLength(10)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.addItem(say(_("{field}: tất cả", field=field.label)), None)
        for choice in field.choices:
            combo.addItem(say(choice.label), choice.code)
        combo.setMaxVisibleItems(20)
        combo.activated.connect(self._tell)
        return combo

    def _tell(self, _index: int) -> None:
        self._preset = {}
        for combo in self._combos.values():
            combo.setToolTip(combo.currentText())
        self.changed.emit()

    def _show_units(self, units: Mapping[str, str]) -> None:
        for combo in self._unit_combos:
            chosen = combo.currentData()
            while combo.count() > 1:
                combo.removeItem(1)
            for uid, title in units.items():
                combo.addItem(title, uid)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))


def _units(store: Store) -> dict[str, str]:
    """Return the own unit, then the villages in dictionary order."""
    own = store.unit
    villages = [unit for unit in store.list("unit") if unit.text("kind") in VILLAGE_KINDS and unit.uid != own.uid]
    ordered = sorted(villages, key=lambda unit: dictionary_key(unit.text("name")))
    return {unit.uid: unit.text("name") for unit in (own, *ordered)}
