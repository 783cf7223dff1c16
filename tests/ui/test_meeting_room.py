"""Writing minutes while the meeting goes on: roll, votes, clock, opinions, ready-made texts."""

import datetime as dt
import io

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_clock import MeetingClock
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.forms.inputs import ChoiceInput, LineInput
from danvan_desktop.ui.forms.phrases import shipped_phrases
from danvan_desktop.ui.widgets.name_dialog import NameDialog
from danvan_desktop.ui.widgets.questions import Answer
from tests.uids import new_uid

HEADS = ("Nguyễn Văn An", "Trần Thị Bình", "Phạm Văn Ánh", "Lê Thị Dung")


@pytest.fixture(autouse=True)
def _may_lose_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)


@pytest.fixture
def households(ui: UiContext, village: str) -> list[str]:
    drafts = [Draft("household", {"unit": village, "order": n, "head": head}) for n, head in enumerate(HEADS, 1)]
    return list(ui.store.save(*drafts).uids)


@pytest.fixture
def editor(qtbot: QtBot, ui: UiContext, village: str) -> MeetingEditor:
    made = MeetingEditor(ui, "meeting", preset={"unit": village})
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    values = {"subject": "Bàn làm đường", "starts_at": "2026-08-12T19:30", "place": "Nhà văn hóa"}
    for name, value in {**values, "chair": "Nguyễn Văn An", "secretary": "Trần Thị Bình"}.items():
        made.form.put(name, value)
    made.show()
    qtbot.waitExposed(made)
    return made


def saved(qtbot: QtBot, ui: UiContext, editor: RecordEditor) -> None:
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()


def called(qtbot: QtBot, editor: MeetingEditor) -> MeetingEditor:
    qtbot.waitUntil(lambda: editor.roll.rows.total == len(HEADS))
    editor.tabs.setCurrentWidget(editor.roll)
    return editor


def tick(editor: MeetingEditor, typed: str) -> None:
    QTest.keyClicks(editor.roll.line, typed)
    QTest.keyClick(editor.roll.line, Qt.Key.Key_Return)


def test_roll_is_called_by_part_of_a_name_or_by_number_and_feeds_the_quorum(qtbot, ui, households, editor):
    called(qtbot, editor)
    editor.form.put("purpose", "village_rules")
    tick(editor, "van an")
    tick(editor, "2")
    tick(editor, "dung")
    assert editor.roll.rows.present == 3
    assert editor.roll.count.text() == "Có mặt 3/4 hộ"
    assert editor.form.input("households_present").value() == 3
    qtbot.waitUntil(lambda: editor.form.input("households_total").value() == 120)
    assert "CHƯA đủ điều kiện họp: 3/120" in editor.quorum.text()


def test_roll_leaves_the_legal_total_alone_and_says_where_it_differs(qtbot, ui, village, households, editor):
    called(qtbot, editor)
    editor.form.put("households_total", 96)
    editor.decisions.add()
    for name, value in {"title": "Góp tiền", "content_type": "contribution", "votes_for": 4}.items():
        editor.decisions.form.put(name, value)
    editor.decisions.form.put("votes_against", 0)
    for typed in ("1", "2", "3", "4"):
        tick(editor, typed)
    assert "Danh sách hộ có 4 hộ, cuộc họp ghi Tổng số hộ là 96." in editor.roll.differences.text()
    saved(qtbot, ui, editor)
    stored = ui.store.get(editor.uid)
    assert (stored.number("households_total"), stored.number("households_present")) == (96, 4)
    assert editor.decisions.rows.index(0, 4).data() == "Không được thông qua"
    ui.store.save(*[Draft("household", {"unit": village, "head": f"Hộ {n}"}) for n in range(92)])
    editor.roll.reload()
    qtbot.waitUntil(lambda: editor.roll.rows.total == 96)
    assert editor.roll.differences.isHidden()


def test_roll_does_not_write_over_a_number_that_was_counted_otherwise(qtbot, ui, households, editor):
    called(qtbot, editor)
    editor.form.put("households_present", 70)
    tick(editor, "1")
    tick(editor, "2")
    assert editor.form.input("households_present").value() == 70
    assert "Đã điểm danh 2 hộ, cuộc họp ghi 70 hộ có đại diện dự." in editor.roll.differences.text()
    assert editor.roll.count_button.isVisibleTo(editor.roll)
    QTest.keyClick(editor.roll.count_button, Qt.Key.Key_Space)
    assert editor.form.input("households_present").value() == 2
    assert not editor.roll.count_button.isVisibleTo(editor.roll)
    tick(editor, "3")
    assert editor.form.input("households_present").value() == 3


def test_empty_opinion_is_not_saved_and_closing_does_not_ask_about_it(qtbot, ui, editor):
    for name, value in {"households_total": 4, "households_present": 3}.items():
        editor.form.put(name, value)
    for _time in range(2):
        QTest.keyClick(editor, Qt.Key.Key_F2)
    assert len(editor.opinions.rows.rows) == 1
    editor.opinions.form.put("content", "Mương tắc")
    QTest.keyClick(editor, Qt.Key.Key_F2)
    saved(qtbot, ui, editor)
    assert [opinion.text("content") for opinion in ui.store.children(editor.uid, "opinion")] == ["Mương tắc"]
    QTest.keyClick(editor, Qt.Key.Key_F2)
    assert not editor.is_touched


def test_every_grid_leaves_out_what_nobody_wrote(qtbot, ui, editor):
    for kind in ui.store.kinds:
        if kind.parent is None or kind.name == "attendance":
            continue
        rows = ChildRows(kind, (), ui.translator, new_uid)
        rows.add()
        assert rows.drafts("p") == []
        assert not rows.is_touched
        field = next(f for f in kind.fields if f.type in (FieldType.TEXT, FieldType.LONG_TEXT))
        place = rows.add()
        rows.type_into(place, {field.name: "x"}, {field.name: "x"})
        rows.add()
        (draft,) = rows.drafts("p")
        assert draft.values[field.name] == "x"
        assert draft.values.get("order") in ((1,) if kind.has("order") else (None,))


def test_attendance_is_saved_with_the_meeting_and_unticking_takes_it_out(qtbot, ui, households, editor):
    called(qtbot, editor)
    for typed in ("1", "2", "3"):
        tick(editor, typed)
    saved(qtbot, ui, editor)
    present = {record.text("household") for record in ui.store.children(editor.uid, "attendance")}
    assert present == set(households[:3])
    editor.roll.rows.toggle(2)
    assert editor.is_touched
    saved(qtbot, ui, editor)
    assert {r.text("household") for r in ui.store.children(editor.uid, "attendance")} == set(households[:2])
    assert ui.store.get(editor.uid).number("households_present") == 2


def test_household_called_twice_stays_present_and_is_told(qtbot, ui, households, editor):
    called(qtbot, editor)
    for _time in range(2):
        tick(editor, "dung")
    assert editor.roll.rows.present == 1
    assert editor.roll.told.text() == "4. Lê Thị Dung: đã điểm danh rồi."
    QTest.keyClick(editor.roll.line, Qt.Key.Key_Return)
    assert editor.roll.rows.present == 1


def test_households_of_one_name_are_told_apart_by_number_and_address(qtbot, ui, village, editor):
    made = [{"head": "Lê Văn Bình", "address": "Xóm Trại"}, {"head": "Lê Văn Bình"}, {"head": "Lê Văn Bình"}]
    ui.store.save(*[Draft("household", {"unit": village, **one}) for one in made])
    editor.roll.reload()
    qtbot.waitUntil(lambda: editor.roll.rows.total == 3)
    editor.tabs.setCurrentWidget(editor.roll)
    assert len(set(editor.roll.rows.names)) == 3
    assert any(name.endswith("Lê Văn Bình – Xóm Trại") for name in editor.roll.rows.names)
    tick(editor, "2")
    assert [editor.roll.rows.is_present(place) for place in range(3)] == [False, True, False]


def test_roll_without_households_takes_a_pasted_list_and_shows_it(qtbot, ui, village, editor):
    editor.tabs.setCurrentWidget(editor.roll)
    qtbot.waitUntil(editor.roll.empty.button.isVisible)
    editor.roll.take_list("STT\tHọ tên\n1\tNguyễn Văn An\n2\tTrần Thị Bình\nTổng cộng\t2")
    qtbot.waitUntil(lambda: editor.roll.rows.total == 2)
    assert "Đã thêm 2 hộ. Không lấy: STT Họ tên; Tổng cộng 2" in editor.roll.told.text()
    tick(editor, "2")
    assert editor.roll.rows.is_present(1)
    editor.roll.take_list("Lê Văn Cường")
    qtbot.waitUntil(lambda: editor.roll.rows.total == 3)
    assert editor.roll.rows.names[2] == "3. Lê Văn Cường"
    assert editor.roll.rows.is_present(1)


def test_households_of_another_process_appear_when_the_record_is_read_again(qtbot, ui, village, households, editor):
    called(qtbot, editor)
    for name, value in {"households_total": 120, "households_present": 3}.items():
        editor.form.put(name, value)
    saved(qtbot, ui, editor)
    ui.store.save(Draft("household", {"unit": village, "order": 5, "head": "Hộ mới"}))
    editor.reload()
    qtbot.waitUntil(lambda: editor.roll.rows.total == 5)


def test_name_that_is_not_there_ticks_nobody_and_is_told(qtbot, ui, households, editor):
    called(qtbot, editor)
    tick(editor, "1")
    tick(editor, "hoang thi khong co")
    assert [editor.roll.rows.is_present(place) for place in range(4)] == [True, False, False, False]
    assert editor.roll.told.text() == "Không có hộ nào khớp “hoang thi khong co”."


def test_name_of_several_households_is_asked_about_once(qtbot, ui, households, editor):
    called(qtbot, editor)
    tick(editor, "van")
    assert editor.roll.rows.present == 0
    assert editor.roll.told.text().startswith("2 hộ khớp “van”: bấm Enter lần nữa để điểm danh 1. Nguyễn Văn An")
    QTest.keyClick(editor.roll.line, Qt.Key.Key_Return)
    assert [editor.roll.rows.is_present(place) for place in range(4)] == [True, False, False, False]


def test_arrow_goes_to_the_next_household_of_the_same_name(qtbot, ui, households, editor):
    called(qtbot, editor)
    QTest.keyClicks(editor.roll.line, "van")
    QTest.keyClick(editor.roll.line, Qt.Key.Key_Down)
    QTest.keyClick(editor.roll.line, Qt.Key.Key_Return)
    assert [editor.roll.rows.is_present(place) for place in range(4)] == [False, False, True, False]


def test_space_bar_ticks_the_household_in_the_list(qtbot, ui, households, editor):
    called(qtbot, editor)
    editor.roll.view.setFocus()
    editor.roll.view.setCurrentIndex(editor.roll.rows.index(1))
    QTest.keyClick(editor.roll.view, Qt.Key.Key_Space)
    assert editor.roll.rows.is_present(1)


def test_signed_minutes_take_no_ticks(qtbot, ui, households, editor):
    called(qtbot, editor)
    for typed in ("1", "2", "3"):
        tick(editor, typed)
    editor.form.put("state", "signed")
    saved(qtbot, ui, editor)
    editor.roll.rows.toggle(3)
    assert editor.roll.rows.present == 3
    assert not editor.roll.line.isEnabled()


def test_household_of_another_village_cannot_attend(qtbot, ui, households, editor):
    saved_values = {"households_total": 4, "households_present": 3}
    for name, value in saved_values.items():
        editor.form.put(name, value)
    saved(qtbot, ui, editor)
    other = ui.store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-02"})).uids[0]
    stranger = ui.store.save(Draft("household", {"unit": other, "head": "Đỗ Văn Giang"})).uids[0]
    (problem,) = ui.store.check_drafts([Draft("attendance", {"meeting": editor.uid, "household": stranger})])[0]
    assert problem.field == "household"


def test_votes_are_counted_by_keys_and_told_by_law(qtbot, ui, editor):
    editor.form.put("households_total", 10)
    editor.form.put("households_present", 9)
    editor.decisions.add()
    editor.decisions.form.put("title", "Góp tiền làm đường")
    editor.decisions.form.put("content_type", "contribution")
    counter = editor.count_votes()
    QTest.keyClicks(counter, "1111111111")
    assert counter.result_line.text().startswith("! Chưa xác định được kết quả. Tổng số phiếu là 10, nhiều hơn 9 hộ")
    for _time in range(3):
        QTest.keyClick(counter, Qt.Key.Key_Backspace)
    editor.form.put("households_present", None)
    QTest.keyClick(counter, Qt.Key.Key_Backspace)
    assert "Chưa ghi “Số hộ có đại diện dự họp”" in counter.result_line.text()
    assert not counter.result_line.property("good")
    editor.form.put("households_present", 9)
    QTest.keyClicks(counter, "1")
    assert counter.result_line.text().startswith("✓ Được thông qua: 7/10")
    QTest.keyClick(counter, Qt.Key.Key_Backspace)
    assert counter.result_line.text().startswith("! Không được thông qua: 6/10")
    QTest.keyClicks(counter, "123")
    QTest.keyClick(counter, Qt.Key.Key_Return)
    counts = [editor.decisions.form.input(name).value() for name in ("votes_for", "votes_against", "votes_abstain")]
    assert counts == [7, 1, 1]


def test_abandoned_count_leaves_the_votes_alone(qtbot, ui, editor, answers):
    answers.append(Answer.LOSE)
    editor.decisions.add()
    editor.decisions.form.put("votes_for", 5)
    counter = editor.count_votes()
    QTest.keyClicks(counter, "11")
    QTest.keyClick(counter, Qt.Key.Key_Escape)
    assert editor.decisions.form.input("votes_for").value() == 5


def test_one_key_begins_an_opinion_from_any_tab(qtbot, ui, editor):
    editor.tabs.setCurrentIndex(0)
    QTest.keyClick(editor, Qt.Key.Key_F2)
    assert editor.tabs.currentWidget() is editor.opinions
    QTest.keyClicks(editor.opinions.form.input("speaker_name").focusProxy(), "Pham Van Dung")
    QTest.keyClick(editor, Qt.Key.Key_F2)
    assert [row.values.get("speaker_name") for row in editor.opinions.rows.rows] == ["Pham Van Dung", None]


def test_agenda_is_put_in_line_by_line(qtbot, ui, editor):
    (first, *_rest) = shipped_phrases("meeting.agenda")
    editor.tabs.setCurrentWidget(editor.agenda)
    editor.agenda_phrases.fill()
    next(action for action in editor.agenda_phrases.menu().actions() if action.text() == first.name).trigger()
    assert [row.values["title"] for row in editor.agenda.rows.rows] == first.text.split("\n")


def test_own_text_is_kept_and_offered_the_next_time(qtbot, ui, editor):
    editor.form.put("conclusion", "Giao Trưởng thôn niêm yết công khai.")
    button = next(b for b in editor.form._fields._phrase_buttons if b._target == "meeting.conclusion")
    button.fill()
    button.menu().actions()[-1].trigger()
    (asked,) = editor.findChildren(NameDialog)
    asked.line.setText("Niêm yết")
    with qtbot.waitSignal(ui.operations.idle):
        QTest.keyClick(asked.line, Qt.Key.Key_Return)
    editor.form.put("conclusion", "")
    button.fill()
    next(action for action in button.menu().actions() if action.text() == "Niêm yết").trigger()
    assert editor.form.input("conclusion").value() == "Giao Trưởng thôn niêm yết công khai."


def test_clock_begins_and_ends_the_meeting(qtbot, ui):
    now = [dt.datetime(2026, 8, 12, 19, 30, 40)]
    clock = MeetingClock(ui.translator, lambda: now[0])
    qtbot.addWidget(clock)
    moments = []
    clock.began.connect(moments.append)
    clock.ended.connect(moments.append)
    clock.show_times(None, None)
    clock.begin_button.click()
    clock.show_times(dt.datetime(2026, 8, 12, 19, 30), None)
    now[0] = dt.datetime(2026, 8, 12, 21, 0)
    clock.show_times(dt.datetime(2026, 8, 12, 19, 30), None)
    assert clock.words.text() == "Đang họp: 1 giờ 30 phút"
    clock.end_button.click()
    assert moments == ["2026-08-12T19:30", "2026-08-12T21:00"]
    now[0] = dt.datetime(2026, 8, 20, 8, 0)
    clock.show_times(dt.datetime(2026, 8, 12, 19, 30), None)
    assert not clock.is_running


def test_number_of_households_comes_with_the_village(qtbot, ui, village):
    editor = MeetingEditor(ui, "meeting")
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(editor)
    editor.form.put("unit", village)
    qtbot.waitUntil(lambda: editor.form.input("households_total").value() == 120)


def test_photo_dropped_on_a_meeting_loses_its_place_and_shows_small(qtbot, ui, editor, tmp_path):
    for name, value in {"households_total": 4, "households_present": 3}.items():
        editor.form.put(name, value)
    saved(qtbot, ui, editor)
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (21.0, 16.0, 0.0)
    Image.new("RGB", (3000, 1500), "#1a7f5a").save(tmp_path / "anh-hop.jpg", exif=exif)
    with qtbot.waitSignal(ui.operations.idle):
        editor.attachments.add_files([tmp_path / "anh-hop.jpg"])
    (stored,) = ui.store.children(editor.uid, "attachment")
    with Image.open(io.BytesIO(ui.store.blobs.read(stored.text("sha256")))) as image:
        assert image.size == (1920, 960)
        assert not image.getexif()

    def shown() -> bool:
        pixel = editor.attachments.list.item(0).icon().pixmap(72, 72).toImage().pixelColor(36, 18)
        return pixel.green() > pixel.red() + 50

    qtbot.waitUntil(shown)


def test_damaged_photo_is_told_and_nothing_is_attached(qtbot, ui, editor, tmp_path):
    for name, value in {"households_total": 4, "households_present": 3}.items():
        editor.form.put(name, value)
    saved(qtbot, ui, editor)
    (tmp_path / "hong.jpg").write_bytes(b"no photo")
    with qtbot.waitSignal(ui.operations.failed) as failed:
        editor.attachments.add_files([tmp_path / "hong.jpg"])
    assert "Không đọc được ảnh" in str(failed.args[0])
    assert not ui.store.children(editor.uid, "attachment")


def test_all_columns_of_the_roll_that_are_in_sight_are_so_whole(qtbot, ui, village, editor):
    heads = [f"Nguyễn Thị Phương Thảo {n}" for n in range(1, 301)]
    ui.store.save(*(Draft("household", {"unit": village, "order": n, "head": one}) for n, one in enumerate(heads, 1)))
    editor.roll.reload()
    editor.tabs.setCurrentWidget(editor.roll)
    qtbot.waitUntil(lambda: editor.roll.rows.total == len(heads) and editor.roll.view.isVisible())
    for width in (700, 811, 1003):
        editor.resize(width, 600)
        view = editor.roll.view
        qtbot.waitUntil(
            lambda view=view, width=width: abs(editor.width() - width) <= 1 and view.horizontalScrollBar().maximum() > 0
        )
        room, cell = view.viewport().width(), view.gridSize().width()
        assert room % cell < room // cell, (room, cell)
        assert cell >= view.fontMetrics().horizontalAdvance(heads[-1])


def test_a_list_of_households_is_pasted_where_it_is_missed(qtbot, ui, village, editor):
    editor.tabs.setCurrentWidget(editor.roll)
    roll = editor.roll
    qtbot.waitUntil(roll.empty.button.isVisible)
    assert not roll.paste_button.isVisible()
    QApplication.clipboard().setText("TT\tChủ hộ\n1\tNguyễn Văn An\n2\tTrần Thị Bình")
    roll.empty.button.setFocus()
    QTest.keyClick(roll.empty.button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: roll.rows.total == 2)
    assert (roll.empty.isVisible(), roll.paste_button.isVisible()) == (False, True)
    assert roll.window().focusWidget() is roll.line


def test_who_leads_and_writes_is_read_whole_on_a_small_screen(qtbot: QtBot, editor: MeetingEditor) -> None:
    editor.resize(760, 700)
    written = "Nguyễn Thị Hồng Nhung, Chi hội trưởng Phụ nữ"
    for name in ("chair", "secretary"):
        editor.form.put(name, written)
        field = editor.form.input(name)
        assert isinstance(field, LineInput)
        line = field.line
        qtbot.waitUntil(lambda line=line: line.width() >= line.fontMetrics().horizontalAdvance(written) + 20)
    side = editor.form.input("convened_by")
    assert isinstance(side, ChoiceInput)
    longest = "Trưởng thôn, Tổ trưởng tổ dân phố"
    qtbot.waitUntil(lambda: side.box.width() >= side.box.fontMetrics().horizontalAdvance(longest) + 40)


def test_the_clock_stands_in_line_with_what_is_written_in_the_stages(editor: MeetingEditor) -> None:
    def left(widget: QWidget) -> int:
        return widget.mapTo(editor, QPoint(0, 0)).x()

    editor.form.put("ends_at", "2026-08-12T21:00")
    editor.show_edited()
    assert editor.clock.words.isVisible()
    assert left(editor.clock.words) == left(editor.form.input("chair"))
