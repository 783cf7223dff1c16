"""Where a model was taken up, in the window: a tree that is gone through by keys and opened from."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.model_editor import ModelEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.inputs import LineInput
from danvan_desktop.ui.operations import ChangeSummary


def made(ui: UiContext, kind: str, /, **values: object) -> str:
    return ui.store.save(Draft(kind, values)).uids[0]


def model(ui: UiContext, name: str, day: str, source: str | None = None) -> str:
    unit = made(ui, "unit", name=f"Thôn {name}", kind="village", code=name, parent=ui.store.unit.uid)
    given = {"registrant": f"Chi hội thôn {name}", "period": "năm 2026", "aim": "Sạch đẹp"}
    return made(
        ui,
        "model",
        name=f"Đường hoa {name}",
        unit=unit,
        registered_on=day,
        grown_from=source,
        state="under_way",
        **given,
    )


def opened(ui: UiContext, qtbot: QtBot, uid: str) -> ModelEditor:
    editor = open_editor(ui, "model", uid)
    assert isinstance(editor, ModelEditor)
    editor.show()
    editor.tabs.setCurrentWidget(editor.tree)
    qtbot.waitUntil(lambda: not ui.operations.reading)
    return editor


def test_arrow_keys_go_through_the_tree_and_enter_opens_a_model(ui: UiContext, qtbot: QtBot) -> None:
    first = model(ui, "Đông", "2026-01-05")
    west = model(ui, "Tây", "2026-02-01", first)
    south = model(ui, "Nam", "2026-02-02", first)
    editor = opened(ui, qtbot, west)
    boxes = editor.tree.picture.boxes
    assert [box.uid for box in boxes.shown] == [first, west, south]
    assert (
        boxes.accessibleDescription() == "Thôn Đông → Thôn Tây, Đường hoa Tây, Chi hội thôn Tây, 2026 · Đang thực hiện"
    )
    asked: list[str] = []
    editor.open_requested.connect(lambda _kind, uid: asked.append(uid))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Right):
        qtbot.keyClick(boxes, key)
    assert asked == [south, first]
    assert boxes.shown[boxes.current].uid == west
    qtbot.keyClick(boxes, Qt.Key.Key_Return)
    assert editor.tabs.currentIndex() == 0, "its own box leads to its form"
    editor.leave()


def test_a_double_click_opens_a_model(ui: UiContext, qtbot: QtBot) -> None:
    first = model(ui, "Đông", "2026-01-05")
    west = model(ui, "Tây", "2026-02-01", first)
    editor = opened(ui, qtbot, first)
    boxes = editor.tree.picture.boxes
    with qtbot.waitSignal(editor.open_requested) as asked:
        qtbot.mouseDClick(boxes, Qt.MouseButton.LeftButton, pos=boxes.rect_of(1).center())
    assert asked.args == ["model", west]
    editor.leave()


def test_the_tree_grows_when_another_takes_the_model_up(ui: UiContext, qtbot: QtBot) -> None:
    first = model(ui, "Đông", "2026-01-05")
    editor = opened(ui, qtbot, first)
    assert editor.tree.currentWidget() is editor.tree.hint
    west = model(ui, "Tây", "2026-02-01", first)
    ui.operations.changed.emit(ChangeSummary(frozenset({"model"}), (west,)))
    qtbot.waitUntil(lambda: editor.tree.currentWidget() is editor.tree.picture)
    assert len(editor.tree.picture.boxes.shown) == 2
    assert not editor.tree.picture.grab().isNull()
    editor.leave()


def test_the_keyboard_stays_on_its_box_when_another_takes_the_model_up(ui: UiContext, qtbot: QtBot) -> None:
    first = model(ui, "Đông", "2026-01-05")
    west = model(ui, "Tây", "2026-02-01", first)
    editor = opened(ui, qtbot, first)
    boxes = editor.tree.picture.boxes
    qtbot.keyClick(boxes, Qt.Key.Key_Right)
    earlier = model(ui, "Bắc", "2026-01-20", first)
    ui.operations.changed.emit(ChangeSummary(frozenset({"model"}), (earlier,)))
    qtbot.waitUntil(lambda: len(boxes.shown) == 3)
    assert boxes.shown[boxes.current].uid == west
    editor.leave()


def test_the_tree_takes_the_room_of_larger_letters(ui: UiContext, qtbot: QtBot) -> None:
    editor = opened(ui, qtbot, model(ui, "Tây", "2026-02-01", model(ui, "Đông", "2026-01-05")))
    boxes = editor.tree.picture.boxes
    height = boxes.minimumHeight()
    font = boxes.font()
    font.setPointSize(2 * font.pointSize())
    boxes.setFont(font)
    assert boxes.minimumHeight() == boxes.sizeHint().height() > height
    editor.leave()


def test_a_time_of_two_years_is_read_whole_beside_the_list_of_a_small_screen(ui: UiContext, qtbot: QtBot) -> None:
    editor = opened(ui, qtbot, model(ui, "Đông", "2026-01-05"))
    editor.tabs.setCurrentIndex(0)
    editor.resize(760, 700)
    field = editor.form.input("period")
    assert isinstance(field, LineInput)
    written = "từ tháng 9 năm 2026 đến tháng 9 năm 2027"
    qtbot.waitUntil(lambda: field.line.width() >= field.line.fontMetrics().horizontalAdvance(written) + 20)
    editor.close_for_good()
