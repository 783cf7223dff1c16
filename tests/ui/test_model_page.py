"""The list and the editor of models: year, registration and theme beside the field of work."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.inputs import ChoiceInput
from danvan_desktop.ui.pages.record_page import RecordPage


def _model(ui: UiContext, village: str, name: str, **values: object) -> str:
    base = {
        "name": name,
        "registrant": "Hội Phụ nữ",
        "unit": village,
        "registered_on": "2026-02-10",
        "period": "Cả năm",
        "aim": "Sạch đẹp",
    }
    return ui.store.save(Draft("model", base | values)).uids[0]


def test_models_are_filtered_by_year_registration_and_theme(qtbot: QtBot, ui: UiContext, village: str) -> None:
    _model(ui, village, "Đường hoa", field="environment", registration="new")
    _model(ui, village, "Tổ số", field="political_system", theme="digital", registration="kept", year=2027)
    page = RecordPage(ui, ui.views["model"])
    qtbot.addWidget(page)
    page.show()
    page.activate()
    page.filtering.show_bar()
    years = page.filters.combo("year")
    qtbot.waitUntil(lambda: years.count() == 3)
    assert [years.itemText(row) for row in range(3)] == ["Năm: tất cả", "2027", "2026"]
    for name, code, found in (("year", 2026, 1), ("theme", "environment", 1), ("registration", "kept", 1)):
        combo = page.filters.combo(name)
        combo.setCurrentIndex(combo.findData(code))
        combo.activated.emit(combo.currentIndex())
        qtbot.waitUntil(lambda expected=found: page.table.rowCount() == expected)
        combo.setCurrentIndex(0)
        combo.activated.emit(0)
        qtbot.waitUntil(lambda: page.table.rowCount() == 2)


def test_a_choice_of_before_stands_in_its_words_and_is_saved_as_what_it_means(
    qtbot: QtBot, ui: UiContext, village: str
) -> None:
    uid = _model(ui, village, "Đường hoa", field="economy")
    editor = open_editor(ui, "model", uid)
    qtbot.waitExposed(editor)
    editor.form.put("field", "food_safety")
    field = editor.form.input("field")
    assert isinstance(field, ChoiceInput)
    assert field.box.currentText() == "An toàn thực phẩm"
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    record = ui.store.get(uid)
    assert record is not None
    assert (record.get("field"), record.get("theme")) == ("culture_society", "food_safety")
    editor.close()


def test_names_can_be_read_beside_all_columns_on_a_small_screen(qtbot: QtBot, ui: UiContext, village: str) -> None:
    _model(ui, village, "Tổ công nghệ số cộng đồng đi từng ngõ", field="political_system", theme="digital")
    page = RecordPage(ui, ui.views["model"])
    qtbot.addWidget(page)
    page.resize(1170, 700)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    names = [field.name for field in page.table.columns]
    header = page.view.horizontalHeader()
    assert not any(page.view.isColumnHidden(place) for place in range(len(names)))
    assert header.sectionSize(names.index("name")) >= 200
