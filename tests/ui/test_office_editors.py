"""Scoring and recognising models, and giving numbers to papers, in their editors."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.inputs import LineInput
from tests.ui.opened_editors import opened


@pytest.fixture(autouse=True)
def _no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)


@pytest.fixture
def number_editor(ui: UiContext, qtbot: QtBot) -> Iterator[RecordEditor]:
    editor = open_editor(ui, "document_number")
    assert isinstance(editor, RecordEditor)
    qtbot.waitExposed(editor)
    qtbot.waitUntil(lambda: editor.form.values()["number"] is not None)
    yield editor
    editor.close()


def give_number(ui: UiContext, number: int, **values: object) -> None:
    year = ui.today().year
    made: dict[str, object] = {
        "unit": ui.store.unit.uid,
        "year": year,
        "type": "report",
        "number": number,
        "symbol": "BC-UBND",
        "date": f"{year}-01-05",
        "subject": "Báo cáo",
    }
    ui.store.save(Draft("document_number", made | values))


def test_the_first_number_of_a_register_is_offered(number_editor: RecordEditor) -> None:
    values = number_editor.form.values()
    assert (values["number"], values["symbol"]) == (1, "BC-UBND")


def test_a_year_is_written_without_marks_between_its_thousands(ui: UiContext, number_editor: RecordEditor) -> None:
    year = str(ui.today().year)
    shown = number_editor.form.input("year")
    assert isinstance(shown, LineInput)
    assert shown.line.text() == year
    assert number_editor.form.values()["year"] == int(year)


def test_another_register_has_its_own_next_number(ui: UiContext, qtbot: QtBot, number_editor: RecordEditor) -> None:
    give_number(ui, 7, type="notice", symbol="TB-ĐU", issuer="party")
    number_editor.form.put("type", "notice")
    number_editor.form.put("issuer", "party")
    qtbot.waitUntil(lambda: number_editor.form.values()["number"] == 8)
    values = number_editor.form.values()
    assert (values["number"], values["symbol"]) == (8, "TB-ĐU")


def test_a_number_that_was_typed_stays(ui: UiContext, qtbot: QtBot, number_editor: RecordEditor) -> None:
    number_editor.form.put("number", 40)
    number_editor.form.put("type", "notice")
    qtbot.waitUntil(lambda: number_editor.form.values()["symbol"] == "TB-UBND")
    values = number_editor.form.values()
    assert (values["number"], values["symbol"]) == (40, "TB-UBND")


def test_a_model_is_scored_and_recognised_in_one_save(ui: UiContext, qtbot: QtBot, village: str) -> None:
    criterion = {"set": "Dân vận khéo", "version": "2026", "name": "Hiệu quả", "maximum": 40}
    criterion_uid = ui.store.save(Draft("criterion", criterion)).uids[0]
    model = {
        "name": "Đường hoa",
        "registrant": "Chi hội Phụ nữ",
        "unit": village,
        "registered_on": "2026-02-10",
        "period": "Năm 2026",
        "aim": "Trồng hoa",
    }
    uid = ui.store.save(Draft("model", model)).uids[0]
    editor = open_editor(ui, "model", uid)
    qtbot.waitExposed(editor)
    editor.parts.turn_to("score").rows.add({"criterion": criterion_uid, "points": "34,5", "scorer": "Lê Văn Cường"})
    decided = {"level": "commune", "decision_number": "12/QĐ-UBND", "decision_date": "2026-02-20"}
    editor.parts.turn_to("recognition").rows.add(decided)
    assert editor.parts.turn_to("score").rows.index(0, 0).data() == "Hiệu quả"
    assert editor.parts.turn_to("recognition").rows.index(0, 2).data() == "20/02/2026"
    assert "34,5" in {editor.parts.turn_to("score").rows.index(0, place).data() for place in range(4)}
    with qtbot.waitSignal(ui.operations.finished):
        editor.save()
    assert [score.get("points") for score in ui.store.children(uid, "score")] == ["34.5"]
    assert [found.text("decision_number") for found in ui.store.children(uid, "recognition")] == ["12/QĐ-UBND"]
    editor.close()


def test_a_village_typed_in_the_window_lies_in_its_commune(qtbot: QtBot, ui: UiContext) -> None:
    editor = opened(qtbot, ui, "unit")
    for name, value in {"name": "Thôn Mới", "kind": "village", "code": "99"}.items():
        editor.form.put(name, value)
    editor.save()
    qtbot.waitUntil(lambda: bool(editor.uid) and ui.store.get(editor.uid) is not None)
    record = ui.store.get(editor.uid)
    assert record is not None
    assert record.get("parent") == ui.store.unit.uid
