"""The officer reads words, never the keys and codes that records keep: over the whole sample."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.figures import FIGURES
from danvan_desktop.reports.narrative import load_narrative
from danvan_desktop.store import Store
from danvan_desktop.store.laws import load_law
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.history_dialog import HistoryDialog
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.search.found import find_records
from tests.clocks import StandingClock
from tests.sample.making import DAY, made_on
from tests.ui.everything import DIALOGS, PLACES, Opener
from tests.ui.opened_editors import settle
from tests.ui.windows import window_over

MOST_ROWS = 40
SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def keys() -> set[str]:
    """Return everything that is declared by a key and has a name for people."""
    found = {rule.code for rule in load_law()} | set(FIGURES) | {form.code for form in FORMS}
    found |= {section.code for form in FORMS if form.narrated for section in load_narrative(form.code).sections}
    for kind in ALL_KINDS:
        found |= {kind.name, *(field.name for field in kind.fields)}
        found |= {choice.code for field in kind.fields for choice in field.choices}
    return {key for key in found if len(key) > 2}


KEY = re.compile(
    r"(?<![\w.\-])(?:" + "|".join(sorted(map(re.escape, keys()), key=len, reverse=True)) + r")(?![\w\-]|\.\w)"
    r"|\b20\d\d-(?:[QH]\d|\d\d)\b"
)
PATH = re.compile(r"\S*[/\\]\S*|\S+\.danvan\b")
"""Names of files and folders are the officer's own."""


def raw_in(text: str) -> list[str]:
    return KEY.findall(PATH.sub("", text))


def texts_of(root: QWidget) -> Iterator[str]:
    """Yield everything that a window, page or dialog says, hidden parts too."""
    for one in (root, *root.findChildren(QWidget)):
        yield from (one.windowTitle(), one.toolTip(), one.accessibleName(), one.accessibleDescription())
        for kind, read in TEXTS_OF.items():
            if isinstance(one, kind):
                yield from read(one)


def texts_in(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is not None:
        yield from cells_of(model, QModelIndex())


def cells_of(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    is_list = isinstance(model, QAbstractListModel)
    columns = 1 if is_list else model.columnCount(parent)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(MOST_ROWS, model.rowCount(parent))):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(model.data(index, role) or "") for role in SHOWN)
        if not isinstance(model, QAbstractListModel | QAbstractTableModel):
            yield from cells_of(model, model.index(row, 0, parent))


TEXTS_OF: Mapping[type[QWidget], Callable[..., Iterable[str]]] = {
    QLabel: lambda one: [one.text()],
    QAbstractButton: lambda one: [one.text()],
    QGroupBox: lambda one: [one.title()],
    QTabWidget: lambda one: [one.tabText(place) for place in range(one.count())],
    QComboBox: lambda one: [one.itemText(place) for place in range(one.count())],
    QLineEdit: lambda one: [one.text(), one.placeholderText()],
    QPlainTextEdit: lambda one: [one.toPlainText(), one.placeholderText()],
    QAbstractItemView: texts_in,
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "commune.db"
    with made_on(path, DAY) as store:
        written = store.list("report_text")[:1]
        rule = {"rule": load_law().codes()[0], "value": "2/3", "reason": "Nghị quyết của Hội đồng nhân dân"}
        store.save(Draft("rule_override", rule), Draft("phrase", {**PHRASE, "name": "Kết luận"}))
        store.save(*(Draft("report_text", {"remark": "Đã xem"}, one.uid) for one in written))
        store.delete(store.save(Draft("phrase", {**PHRASE, "name": "Cũ"})).uids[0])
    return path


PHRASE = {"target": "meeting.conclusion", "text": "Cuộc họp kết thúc lúc 21 giờ."}


@pytest.fixture
def ui(sample: Path, qtbot: QtBot) -> Iterator[UiContext]:
    clock = StandingClock(DAY)
    with Store.open(sample, clock=clock) as store:
        operations = Operations(sample, clock=clock)
        yield UiContext(store, Translator("vi"), operations, sample, ALL_VIEWS)
        operations.shutdown()


def poor(root: QWidget) -> list[str]:
    found = (f"{', '.join(raw)} in {text[:150]!r}" for text in dict.fromkeys(texts_of(root)) if (raw := raw_in(text)))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("place", PLACES)
def test_no_page_shows_a_key(qtbot, ui, place):
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    window.show_place(place)
    settle(qtbot, ui)
    assert not (found := poor(window)), "\n".join(found)


@pytest.mark.parametrize("dialog_class", [one for one in DIALOGS if one.__name__ != "CrashDialog"])
def test_no_dialog_shows_a_key(qtbot, ui, dialog_class):
    dialog = Opener(ui)(dialog_class)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, ui)
    assert not (found := poor(dialog)), "\n".join(found)


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_no_editor_or_history_of_a_record_shows_a_key(qtbot, ui, kind):
    records = ui.store.list(kind)
    faults: list[str] = []
    for record in dict.fromkeys(one.uid for one in (*records[:2], *records[-2:])):
        for shown in (open_editor(ui, kind, record), HistoryDialog(ui, kind, record)):
            qtbot.addWidget(shown)
            settle(qtbot, ui)
            faults += poor(shown)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_no_title_search_result_or_refusal_shows_a_key(ui, kind):
    declared = ui.store.kinds[kind]
    said = [ui.store.title(one.uid) for one in ui.store.list(kind)]
    wrong = {field.name: "khong biet" for field in declared.fields if field.type is not FieldType.TEXT}
    for values in ({}, wrong):
        try:
            ui.store.save(Draft(kind, values))
        except InvalidRecord as error:
            said += [ui.translator(problem.message) for problem in error.problems]
    assert not (found := [text for text in said if raw_in(text)]), "\n".join(found)


def test_no_search_result_shows_a_key(ui):
    for words in ("báo cáo", "work-report", "situation", "2026", "dân vận", "meeting", "kết luận"):
        for found in find_records(ui.store, words, ui.translator, ui.views):
            assert not raw_in(f"{found.title} {found.detail} {found.group}"), found
