"""All words that a window could tell: what its widgets show, offer, read out, hand to the clipboard, or merely keep."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMenu, QSystemTrayIcon, QWidget

from danvan_desktop.domain.record import Record
from danvan_desktop.store import KeptDraft

_ROLES = (*range(14), *(Qt.ItemDataRole.UserRole + number for number in range(8)))
_SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
_DEPTH = 6


def told_by(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text with where it stands."""
    for owner in (root, *root.findChildren(QObject)):
        if not shiboken6.isValid(owner):
            continue
        where = f"{type(owner).__name__} {owner.objectName()} in {type(owner.parent()).__name__}"
        for text in _texts_of(owner):
            yield where, text


def windows_now() -> frozenset[int]:
    """Name the windows that are there."""
    return frozenset(map(_named, QApplication.topLevelWidgets()))


def told_anywhere(besides: frozenset[int] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield the texts of all windows but ``besides``, and of what hangs on the application."""
    for window in QApplication.topLevelWidgets():
        if _named(window) not in besides:
            yield from told_by(window)
    for tray in QApplication.instance().findChildren(QSystemTrayIcon):
        yield "tray", tray.toolTip()


def _named(window: QWidget) -> int:
    (pointer,) = shiboken6.getCppPointer(window)
    return int(pointer)


def _texts_of(owner: QObject) -> Iterator[str]:
    if isinstance(owner, QMenu):
        owner.aboutToShow.emit()
    yield from _properties(owner)
    yield from _strings(vars(owner) if hasattr(owner, "__dict__") else {}, _DEPTH)
    if isinstance(owner, QAction):
        yield from (owner.text(), owner.toolTip(), owner.statusTip())
    if isinstance(owner, QWidget):
        yield from _spoken(owner)
    if isinstance(owner, QLineEdit) and owner.completer() is not None:
        yield from _cells(owner.completer().model())
    if isinstance(owner, QAbstractItemView) and owner.model() is not None:
        yield from _cells(owner.model())
        yield from _dragged(owner)
        yield from _copied(owner)


def _properties(owner: QObject) -> Iterator[str]:
    described = owner.metaObject()
    for number in range(described.propertyCount()):
        if described.property(number).typeName() in ("QString", "QStringList", "QUrl"):
            yield str(described.property(number).read(owner))


def _spoken(widget: QWidget) -> Iterator[str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        for text in _SPOKEN:
            yield interface.text(text)


def _cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = parent or QModelIndex()
    columns = _columns(model, above)
    for column in range(columns):
        for role in _ROLES:
            yield from _strings(model.headerData(column, Qt.Orientation.Horizontal, role), _DEPTH)
    for row in range(model.rowCount(above)):
        for column in range(columns):
            index = model.index(row, column, above)
            for role in _ROLES:
                yield from _strings(index.data(role), _DEPTH)
            if column == 0 and model.rowCount(index):
                yield from _cells(model, index)


def _columns(model: QAbstractItemModel, parent: QModelIndex | None = None) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent or QModelIndex())


def _dragged(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    rows = [model.index(row, column) for row in range(model.rowCount()) for column in range(_columns(model))]
    data = model.mimeData(rows) if rows else None
    yield from _carried(data) if data is not None else ()


def _copied(view: QAbstractItemView) -> Iterator[str]:
    selection = view.selectionModel()
    if selection is None or not view.isVisible():
        return
    chosen, signals = selection.selectedIndexes(), selection.blockSignals(True)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    view.selectAll()
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier))
    selection.clearSelection()
    for index in chosen:
        selection.select(index, selection.SelectionFlag.Select)
    selection.blockSignals(signals)
    yield from _carried(clipboard.mimeData())


def _carried(data: QMimeData) -> Iterator[str]:
    for kind in data.formats():
        raw = data.data(kind).data()
        yield raw.decode("utf-8", "replace")
        yield raw.decode("utf-16-be", "replace")
        yield raw[1:].decode("utf-16-be", "replace")


def _strings(value: object, depth: int) -> Iterator[str]:
    """Yield the texts in what a widget keeps for itself, such as what it paints."""
    if isinstance(value, str):
        yield value
    elif depth and not isinstance(value, QObject):
        for one in _pieces(value):
            yield from _strings(one, depth - 1)


def _pieces(value: object) -> Iterable[object]:
    if isinstance(value, KeptDraft):  # what is in it is shown by the editor that takes it back
        return ()
    if isinstance(value, Record):
        return list(value.values.values())
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | AbstractSet):
        return list(value)
    if isinstance(value, Struct):
        return [getattr(value, name, None) for name in value.__struct_fields__]
    if dataclasses.is_dataclass(value):
        return [getattr(value, part.name, None) for part in dataclasses.fields(value)]
    return ()
