"""What any rule refuses is refused in the window, by command and in a list, with its field named: of parts, too.

The cases are those of all rules of all kinds (``tests/store/test_every_rule_has_its_case.py``). Nothing of them is
saved, so that one commune serves all.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from pytestqt.qtbot import QtBot

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.kinds import ALL_VIEWS
from tests.broken_rules.broken import Broken
from tests.broken_rules.cases import all_cases
from tests.broken_rules.world import World

REFUSED = tuple(case for case in all_cases() if not case.warns)
VIEWED = frozenset(view.kind for view in ALL_VIEWS)
SHOWN = {(case.kind, case.field, case.of != ""): case for case in REFUSED if case.kind in VIEWED}
"""Where it is shown depends on the field alone: one case of each."""


def _can_be_written(case: Broken) -> bool:
    """Tell whether a list can say it: an empty cell leaves a value as it is, or as it usually is."""
    kind = ALL_KINDS[case.kind]
    left_empty = [name for name, value in case.values.items() if value is None]
    return not any(case.of or kind.field(name).default is not None for name in left_empty)


def _is_refused_in_lists(case: Broken) -> bool:
    return not (case.of or case.twice) and _can_be_written(case)


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    path = tmp_path_factory.mktemp("broken") / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        return path, World(store)


@pytest.fixture
def world(commune: tuple[Path, World]) -> World:
    return commune[1]


@pytest.fixture
def store_path(commune: tuple[Path, World]) -> Path:
    return commune[0]


@pytest.fixture(autouse=True)
def _nothing_is_saved(commune: tuple[Path, World]) -> Iterator[None]:
    yield
    with Store.open(commune[0]) as store:
        assert store.digest() == commune[1].digest


def run(store_path: Path, *words: str, stdin: str | None = None) -> Result:
    command, *rest = words
    return CliRunner().invoke(
        make_command_line(lambda store: 0), [command, *rest, "--store", str(store_path)], input=stdin
    )


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_the_command_names_the_field(store_path: Path, world: World, case: Broken) -> None:
    values = world.named(case.values)
    if case.of:
        words = [f"{name}={'' if value is None else value}" for name, value in values.items()]
        result = run(store_path, "set", world.uids[case.of], *words)
    else:
        result = run(store_path, "add", case.kind, "--json-file", "-", stdin=json.dumps(values))
    assert result.exit_code == 1, result.output
    assert f"{case.field}: " in result.output


@pytest.mark.parametrize("case", [case for case in REFUSED if _can_be_written(case)], ids=str)
def test_a_list_names_row_and_field(store_path: Path, world: World, tmp_path: Path, case: Broken) -> None:
    row, path = _row(world, case), tmp_path / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([row.keys(), row.values()])
    maps = [word for name in row for word in ("--map", f"{name}={name}")]
    update = ["--update"] if case.of else []
    result = run(store_path, "load", str(path), "--kind", case.kind, *maps, *update)
    rejected = tmp_path / "list-dong-loi.csv"
    told = (result.output + (rejected.read_text(encoding="utf-8-sig") if rejected.exists() else "")).casefold()
    if case.twice and "đã có" in told:
        return  # the list knows what is there
    assert result.exit_code == 1, result.output
    assert re.search("[,;]2[,;]", told), "the row is named"
    assert str(ALL_KINDS[case.kind].field(case.field).label).casefold() in told


@pytest.mark.parametrize("case", {case.kind: case for case in REFUSED if _is_refused_in_lists(case)}.values(), ids=str)
def test_a_workbook_names_row_and_field(store_path: Path, world: World, tmp_path: Path, case: Broken) -> None:
    row, path, book = _row(world, case), tmp_path / "list.xlsx", Workbook()
    for cells in (row.keys(), row.values()):
        book.active.append(list(cells))
    book.save(path)
    maps = [word for name in row for word in ("--map", f"{name}={name}")]
    assert run(store_path, "load", str(path), "--kind", case.kind, *maps).exit_code == 1
    line = [str(cell.value) for cell in list(load_workbook(tmp_path / "list-dong-loi.xlsx").active)[-1]]
    assert "2" in line
    assert str(ALL_KINDS[case.kind].field(case.field).label).casefold() in line[-1].casefold()


def _row(world: World, case: Broken) -> dict[str, str]:
    kind = ALL_KINDS[case.kind]
    cells = {"uid": world.uids[case.of]} if case.of else {}
    for name, value in world.named(case.values).items():
        if value is not None:
            field = kind.field(name)
            cells[f"{name}.uid" if field.type is FieldType.REFERENCE else name] = _cell(field, value)
    return cells


def _cell(field: Field, value: object) -> str:
    """Write a value as it stands in a list: choices by their words, days as people write them."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if field.type is FieldType.CHOICE:
        return str(field.label_of(str(value)))
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        day, _t, time = str(value).partition("T")
        return " ".join(filter(None, ("/".join(reversed(day.split("-"))), time)))
    return str(value)


@pytest.mark.parametrize("case", SHOWN.values(), ids=str)
def test_the_window_shows_it_beside_the_field(ui: UiContext, world: World, qtbot: QtBot, case: Broken) -> None:
    values = world.named(case.values)
    parent = ALL_KINDS[case.kind].parent
    whole = ui.store.get(_whole(ui, world, case, parent)) if parent else None
    editor = _opened(ui, world, case, whole)
    form = _typed(editor, world, case, values)
    editor.save()
    qtbot.waitUntil(lambda: editor.refusals.was_refused)
    if form is not None and form.has(case.field):
        frame = form.input(case.field)
        assert (frame.focusProxy() or frame).property("wrong"), "the field is framed"
    else:
        assert editor.trouble.text(), "what has no field here is told for the whole"
    editor.close_for_good()


def _whole(ui: UiContext, world: World, case: Broken, parent: str) -> str:
    if not case.of:
        return str(world.named(case.values)[parent])
    part = ui.store.get(world.uids[case.of])
    assert part is not None
    return part.text(parent)


def _opened(ui: UiContext, world: World, case: Broken, whole: Record | None) -> RecordEditor:
    """Open the editor of the whole where it has the parts, else of the record itself."""
    if whole is not None:
        editor = open_editor(ui, whole.kind, whole.uid)
        if _panel(editor, case.kind) is not None:
            return editor
        editor.close_for_good()
    return open_editor(ui, case.kind, world.uids.get(case.of), preset=None if case.of else world.named(case.values))


def _panel(editor: RecordEditor, kind: str) -> ChildPanel | None:
    panel = editor.parts.turn_to(kind)
    return panel if isinstance(panel, ChildPanel) else None


def _typed(editor: RecordEditor, world: World, case: Broken, values: dict[str, object]) -> RecordForm | None:
    """Write what breaks the rule; return the form in which it stands."""
    panel = _panel(editor, case.kind)
    if panel is None:
        for name, value in values.items() if case.of else ():
            editor.form.put(name, value)  # type: ignore[arg-type]
        return editor.form
    if case.of:
        place = next(n for n, row in enumerate(panel.rows.rows) if row.uid == world.uids[case.of])
    else:
        place = panel.rows.add()
    panel.rows.type_into(place, dict(values), dict(values))  # type: ignore[arg-type]
    panel.edited.emit()
    return panel.form
