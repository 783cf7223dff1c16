"""A land project in the window: what comes next leads to its steps, which the project's days follow from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor


@pytest.fixture
def editor(ui: UiContext, qtbot: QtBot) -> Iterator[RecordEditor]:
    uid = ui.store.save(Draft("land_project", {"name": "Mở đường", "started_on": "2026-03-02"})).uids[0]
    made = open_editor(ui, "land_project", uid)
    qtbot.waitExposed(made)
    yield made
    made.leave()


def test_the_next_step_leads_to_a_new_row_of_the_steps_though_there_are_households_too(editor: RecordEditor) -> None:
    editor.stages.lead_to("notice")
    panel = editor.tabs.currentWidget()
    assert isinstance(panel, ChildPanel)
    assert panel is editor.turn_to_parts("land_step")
    assert "các bước" in editor.trouble.text().lower()


def test_an_end_that_a_person_says_leads_to_the_form(editor: RecordEditor) -> None:
    editor.stages.lead_to("done")
    assert editor.tabs.currentIndex() == 0
