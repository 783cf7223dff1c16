"""A kind is added at run time by two declarations, and everything an officer and the command line do goes by these."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.assets import guide_dir
from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, export_bundle
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.help_dialog import HelpDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section, Views
from danvan_desktop.ui.loading.load_dialog import LoadDialog
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.pages.calendar_days import days_of
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.search.found import find_records
from danvan_desktop.ui.sync.content_picker import ContentPicker
from tests.clocks import TODAY, StandingClock
from tests.rights import join
from tests.sync.exchange import import_bundle
from tests.ui.settling import settle
from tests.ui.windows import window_over

VISIT = Kind(
    name="visit",
    label=_("Chuyến thăm"),
    plural=_("Thăm hỏi"),
    title=("subject",),
    listed=("visited_on", "unit", "subject", "occasion"),
    order="-visited_on",
    date="visited_on",
    unit="unit",
    events=(DayEvent(date="visited_on", words=_("Thăm hỏi")),),
    fields=(
        Field(
            name="unit",
            label=_("Đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(name="visited_on", label=_("Ngày thăm"), type=FieldType.DATE, required=True),
        Field(name="subject", label=_("Thăm ai"), required=True, max_length=200),
        Field(
            name="occasion",
            label=_("Dịp"),
            type=FieldType.CHOICE,
            choices=(Choice("new_year", _("Tết Nguyên đán")), Choice("other", _("Khác"))),
        ),
        Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=2_000),
    ),
)

VISIT_VIEW = KindView(
    kind="visit",
    icon="officer",
    guide="07-tinh-hinh.md",
    loaded=8,
    goes_apart=True,
    sections=(Section(_("Chuyến thăm"), (("subject",), ("visited_on", "occasion"))),),
    listing=ListView(
        title=_("Thăm hỏi"),
        group=Group.FRONT,
        purpose=_("Ai được thăm, dịp nào."),
        begin=_("Chuyến thăm mới"),
        begin_from_search=_("Thăm hỏi mới"),
        empty=_("Bấm “Chuyến thăm mới” (Ctrl+N) để ghi chuyến thăm đầu tiên."),
        filters=("occasion", "unit"),
        derived=(Derived.PERIOD,),
        headings={"visited_on": _("Ngày")},
    ),
)


@pytest.fixture(autouse=True)
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if both were named where the others are."""
    more = Kinds((*ALL_KINDS, VISIT))
    for name, value in vars(more).items():
        monkeypatch.setattr(ALL_KINDS, name, value)
    for name, value in vars(Views((*ALL_VIEWS, VISIT_VIEW))).items():
        monkeypatch.setattr(ALL_VIEWS, name, value)


@pytest.fixture
def context(tmp_path: Path, clock: StandingClock, qtbot: QtBot, _added: None) -> Iterator[UiContext]:
    path = tmp_path / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        operations = Operations(path, clock=clock)
        yield UiContext(store, Translator("vi"), operations, path, ALL_VIEWS)
        operations.shutdown()


@pytest.fixture
def window(context: UiContext, qtbot: QtBot) -> MainWindow:
    made = window_over(context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    settle(qtbot, context)
    return made


@pytest.fixture
def visit(context: UiContext) -> str:
    return context.store.save(Draft("visit", {"subject": "Cụ Nguyễn Thị Sáu", "visited_on": str(TODAY)})).uids[0]


def run(context: UiContext, *arguments: str) -> str:
    line = make_command_line(lambda store: 0)
    command, *rest = arguments
    result = CliRunner().invoke(line, [command, *rest, "--store", str(context.store_path)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_it_has_a_place_in_its_group_and_a_list_with_filters(window: MainWindow, qtbot: QtBot, visit: str) -> None:
    row = window.navigation.row_of("visit")
    assert window.navigation.places.item(row).text() == "Mặt trận, phong trào"
    window.show_place("visit")
    assert window.navigation.places.currentRow() == row
    assert "Thăm hỏi" in [window.tabs.tabs.tabText(place) for place in range(window.tabs.tabs.count())]
    page = window.page("visit")
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert page.table.headerData(0, Qt.Orientation.Horizontal) == "Ngày"
    assert page.filters.combo("occasion").count() == 3
    assert page.filters.combo("when").count() == 5


def test_it_is_written_in_a_form_as_its_view_arranges_it(window: MainWindow, context: UiContext, qtbot: QtBot) -> None:
    window.show_place("visit")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(RecordEditor)))
    (editor,) = window.findChildren(RecordEditor)
    assert list(editor.form._inputs) == ["subject", "visited_on", "occasion", "unit", "note"]
    editor.form.put("subject", "Gia đình ông Lò Văn Én")
    editor.form.put("visited_on", "27/11/2026")
    with qtbot.waitSignal(context.operations.finished):
        editor.save()
    editor.close()
    (stored,) = context.store.list("visit")
    assert stored.text("subject") == "Gia đình ông Lò Văn Én"
    assert stored.text("unit") == context.store.unit.uid
    settle(qtbot, context)


def test_it_is_found_begun_and_turned_to_from_the_search(window: MainWindow, context: UiContext, visit: str) -> None:
    (found,) = find_records(context.store, "cu sau", context.translator, context.views)
    assert (found.uid, found.icon, found.group) == (visit, "officer", "Chuyến thăm")
    offered = {context.translator(command.title) for command in commands_of(window, context.operations)}
    assert {"Thăm hỏi mới", "Mở trang Thăm hỏi"} <= offered


def test_help_turns_to_its_page(context: UiContext, qtbot: QtBot) -> None:
    dialog = HelpDialog(context.translator, views=context.views)
    qtbot.addWidget(dialog)
    dialog.show_place("visit")
    assert dialog.topics.current == "07-tinh-hinh.md"
    assert (guide_dir() / dialog.topics.current).is_file()


def test_it_stands_on_the_calendar(context: UiContext, visit: str) -> None:
    days = {day.day: day for day in days_of(context.store, TODAY, context.translator)}
    assert [event.uid for event in days[TODAY].events] == [visit]
    assert not days[TODAY + dt.timedelta(days=1)].events


def test_it_is_offered_for_lists_from_elsewhere_and_for_what_is_sent(context: UiContext, qtbot: QtBot) -> None:
    load, sent = LoadDialog(context, "visit"), ContentPicker(context)
    for widget in (load, sent):
        qtbot.addWidget(widget)
    assert load.source.kind.currentText() == "Thăm hỏi"
    assert "Thăm hỏi" in [box.text() for box in sent.kinds]


def test_the_command_line_knows_it(context: UiContext, tmp_path: Path, visit: str) -> None:
    assert "visit" in {kind["kind"] for kind in json.loads(run(context, "kinds", "--json"))}
    assert visit in run(context, "list", "visit", "--json")
    assert visit in run(context, "search", "nguyen thi sau", "--json")
    sheet = tmp_path / "visits.xlsx"
    run(context, "dump", "--kind", "visit", "--out", str(sheet))
    assert "Cụ Nguyễn Thị Sáu" in {cell.value for row in load_workbook(sheet).active.iter_rows() for cell in row}
    rows = tmp_path / "more.csv"
    rows.write_text("Ngày thăm,Thăm ai\n26/11/2026,Bà Hoàng Thị Mỵ\n", encoding="utf-8")
    run(context, "load", str(rows), "--kind", "visit")
    assert {one.text("subject") for one in context.store.list("visit")} == {"Cụ Nguyễn Thị Sáu", "Bà Hoàng Thị Mỵ"}


def test_it_goes_to_another_laptop_and_comes_back(
    context: UiContext, clock: StandingClock, tmp_path: Path, visit: str
) -> None:
    files = tmp_path / "visits.danvan", tmp_path / "back.danvan"
    with Store.create(tmp_path / "other.db", unit_name="Thôn Đông", unit_code="DS-01", clock=clock) as other:
        join(context.store, other)
        export_bundle(context.store, files[0], ExportWish(plain=True))
        import_bundle(other, files[0])
        assert other.list("visit")[0].text("subject") == "Cụ Nguyễn Thị Sáu"
        other.save(Draft("visit", {"occasion": "new_year"}, visit))
        export_bundle(other, files[1], ExportWish(plain=True))
        import_bundle(context.store, files[1])
        arrived = context.store.get(visit)
        assert arrived is not None
        assert arrived.text("occasion") == "new_year"
        assert context.store.digest() == other.digest()


def test_files_are_attached_to_it_and_its_papers_get_numbers(
    window: MainWindow, context: UiContext, qtbot: QtBot, tmp_path: Path, visit: str
) -> None:
    paper = tmp_path / "thu-moi.pdf"
    paper.write_bytes(b"%PDF-1.4")
    window.open_record(visit)
    (editor,) = window.findChildren(RecordEditor)
    settle(qtbot, context)
    editor.attachments.add_files([paper])
    store = context.store
    qtbot.waitUntil(lambda: bool(store.children(visit, "attachment")))
    assert [one.text("name") for one in store.children(visit, "attachment")] == ["thu-moi.pdf"]
    number = {"type": "notice", "number": 1, "symbol": "TB-UBND", "date": str(TODAY), "subject": "Thăm hỏi"}
    numbered = {**number, "unit": store.unit.uid, "issuer": "government", "year": TODAY.year, "record": visit}
    given = store.get(store.save(Draft("document_number", numbered)).uids[0])
    assert given is not None
    assert given.text("record") == visit
    editor.close()
    settle(qtbot, context)
