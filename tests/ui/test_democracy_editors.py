"""Publicity, consultations and works in the window: grids, live results, and what one press begins."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.begun_works import work_from
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.work_editor import WorkEditor
from danvan_desktop.ui.kinds.supervision_board import open_person

Opened = Callable[[str, str], RecordEditor]
HOUSEHOLDS = 80
A_DAY = dt.timedelta(days=1)
DAY = "2026-03-02"


@pytest.fixture
def opened(ui: UiContext, qtbot: QtBot) -> Iterator[Opened]:
    editors: list[RecordEditor] = []

    def open_it(kind: str, uid: str) -> RecordEditor:
        editors.append(open_editor(ui, kind, uid))
        qtbot.waitExposed(editors[-1])
        return editors[-1]

    yield open_it
    for editor in editors:
        if shiboken6.isValid(editor):
            editor.leave()


def make(ui: UiContext, kind: str, /, **values: object) -> str:
    return ui.store.save(Draft(kind, values)).uids[0]


def grid(editor: RecordEditor, kind: str) -> ChildPanel:
    panel = editor.parts.turn_to(kind)
    assert isinstance(panel, ChildPanel)
    editor.activateWindow()
    panel.table.setFocus()
    return panel


def paste(panel: ChildPanel, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(panel.table, QKeySequence(QKeySequence.StandardKey.Paste))


def test_a_contribution_book_is_pasted_with_the_names_of_its_households(
    ui: UiContext, village: str, opened: Opened, qtbot: QtBot
) -> None:
    heads = [f"Nguyễn Văn Hộ{n}" for n in range(HOUSEHOLDS)]
    ui.store.save(*(Draft("household", {"unit": village, "head": head}) for head in heads))
    other = make(ui, "unit", name="Thôn Tây", kind="village", code="TT-9", parent=ui.store.unit.uid)
    make(ui, "household", unit=other, head=heads[0])
    work = make(ui, "community_work", name="Đường ngõ 3", type="road", unit=village, people_money=32_000_000)
    editor = opened("community_work", work)
    assert isinstance(editor, WorkEditor)
    panel = grid(editor, "contribution")
    paste(panel, "\n".join(f"{head}\t400.000\t{'12' if n == 0 else ''}\t2" for n, head in enumerate(heads)))
    qtbot.waitUntil(lambda: len(panel.rows.rows) == HOUSEHOLDS)
    told = editor.sums.text()
    assert "80 hộ" in told
    assert "32.000.000 đồng, 12 m² đất, 160 ngày công, của 80 hộ" in told
    assert "hiện vật" not in told, "what nobody gave is not told"
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    stored = ui.store.children(work, "contribution")
    assert len({one.text("household") for one in stored}) == HOUSEHOLDS
    assert {one.text("unit") for one in stored} == {village}


def test_a_book_of_excel_comes_under_its_headings_and_tells_what_is_to_be_put_right(
    ui: UiContext, village: str, opened: Opened, qtbot: QtBot
) -> None:
    an = make(ui, "household", unit=village, head="Lê Văn An")
    editor = opened("community_work", make(ui, "community_work", name="Đường ngõ 3", type="road", unit=village))
    panel = grid(editor, "contribution")
    told: list[str] = []
    ui.operations.noted.connect(lambda message: told.append(str(message)))
    rows = ("TT\tHọ và tên chủ hộ\tNgày công\tSố tiền (đ)\tMàu sơn", "1\tLê Văn An\t2\t400.000\t", "2\tAi Đó\t1\t\t")
    paste(panel, "\n".join((*rows, "Tổng cộng\t\t3\t400.000\t")))
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 2)
    first, second = panel.rows.rows
    assert (first.values["household"], first.values["money"], first.values["days"]) == (an, 400_000, 2)
    assert first.values["land"] is None, "money is no land because another column stood there"
    assert second.is_unreadable("household")
    assert told[-1] == "Đã dán 2 dòng, chưa lưu; 1 ô viền đỏ cần sửa; không lấy cột “Màu sơn”"
    assert panel.current is first, "the first of them is shown, not the hint that there is none"


def test_a_posting_begins_on_the_day_of_the_one_before_and_is_none_before_anything_is_written(
    ui: UiContext, village: str, opened: Opened, qtbot: QtBot
) -> None:
    values = {"title": "Dự toán", "item": "p02", "paper_date": DAY}
    editor = opened("publicity_item", make(ui, "publicity_item", unit=ui.store.unit.uid, **values))
    panel = grid(editor, "publicity_posting")
    panel.add()
    panel.rows.type_into(0, {"place": "Nhà văn hóa", "from_on": DAY}, {"place": "Nhà văn hóa", "from_on": DAY})
    panel.add()
    assert panel.rows.rows[1].values["from_on"] == DAY
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    assert len(ui.store.list("publicity_posting")) == 1, "nobody wrote anything into the second"
    panel.add()
    panel.rows.type_into(1, {"place": "Trụ sở"}, {"place": "Trụ sở"})
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    assert {one.text("from_on") for one in ui.store.list("publicity_posting")} == {DAY}
    assert len(ui.store.list("publicity_posting")) == 2


def test_a_name_that_is_nobodys_stays_to_be_put_right(
    ui: UiContext, village: str, opened: Opened, qtbot: QtBot
) -> None:
    work = make(ui, "community_work", name="Đường ngõ 3", type="road", unit=village)
    editor = opened("community_work", work)
    panel = grid(editor, "contribution")
    paste(panel, "Không Có Ai\t400.000")
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 1)
    assert panel.rows.index(0, 0).data() == "Không Có Ai"
    assert panel.rows.rows[0].is_unreadable("household")


def test_a_finished_work_makes_its_account_public_with_one_press(
    ui: UiContext, village: str, opened: Opened, qtbot: QtBot
) -> None:
    today = ui.today().isoformat()
    work = make(ui, "community_work", name="Đường ngõ 3", type="road", unit=village, done_on=today)
    editor = opened("community_work", work)
    assert isinstance(editor, WorkEditor)
    assert editor.publish_button.isVisible()
    with qtbot.waitSignal(editor.open_requested) as asked:
        editor.publish_button.click()
    kind, uid = asked.args
    item = ui.store.get(uid)
    assert kind == "publicity_item"
    assert item is not None
    assert (item.text("item"), item.text("title"), item.text("unit")) == (
        "p05",
        "Thu, chi khoản đóng góp: đường ngõ 3",
        village,
    )
    stored = ui.store.get(work)
    assert stored is not None
    assert stored.text("publicity") == uid


def test_a_work_that_is_not_finished_has_no_account_to_publish(ui: UiContext, village: str, opened: Opened) -> None:
    editor = opened("community_work", make(ui, "community_work", name="Đường", type="road", unit=village))
    assert isinstance(editor, WorkEditor)
    assert not editor.publish_button.isVisible()


@pytest.mark.parametrize(
    ("kind", "values", "scope", "of"),
    [
        ("decision", {"content_type": "contribution", "scope": "village"}, "village", None),
        ("decision", {"content_type": "finance", "scope": "commune"}, "commune", "fund"),
        ("commune_vote", {"content_type": "contribution"}, "commune", None),
    ],
)
def test_a_work_begins_from_what_the_people_decided(
    kind: str, values: dict[str, str], scope: str, of: str | None
) -> None:
    from danvan_desktop.domain.record import Record

    begun = work_from(Record(kind, "x", {"title": "Mỗi hộ góp 400.000 đồng", **values}))
    assert begun == {"decision": "x", "name": "Mỗi hộ góp 400.000 đồng", "scope": scope, "type": of}


def test_days_posted_and_shares_are_told_while_they_are_typed(
    ui: UiContext, village: str, opened: Opened, qtbot: QtBot
) -> None:
    item = make(ui, "publicity_item", item="p05", title="Quỹ", paper_date="2026-05-04")
    make(ui, "publicity_posting", item=item, from_on="2026-05-06", to_on="2026-06-05")
    editor = opened("publicity_item", item)
    assert "Đã niêm yết 30 ngày" in editor.told.text()  # type: ignore[attr-defined]
    asked = make(ui, "consultation", subject="Dự thảo", item="c01", drafting_body="UBND", published_on="2026-05-04")
    make(ui, "consultation_tally", consultation=asked, unit=village, answered=40, agree=30, opinions=5)
    shown = opened("consultation", asked)
    assert "Đồng ý 30 (75%)" in shown.tallied.text()  # type: ignore[attr-defined]
    panel = grid(shown, "consultation_tally")
    panel.table.setCurrentIndex(panel.rows.index(0, 5))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is panel.table)
    for letter in "40":
        QTest.keyClicks(QApplication.focusWidget() or panel.table, letter)
    QTest.keyClick(QApplication.focusWidget() or panel.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Đồng ý 40 (100%)" in shown.tallied.text())  # type: ignore[attr-defined]


def test_the_next_step_of_a_publication_leads_to_the_table_of_places(
    ui: UiContext, opened: Opened, qtbot: QtBot
) -> None:
    editor = opened("publicity_item", make(ui, "publicity_item", item="p05", title="Quỹ", paper_date="2026-05-04"))
    panel = grid(editor, "publicity_posting")
    editor.next_step.button.click()
    assert editor.tabs.currentWidget() is panel
    assert len(panel.rows.rows) == 1
    qtbot.waitUntil(lambda: panel.form.has_keyboard)
    assert editor.trouble.text() == "Để thành “Đang công khai”, hãy ghi: nơi, hình thức công khai."


def test_the_end_of_a_posting_is_told_with_its_day_and_led_to_only_once_that_has_come(
    ui: UiContext, opened: Opened
) -> None:
    today = ui.today()
    item = make(ui, "publicity_item", item="p01", title="Dự toán", paper_date=(today - A_DAY).isoformat())
    posting = make(ui, "publicity_posting", item=item, form="f01", from_on=today.isoformat())
    editor = opened("publicity_item", item)
    ends = ui.store.terms.last_day("publicity.posting", today)
    assert ends is not None
    assert ends > today
    assert f"kết thúc niêm yết, từ ngày {ui.translator.date(ends)}" in editor.next_step.words.text()
    assert editor.next_step.button.isHidden()
    long_ago = today - 60 * A_DAY
    ui.store.save(
        Draft("publicity_item", {"paper_date": long_ago.isoformat()}, item),
        Draft("publicity_posting", {"from_on": long_ago.isoformat()}, posting),
    )
    editor.reload()
    assert editor.next_step.words.text() == "Bước tiếp theo: kết thúc niêm yết."
    assert not editor.next_step.button.isHidden()


def test_what_stays_posted_has_no_end_to_be_led_to(ui: UiContext, opened: Opened) -> None:
    long_ago = (ui.today() - 60 * A_DAY).isoformat()
    item = make(ui, "publicity_item", item="p13", title="Thủ tục hành chính", paper_date=long_ago)
    make(ui, "publicity_posting", item=item, form="f01", from_on=long_ago)
    assert "kết thúc" not in opened("publicity_item", item).next_step.words.text()


def test_a_step_leads_to_the_first_field_that_lacks_as_they_stand_in_the_form(ui: UiContext, opened: Opened) -> None:
    item = make(ui, "publicity_item", item="p01", title="Dự toán", paper_date=ui.today().isoformat())
    form = opened("publicity_item", item).form
    assert form.in_order(("unit", "published_on", "title")) == ["published_on", "title", "unit"]


def test_a_member_of_a_board_is_opened_as_a_person_of_the_list_of_those_who_work_among_the_people(
    ui: UiContext, opened: Opened, village: str
) -> None:
    made = {"name": "Ban TTND", "kind": "inspection", "members_count": 5, "term_from": DAY, "term_to": "2028-03-02"}
    board = make(ui, "supervision_board", unit=ui.store.unit.uid, **made)
    make(ui, "board_member", board=board, full_name="Trần Thị Hòa", village=village, elected_on=DAY)
    editor = opened("supervision_board", board)
    asked: list[tuple[str, str]] = []
    editor.open_requested.connect(lambda kind, uid: asked.append((kind, uid)))
    (member,) = ui.store.children(board, "board_member")
    open_person(editor, member)
    (begun,) = [one for one in QApplication.topLevelWidgets() if is_new_person(one)]
    assert isinstance(begun, RecordEditor)
    values = begun.form.values()
    assert (values["full_name"], values["role"], values["board"]) == ("Trần Thị Hòa", "inspection", board)
    assert (values["unit"], values["from_on"]) == (village, DAY)
    begun.leave()
    kept = {name: values[name] for name in ("role", "unit", "board")}
    person = make(ui, "network_member", full_name="Trần Thị Hoà", **kept)
    open_person(editor, member)
    assert asked == [("network_member", person)], "the same name, its tone written elsewhere"


def is_new_person(widget: object) -> bool:
    return isinstance(widget, RecordEditor) and widget.kind.name == "network_member" and widget.isVisible()
