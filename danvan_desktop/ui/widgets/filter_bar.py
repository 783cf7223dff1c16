"""Filters above a list: one combo box for each field, “all” in each to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldType, Sought, Value
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.own_names import names_among
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds.view import Derived
from danvan_desktop.ui.models.naming import shown
from danvan_desktop.ui.models.selection import (
    DUE_SOON,
    DUE_TODAY,
    LAST_QUARTER,
    OVERDUE,
    THIS_MONTH,
    THIS_QUARTER,
    THIS_YEAR,
    UNFILLED,
    values_in,
)
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.filter_chips import FilterWords
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.steady import ChoiceBox

_MOST_TEXTS = 200
_WIDEST = 230
EMPTY = _("(chưa ghi)")
"""What a field in which nothing is written is called."""
_READ = frozenset({FieldType.REFERENCE, FieldType.TEXT, FieldType.INTEGER})
"""What can be chosen of these is read from the records, and what records call the choices of others."""


@dataclass(frozen=True)
class _DerivedFilter:
    """A filter by what no field holds, such as how a record stands to its terms."""

    label: Message
    choices: Mapping[Value, Message]


_DERIVED: Mapping[Derived, _DerivedFilter] = {
    Derived.PERIOD: _DerivedFilter(
        _("Thời gian"),
        {
            THIS_MONTH: _("Tháng này"),
            THIS_QUARTER: _("Quý này"),
            LAST_QUARTER: _("Quý trước"),
            THIS_YEAR: _("Năm nay"),
        },
    ),
    Derived.TERM: _DerivedFilter(
        _("Hạn"),
        {
            OVERDUE: _("Quá hạn"),
            DUE_TODAY: _("Đến hạn hôm nay"),
            DUE_SOON: _("Đến hạn trong 7 ngày"),
        },
    ),
}


class FilterBar(QWidget):
    """Filters by choices, flags, units, recorded texts and numbers, and by what follows from the fields."""

    changed = Signal()

    def __init__(
        self,
        context: UiContext,
        kind: str,
        fields: Sequence[Field],
        derived: Sequence[Derived] = (),
        labels: Mapping[str, Message] | None = None,
    ) -> None:
        """Make a combo box for each field of ``kind`` and for each derived filter; ``labels`` shorten theirs."""
        super().__init__()
        self._context = context
        self._kind = kind
        self._combos: dict[str, ChoiceBox] = {}
        self._preset: dict[str, Sought] = {}
        self._labels = {field.name: (labels or {}).get(field.name, field.label) for field in fields}
        row = FlowLayout(self)
        for field in fields:
            label = self._labels[field.name]
            self._combos[field.name] = self._combo(field.name, label, _choices(field, label))
        for extra in derived:
            made = _DERIVED[extra]
            self._combos[extra.value] = self._combo(extra.value, made.label, made.choices)
        for combo in self._combos.values():
            row.addWidget(combo)
        self._row = row
        self._stale = False
        self._read_fields = [field for field in fields if field.type in _READ or field.named_by]

    def chosen(self) -> dict[str, Sought]:
        """Return the values filtered by, by field name, also of fields that have no combo box here."""
        found: dict[str, Sought] = {name: combo.currentData() for name, combo in self._combos.items()}
        return self._preset | {name: code for name, code in found.items() if code is not None}

    def choose(self, filters: Mapping[str, Sought]) -> None:
        """Filter by these values alone, without telling; what is not listed, or several, is kept all the same."""
        self._preset = {}
        for name, value in filters.items():
            if name not in self._combos or isinstance(value, tuple) or self._combos[name].findData(value) < 0:
                self._preset[name] = value
        for name, combo in self._combos.items():
            value = filters.get(name)
            combo.setCurrentIndex(0 if isinstance(value, tuple) else max(0, combo.findData(value)))
            self._name_first(name)

    def told(self, say: Translator | None = None) -> list[FilterWords]:
        """Say what is filtered by, in the language of the window unless ``say`` speaks another."""
        return [
            FilterWords(name, self._words(name, value, say or self._context.translator))
            for name, value in self.chosen().items()
        ]

    def put(self, name: str, value: Sought) -> None:
        """Filter by one field more, or by other values of it, without telling."""
        self.choose({**self.chosen(), name: value})

    def take_off(self, name: str) -> None:
        """Filter by one field less, without telling."""
        self.choose({other: value for other, value in self.chosen().items() if other != name})

    def focus_first(self) -> None:
        """Take the keyboard."""
        next(iter(self._combos.values())).setFocus()

    def refresh(self) -> None:
        """Read units and texts anew, in the background; while the filters are folded away, not before they are seen."""
        self._stale = True
        if self.isVisible():
            self._read_entries()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile: to look through a long list costs more than its first rows."""
        super().showEvent(event)
        if self._stale:
            self._read_entries()

    def add_beside(self, widget: QWidget) -> None:
        """Place a widget after the filters."""
        self._row.addWidget(widget)

    def combo(self, name: str) -> ChoiceBox:
        """Return the combo box of a filter; raises KeyError."""
        return self._combos[name]

    def _words(self, name: str, sought: Sought, say: Translator) -> str:
        kind = self._context.store.kinds[self._kind]
        if not kind.has(name):
            made = _DERIVED[Derived(name)]
            told = (made.choices.get(value) or str(value) for value in values_in(sought))
            return say(_("{field}: {value}", field=made.label, value=", ".join(map(str, told))))
        declared = kind.field(name)
        label = self._labels.get(name, declared.label)
        if declared.type is FieldType.BOOLEAN and sought in (True, False):
            return say(_choices(declared, label)[bool(sought)])
        texts = [self._value_words(declared, value, say) for value in values_in(sought)]
        return say(_("{field}: {value}", field=label, value=", ".join(texts)))

    def _value_words(self, declared: Field, value: Value, say: Translator) -> str:
        if value == UNFILLED:
            return say(EMPTY)
        if declared.type is FieldType.BOOLEAN:
            return say(declared_choices(declared)[bool(value)])
        store = self._context.store
        if declared.named_by:
            return say(names_among(store.kinds[self._kind], declared, store).get(str(value), str(value)))
        return shown(declared, value, say, store.title) or say(_("không còn trong sổ"))

    def _name_first(self, name: str) -> None:
        """Say in the first line of a box that it is filtered by several values, where that is so."""
        combo, count = self._combos[name], len(values_in(self._preset.get(name)))
        words = _("{field}: {n} giá trị", field=combo.accessibleName(), n=count)
        say = self._context.translator
        combo.setItemText(0, say(words if count > 1 else _("{field}: tất cả", field=combo.accessibleName())))

    def _combo(self, name: str, label: Message, choices: Mapping[Value, Message]) -> ChoiceBox:
        say = self._context.translator
        combo = ChoiceBox()
        combo.setAccessibleName(say(label))
        combo.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMaximumWidth(scaled(_WIDEST))
        combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        combo.addItem(say(_("{field}: tất cả", field=label)), None)
        for code, words in choices.items():
            combo.addItem(say(words), code)
        combo.setMaxVisibleItems(20)
        combo.activated.connect(lambda _place: self._tell(name))
        return combo

    def _tell(self, name: str) -> None:
        self._preset.pop(name, None)
        self._name_first(name)
        for combo in self._combos.values():
            combo.setToolTip(combo.currentText())
        self.changed.emit()

    def _read_entries(self) -> None:
        self._stale = False
        if self._read_fields:
            kind, fields, say = self._kind, self._read_fields, self._context.translator
            self._context.operations.read(
                lambda store: {field.name: values_of(store, kind, field, say) for field in fields},
                self._show_entries,
                key=(self, "entries"),
            )

    def _show_entries(self, entries: Mapping[str, Mapping[Value, str]]) -> None:
        for name, named in entries.items():
            combo = self._combos[name]
            chosen: Sought = self._preset.pop(name, combo.currentData())
            while combo.count() > 1:
                combo.removeItem(1)
            for value, title in named.items():
                combo.addItem(title, value)
            place = -1 if isinstance(chosen, tuple) else combo.findData(chosen)
            if chosen is not None and place < 0:
                self._preset[name] = chosen
            combo.setCurrentIndex(max(0, place))


def _choices(field: Field, label: Message) -> Mapping[Value, Message]:
    if field.type is FieldType.BOOLEAN:
        return {True: _("{field}: có", field=label), False: _("{field}: không", field=label)}
    return {choice.code: choice.label for choice in field.choices}


def derived_choices(extra: Derived) -> Mapping[Value, Message]:
    """Return what a list can be filtered by that no field holds, each in words."""
    return _DERIVED[extra].choices


def declared_choices(field: Field) -> Mapping[Value, Message]:
    """Return what a choice or a flag can be, each in words; nothing for other fields, and for what records name."""
    if field.named_by:
        return {}
    if field.type is FieldType.BOOLEAN:
        return {True: _("Có"), False: _("Không")}
    return {choice.code: choice.label for choice in field.choices}


def values_of(store: Store, kind: str, field: Field, say: Translator) -> Mapping[Value, str]:
    """Return what can be chosen by value: records, numbers from the highest, or recorded texts in dictionary order."""
    if field.named_by:
        return {code: say(words) for code, words in names_among(store.kinds[kind], field, store).items()}
    if field.type is FieldType.REFERENCE:
        return _units(store) if field.names_unit else _referred(store, kind, field)
    if field.numeric:
        found = ((decimal_of(value), value) for value in store.counts(kind, field.name))
        numbers = sorted((pair for pair in found if pair[0] is not None), reverse=True)
        return {value: str(value).replace(".", ",") for _number, value in numbers}
    texts = store.words([f"{kind}.{field.name}"], _MOST_TEXTS)
    return {text: text for text in sorted(texts, key=dictionary_key)}


def _referred(store: Store, kind: str, field: Field) -> dict[Value, str]:
    """Return the records that are referred to most often, in dictionary order."""
    counts = store.counts(kind, field.name)
    often = sorted((uid for uid in counts if uid), key=lambda uid: -counts[uid])[:_MOST_TEXTS]
    titles = store.titles(str(uid) for uid in often)
    return dict(sorted(titles.items(), key=lambda named: dictionary_key(named[1])))


def _units(store: Store) -> dict[Value, str]:
    """Return the own unit, then the villages in dictionary order."""
    own = store.unit
    villages = [unit for unit in store.list("unit") if unit.text("kind") in VILLAGE_KINDS and unit.uid != own.uid]
    ordered = sorted(villages, key=lambda unit: dictionary_key(unit.text("name")))
    return {unit.uid: unit.text("name") for unit in (own, *ordered)}
