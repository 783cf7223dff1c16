"""One press makes a case of a petition or an entry; a long case that is settled for good offers a public dialogue."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opening import open_editor


@pytest.fixture
def entry(ui: UiContext) -> str:
    values = {"noted_on": "2026-01-05", "content": "Tập trung đông người", "unit": ui.store.unit.uid}
    return ui.store.save(Draft("situation_entry", values)).uids[0]


def test_a_press_saves_the_case_with_its_link_and_asks_to_open_it(ui: UiContext, entry: str, qtbot) -> None:
    editor = open_editor(ui, "situation_entry", entry)
    assert not editor.case.button.isHidden()
    with qtbot.waitSignal(editor.open_requested) as asked:
        editor.case.make("hot_spot")
    kind, uid = asked.args
    assert (kind, ui.store.get(uid).text("state")) == ("case", "open")
    assert ui.store.get(entry).text("case") == uid


def test_the_dialogue_is_offered_once_nobody_is_left_to_settle(ui: UiContext, qtbot) -> None:
    values = {
        "received_on": "2026-01-05",
        "nature": "complaint",
        "title": "Khiếu nại kéo dài",
        "unit": ui.store.unit.uid,
        "long": True,
    }
    uid = ui.store.save(Draft("case", values)).uids[0]
    editor = open_editor(ui, "case", uid)
    assert editor.dialogue_button.isHidden()
    editor.form.put("finished_procedure", True)
    editor.refresh_live()
    assert not editor.dialogue_button.isHidden()
