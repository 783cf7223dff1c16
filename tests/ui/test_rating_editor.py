"""A rating is marked criterion by criterion, and the rank that its points reach is told while they are typed."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.offered_parts import OfferedParts
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.rating_editor import RatingEditor
from danvan_desktop.ui.models.record_history import history_of
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.models.selection import ListQuery, find_listing
from danvan_desktop.ui.widgets.filter_bar import FilterBar

RATED = {"year": 2025, "target": "Thôn Đông", "set": "Bộ 2025"}


@pytest.fixture
def opened(ui: UiContext, qtbot: QtBot) -> Iterator[Callable[[str], RatingEditor]]:
    made: list[RatingEditor] = []

    def open_it(uid: str) -> RatingEditor:
        editor = open_editor(ui, "rating", uid)
        assert isinstance(editor, RatingEditor)
        made.append(editor)
        return editor

    yield open_it
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)
    for one in made:
        one.close_for_good()


def saved(ui: UiContext, kind: str, **values: object) -> str:
    return ui.store.save(Draft(kind, values)).uids[0]


def test_the_rank_that_the_points_reach_is_told(ui: UiContext, opened: Callable[[str], RatingEditor]) -> None:
    told = opened(saved(ui, "rating", **RATED, self_total=92)).proposal_line.text()
    assert "92" in told
    assert "Hoàn thành xuất sắc nhiệm vụ" in told


def test_a_press_puts_in_the_criteria_that_have_no_points_yet(
    ui: UiContext, opened: Callable[[str], RatingEditor]
) -> None:
    criteria = [
        saved(ui, "criterion", set="Bộ 2025", version="2025", order=order, name=name, maximum=50)
        for order, name in enumerate(("Nắm tình hình", "Dân chủ"), 1)
    ]
    uid = saved(ui, "rating", **RATED)
    saved(ui, "rating_mark", subject=uid, criterion=criteria[0], self_points=30)
    editor = opened(uid)
    panel = editor.parts.turn_to("rating_mark")
    assert isinstance(panel, ChildPanel)
    (offered,) = panel.findChildren(OfferedParts)
    offered.offer()
    assert [row.values.get("criterion") for row in panel.rows.rows if row.values.get("criterion")] == criteria
    assert [panel.rows.index(row, 1).data() for row in range(2)] == ["50", "50"], "how many points each may have"
    assert not panel.rows.flags(panel.rows.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_what_does_not_apply_is_marked_as_on_paper(ui: UiContext, opened: Callable[[str], RatingEditor]) -> None:
    uid = saved(ui, "rating", **RATED)
    for order, name in enumerate(("Nắm tình hình", "Dân chủ"), 1):
        criterion = saved(ui, "criterion", set="Bộ 2025", version="2025", order=order, name=name, maximum=50)
        saved(ui, "rating_mark", subject=uid, criterion=criterion, not_applied=order == 1)
    panel = opened(uid).parts.turn_to("rating_mark")
    assert isinstance(panel, ChildPanel)
    assert [panel.rows.index(row, 6).data() for row in range(2)] == ["x", ""]


def test_a_list_calls_ranks_as_their_scheme_does(ui: UiContext) -> None:
    scheme = saved(ui, "rating_scheme", name="Thang của tỉnh", excellent_from=90, good_from=70, excellent_name="Loại A")
    saved(ui, "rating", **RATED, scheme=scheme, self_total=92, self_rank="excellent")
    saved(ui, "rating", **{**RATED, "target": "Thôn Am"}, self_total=92, self_rank="excellent")
    table = RecordTable(ui.store, "rating", ui.translator)
    table.set_uids([one.uid for one in ui.store.list("rating", order="target")])
    place = [field.name for field in table.columns].index("self_rank")
    shown = [table.index(row, place).data() for row in range(2)]
    assert shown == ["Hoàn thành xuất sắc nhiệm vụ", "Loại A"]


def test_the_conditions_of_the_scheme_are_told_beside_what_the_points_reach(
    ui: UiContext, opened: Callable[[str], RatingEditor]
) -> None:
    asked = "Không xếp loại nếu có đơn vượt cấp kéo dài"
    scheme = saved(ui, "rating_scheme", name="Thang của tỉnh", excellent_from=90, good_from=70, conditions=asked)
    assert asked in opened(saved(ui, "rating", **RATED, scheme=scheme, self_total=92)).proposal_line.text()


def test_a_list_says_of_who_is_not_rated_that_he_is_not(ui: UiContext) -> None:
    out = {"ineligible": True, "ineligible_reason": "Mới kiện toàn", "decided_on": "2025-12-15"}
    saved(ui, "rating", **RATED, **out)
    saved(ui, "rating", **{**RATED, "target": "Thôn Am"})
    table = RecordTable(ui.store, "rating", ui.translator)
    table.set_uids([one.uid for one in ui.store.list("rating", order="target")])
    place = [field.name for field in table.columns].index("rank")
    assert [table.index(row, place).data() for row in range(2)] == ["", "Không đủ điều kiện xếp loại"]


def test_the_form_offers_ranks_as_their_scheme_calls_them(
    ui: UiContext, qtbot: QtBot, opened: Callable[[str], RatingEditor]
) -> None:
    scheme = saved(ui, "rating_scheme", name="Thang của tỉnh", excellent_from=90, good_from=70, excellent_name="Loại A")
    form = opened(saved(ui, "rating", **RATED, self_total=92)).form
    box = form.input("self_rank").box
    assert box.itemText(box.findData("excellent")) == "Hoàn thành xuất sắc nhiệm vụ"
    form.put("scheme", scheme)
    form.edited.emit("scheme")
    qtbot.waitUntil(lambda: box.itemText(box.findData("excellent")) == "Loại A")
    assert box.itemText(box.findData("good")) == "Hoàn thành tốt nhiệm vụ"


def test_a_fifth_rank_is_offered_only_where_the_scheme_has_it(
    ui: UiContext, qtbot: QtBot, opened: Callable[[str], RatingEditor]
) -> None:
    four = saved(ui, "rating_scheme", name="Bốn mức", excellent_from=90, good_from=70, done_from=50)
    five = saved(ui, "rating_scheme", name="Năm mức", excellent_from=90, good_from=70, fair_from=60, done_from=50)
    form = opened(saved(ui, "rating", **RATED, self_total=92)).form
    box = form.input("self_rank").box
    assert box.findData("fair") < 0, "the law has four"
    assert box.findData("done") >= 0
    form.put("scheme", five)
    form.edited.emit("scheme")
    qtbot.waitUntil(lambda: box.findData("fair") > 0)
    form.put("scheme", four)
    form.edited.emit("scheme")
    qtbot.waitUntil(lambda: box.findData("fair") < 0)


def test_a_fifth_rank_that_was_given_stays_when_another_scheme_is_chosen(
    ui: UiContext, qtbot: QtBot, opened: Callable[[str], RatingEditor]
) -> None:
    four = saved(ui, "rating_scheme", name="Bốn mức", excellent_from=90, good_from=70, done_from=50)
    five = saved(ui, "rating_scheme", name="Năm mức", excellent_from=90, good_from=70, fair_from=60, done_from=50)
    form = opened(saved(ui, "rating", **RATED, scheme=five, self_total=65, self_rank="fair")).form
    form.put("scheme", four)
    form.edited.emit("scheme")
    qtbot.waitUntil(lambda: form.input("review_rank").box.findData("fair") < 0)
    assert form.input("self_rank").box.currentText() == "Hoàn thành khá nhiệm vụ"


def test_no_bar_stays_beside_parts_that_were_given_the_height_they_need(
    ui: UiContext, qtbot: QtBot, opened: Callable[[str], RatingEditor]
) -> None:
    """It would take its width from the grid and from the form below, whose right edge it cut."""
    uid = saved(ui, "rating", **RATED)
    for order in range(1, 7):
        one = saved(ui, "criterion", set="Bộ 2025", version="2025", order=order, name=f"Mục {order}", maximum=15)
        saved(ui, "rating_mark", subject=uid, criterion=one, self_points=10)
    editor = opened(uid)
    editor.resize(767, 685)
    editor.show()
    qtbot.waitExposed(editor)
    panel = editor.parts.turn_to("rating_mark")
    assert isinstance(panel, ChildPanel)
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 6)
    areas = [one for one in panel.findChildren(QAbstractScrollArea) if one.isVisible()]
    bars = [bar for one in areas if (bar := one.verticalScrollBar()).isVisible()]
    assert [bar.maximum() for bar in bars if bar.maximum() == 0] == []
    assert len(areas) >= 2


def test_lists_filters_and_history_call_a_rank_as_its_scheme_does(
    ui: UiContext, qtbot: QtBot, opened: Callable[[str], RatingEditor]
) -> None:
    scheme = saved(ui, "rating_scheme", name="Thang của tỉnh", excellent_from=90, good_from=80, good_name="Khá")
    uid = saved(ui, "rating", **RATED, self_total=85, self_rank="good", self_on="2026-01-05", scheme=scheme)
    kind, say = ui.store.kinds["rating"], ui.translator
    among = "Hoàn thành tốt nhiệm vụ (Khá)"
    assert list(find_listing(ui.store, ListQuery("rating", group="self_rank"), say).headings.values()) == [
        f"{among} (1)"
    ]
    bar = FilterBar(ui, "rating", [kind.field("self_rank")])
    qtbot.addWidget(bar)
    bar.show()
    bar.refresh()
    box = bar.combo("self_rank")
    qtbot.waitUntil(lambda: box.findText(among) > 0)
    box.setCurrentIndex(box.findText(among))
    assert bar.chosen() == {"self_rank": "good"}
    assert [one.words for one in bar.told()] == [f"Mức tự chấm: {among}"]
    steps = [step for save in history_of(ui.store, uid, say) for step in save.fields]
    assert next(step.after for step in steps if step.field.name == "self_rank") == "Khá"
    editor = opened(uid)
    section = next(one for one in editor.form.sections if "self_rank" in editor.form.sections.names_in(one))
    section.fold(folded=True)
    assert "Mức tự chấm: Khá" in "\n".join(label.text() for label in section.findChildren(QLabel))
