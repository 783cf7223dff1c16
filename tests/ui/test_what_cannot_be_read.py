"""What was kept here, or came from elsewhere, and cannot be read is shown where it is edited and stops nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from danvan_desktop.assets import MissingResource
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import KeptDraft, Store
from danvan_desktop.store.connection import transaction
from danvan_desktop.ui.app import show_bugs_over
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
from danvan_desktop.ui.dialogs.rules_panel import RulesPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_draft, open_editor
from danvan_desktop.ui.forms import phrases
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.recent_stores import RecentStores
from danvan_desktop.ui.reports.composer_dialog import ComposerDialog
from danvan_desktop.ui.widgets.list_menus import ColumnChoice, SavedFilters
from tests.ui.windows import window_over
from tests.uids import new_uid

RULE = "meeting.quorum"
JUNK = (
    "", "rác", "[1, 2]", "{}", '{"names": 5, "widths": []}', '{"a": {"text": [1]}}', "[" * 50_000, "9" * 5_000,
    "null", "0x0",
)  # fmt: skip
DRAFTS = (
    "", "rác", "[]", "{}", '{"preset": 1, "typed": {}, "parts": {}}', "[" * 50_000,
    '{"preset": {}, "typed": {"content": [1]}, "parts": {}}',
    '{"preset": {}, "typed": {}, "parts": {"opinion": {"rows": [{"uid": 5}]}}}',
    '{"preset": {}, "typed": {}, "parts": {}, "shown": {"x": {"y": ["z"]}}}',
)  # fmt: skip


@pytest.fixture(autouse=True)
def _loses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)


@pytest.fixture
def editors() -> Iterator[list[RecordEditor]]:
    made: list[RecordEditor] = []
    yield made
    for editor in made:
        editor.close()


def forged(store: Store, kind: str, values: Mapping[str, Value]) -> str:
    """Write past all rules, as only another program could."""
    uid, writer = new_uid(), store._writer
    with transaction(store._connection):
        cells = [writer._cells.assignment(kind, uid, name, value, is_new=True) for name, value in values.items()]
        writer._append(cells, [uid], [])
    store.forget_law()
    return uid


@pytest.mark.parametrize("content", DRAFTS)
def test_a_draft_that_cannot_be_read_is_told_of_and_what_is_stored_is_shown(
    ui: UiContext, editors: list[RecordEditor], content: str
) -> None:
    values = {"unit": ui.store.unit.uid, "starts_at": "2026-08-12T19:30", "subject": "Bàn làm đường"}
    uid = forged(ui.store, "meeting", values)
    ui.store.drafts.keep(KeptDraft(uid, "meeting", "hôm qua", content))
    editors.append(open_editor(ui, "meeting", uid))
    assert editors[0].form.input("subject").raw() == "Bàn làm đường"
    assert "Không đọc được bản nháp" in editors[0].trouble.text()
    assert content[:10].strip() in editors[0].trouble.text()
    assert not editors[0].is_touched


def test_a_draft_of_a_kind_whose_records_may_be_secret_shows_nothing_of_itself(
    ui: UiContext, editors: list[RecordEditor]
) -> None:
    editors.append(open_draft(ui, KeptDraft("x", "petition", "hôm qua", "Nguyễn Văn Tố Cáo"), None))
    assert "Không đọc được bản nháp" in editors[0].trouble.text()
    assert "Tố Cáo" not in editors[0].trouble.text()


def test_what_a_draft_names_that_this_version_does_not_know_is_passed_over(
    ui: UiContext, editors: list[RecordEditor]
) -> None:
    content = {"preset": {}, "typed": {"subject": "Bàn mương", "later": "x"}, "parts": {"later": {}}, "more": 1}
    editors.append(open_draft(ui, KeptDraft("m", "meeting", "2026-08-12T08:00:00", json.dumps(content)), None))
    assert editors[0].form.input("subject").raw() == "Bàn mương"


@pytest.mark.parametrize("junk", JUNK)
def test_columns_and_filters_that_cannot_be_read_leave_the_list_as_usual(
    ui: UiContext, qtbot: QtBot, junk: str
) -> None:
    ui.store.settings.set("columns.petition", junk)
    ui.store.settings.set("filters.petition", junk)
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    assert page.columns.names == list(page.kind.listed)


def test_a_filter_that_cannot_be_read_is_named_beside_those_that_can(ui: UiContext, qtbot: QtBot) -> None:
    ui.store.settings.set("filters.petition", '{"Tốt": {"text": "mương"}, "Hỏng": {"field.state": {"new": 1}}}')
    filters = SavedFilters(ui, "petition", dict)
    qtbot.addWidget(filters)
    assert list(filters.filters) == ["Tốt"]
    filters._fill()
    assert any("“Hỏng”: không đọc được" in action.text() for action in filters._menu.actions())


def test_what_the_list_falls_back_to_is_told_in_its_menus(ui: UiContext, qtbot: QtBot) -> None:
    ui.store.settings.set("columns.petition", "rác")
    ui.store.settings.set("filters.petition", "rác")
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    lines = page.columns.menu(page, list).actions()
    assert "đang dùng cột mặc định" in lines[0].text()
    filters = SavedFilters(ui, "petition", dict)
    qtbot.addWidget(filters)
    filters._fill()
    assert "Các bộ lọc đã lưu" in filters._menu.actions()[0].text()


def test_phrases_of_the_program_that_are_damaged_leave_those_of_the_office(
    ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_asked: object) -> object:
        raise MissingResource(Path("phrases.json"))

    monkeypatch.setattr(phrases, "read_resource", damaged)
    ui.store.save(Draft("phrase", {"name": "Của xã", "target": "petition.content", "text": "Mương tắc"}))
    button = phrases.PhraseButton(ui, "petition.content", lambda _text: None, lambda: "")
    qtbot.addWidget(button)
    button.fill()
    told = [action.text() for action in button.menu().actions()]
    assert "hãy cài lại" in told[0]
    assert "Của xã" in told


def test_a_list_of_recent_stores_that_cannot_be_read_is_told_in_the_menu(tmp_path: Path) -> None:
    (tmp_path / "recent.json").write_text("rác", "utf-8")
    recent = RecentStores(tmp_path)
    assert recent.is_damaged
    assert not recent.paths()
    recent.add(tmp_path / "a.db")
    assert not recent.is_damaged


def test_a_lacking_file_of_the_program_is_told_in_words_and_not_as_a_bug(ui: UiContext, qtbot: QtBot) -> None:
    window = window_over(ui)
    qtbot.addWidget(window)
    missing = MissingResource(Path("state.json"))
    show_bugs_over(window, ui.translator)(MissingResource, missing, None)
    box = window.findChild(QMessageBox)
    assert "state.json" in box.text()
    assert "dữ liệu vẫn nguyên" in box.text()
    assert not [one for one in window.findChildren(QDialog) if isinstance(one, CrashDialog)]
    box.close()


def test_only_columns_of_the_kind_count(ui: UiContext, qtbot: QtBot) -> None:
    ui.store.settings.set("columns.petition", '{"names": ["number", "later"], "widths": {"number": 90, "later": 5}}')
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    chosen = ColumnChoice(ui, page.kind, page)
    assert (chosen.names, chosen.widths) == (["number"], {"number": 90})


@pytest.mark.parametrize("junk", ["rác", "-1", "9" * 400, "2026-99-99"])
def test_a_window_opens_over_settings_that_cannot_be_read(ui: UiContext, qtbot: QtBot, junk: str) -> None:
    first = window_over(ui)
    qtbot.addWidget(first)
    first.close()
    names = {name for (name,) in ui.store._connection.execute("SELECT name FROM setting").fetchall()}
    kept = {"backup.last", "look.theme", "look.size", "window.place", "window.geometry", "office.style", "language"}
    for name in {name for name in names if name.startswith(("window", "look", "columns", "filters"))} | kept:
        ui.store.settings.set(name, junk)
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not ui.operations.busy)
    window.close()


def test_values_that_cannot_be_used_are_told_beside_their_fields_until_one_types(
    ui: UiContext, editors: list[RecordEditor]
) -> None:
    values = {"number": "1", "received_on": "9999-12-31", "unit": ui.store.unit.uid, "content": "x", "field": "nope"}
    uid = forged(ui.store, "petition", values)
    editors.append(open_editor(ui, "petition", uid))
    notes = editors[0].form._notes
    assert "Không dùng được giá trị đã ghi" in notes["received_on"].text()
    assert "Nơi ghi: đơn vị này" in notes["field"].text()
    editors[0].form.put("field", "land")
    editors[0].form.show_problems((), only_touched=True)
    assert notes["field"].isHidden()
    assert not notes["received_on"].isHidden()


def test_the_rules_panel_shows_what_cannot_be_read_and_writes_over_the_own_one_alone(
    ui: UiContext, qtbot: QtBot
) -> None:
    uid = forged(ui.store, "rule_override", {"rule": RULE, "value": "1/0", "reason": "x"})
    forged(ui.store, "rule_override", {"rule": "no.such", "value": "1/2", "reason": "x"})
    panel = RulesPanel(ui)
    qtbot.addWidget(panel)
    panel.rules.choose(RULE)
    assert "“1/0” của đơn vị này: không đọc được" in panel.others.text()
    assert "“no.such”" in panel.others.text()
    assert panel.value.text() == "1/0"
    panel.value.setText("3/4")
    panel.below.setChecked(True)
    panel._set_override()
    qtbot.waitUntil(lambda: "1/0" not in panel.others.text())
    record = ui.store.get(uid)
    assert record is not None
    assert (record.text("value"), record.get("holds_below")) == ("3/4", True)
    assert str(ui.store.law[RULE].value) == "3/4"


def test_a_template_that_cannot_be_read_is_told_where_the_text_is_written(ui: UiContext, qtbot: QtBot) -> None:
    folder = ui.store.path.parent / "narrative"
    folder.mkdir()
    (folder / "work-report.json").write_text("rác", "utf-8")
    composer = ComposerDialog(ui, "work-report", Period.parse("2026-Q3"))
    qtbot.addWidget(composer)
    qtbot.waitUntil(lambda: bool(composer.sections.items))
    assert "Đang dùng mẫu của phần mềm" in composer.banner.text()
