"""Which kinds there are is told by the declarations: the window names none but where one kind alone is meant."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from environment import ROOT

from danvan_desktop.domain.kinds import ALL_KINDS

UI = ROOT / "danvan_desktop" / "ui"
NAMES = {kind.name for kind in ALL_KINDS}
READERS = {"text", "get", "field", "date", "number", "has", "datetime", "input"}
"""What is asked for a field by these may be called like a kind."""

ITS_EDITOR = "edits one kind and its parts"
ITS_ACTION = "opens from an action that one kind declares"
OFFICE = "sets up the office: its units and officers, its own rules"
PAPERS = "writes reports: the texts kept for them, the numbers given to papers"
FILES = "attached files belong to records of every kind"
ALLOWED: dict[str, tuple[str, set[str]]] = {
    "dialogs/assign_dialog.py": (ITS_ACTION, {"petition"}),
    "dialogs/general_panel.py": (OFFICE, {"officer"}),
    "dialogs/redaction_dialog.py": (FILES, {"attachment"}),
    "dialogs/rule_overrides.py": (OFFICE, {"rule_override"}),
    "dialogs/rules_panel.py": (OFFICE, {"rule_override"}),
    "dialogs/setup_dialog.py": (OFFICE, {"unit", "officer"}),
    "dialogs/setup_lists.py": (OFFICE, {"unit", "officer"}),
    "dialogs/welcome_dialog.py": (OFFICE, {"unit"}),
    "editors/attachments_panel.py": (FILES, {"attachment"}),
    "editors/editor.py": (FILES, {"attachment"}),
    "editors/escalation.py": (ITS_ACTION, {"situation_entry", "unit", "petition"}),
    "editors/gathering_editor.py": (ITS_EDITOR, {"petition"}),
    "editors/meeting_editor.py": (ITS_EDITOR, {"agenda_item", "decision"}),
    "editors/opinions.py": (ITS_EDITOR, {"opinion", "petition"}),
    "editors/roll_panel.py": (ITS_EDITOR, {"attendance", "household", "unit"}),
    "editors/roll_rows.py": (ITS_EDITOR, {"household", "meeting"}),
    "editors/unit_editor.py": (ITS_EDITOR, {"household"}),
    "forms/phrases.py": ("keeps phrases", {"phrase"}),
    "loading/mapping_panel.py": ("every list says of which unit it is", {"unit"}),
    "main_window.py": (OFFICE, {"rule_override", "unit"}),
    "models/code_words.py": ("phrases for a whole agenda belong to no field", {"meeting", "agenda_item"}),
    "navigation.py": ("the name of a style", {"unit"}),
    "pages/first_steps.py": ("what a new office sets up first", {"unit", "officer", "petition", "meeting"}),
    "preview/copy_dialog.py": (PAPERS, {"document_number"}),
    "reports/figures_dialog.py": (PAPERS, {"unit"}),
    "reports/kept_texts.py": (PAPERS, {"report_text"}),
    "reports/reading.py": (PAPERS, {"report_text"}),
    "reports/report_tools.py": (PAPERS, {"report_text", "document_number"}),
    "search/found.py": (FILES, {"attachment"}),
    "session.py": (OFFICE, {"unit"}),
    "sync/waiting_count.py": ("what was said about likely pairs", {"same_as", "distinct"}),
    "widgets/filter_bar.py": ("offers the villages of the office", {"unit"}),
}


def kinds_named_in(tree: ast.AST) -> Iterator[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    fields = {id(one) for call in calls if call.func.attr in READERS for one in call.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in NAMES and id(node) not in fields:
            yield node.value


def modules() -> list[Path]:
    return [path for path in sorted(UI.rglob("*.py")) if UI / "kinds" not in path.parents]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(UI).as_posix())
def test_a_module_of_the_window_names_no_kind_but_those_it_is_about(path: Path) -> None:
    _why, allowed = ALLOWED.get(path.relative_to(UI).as_posix(), ("", set()))
    named = set(kinds_named_in(ast.parse(path.read_text(encoding="utf-8"))))
    assert named == allowed, f"declare it in ui/kinds, or say why here: {sorted(named ^ allowed)}"


def test_every_view_is_of_a_kind_and_names_its_fields() -> None:
    from danvan_desktop.ui.kinds import ALL_VIEWS

    for view in ALL_VIEWS:
        kind = ALL_KINDS[view.kind]
        named = [name for section in view.sections for row in section.rows for name in row]
        assert len(set(named)) == len(named)
        listing = view.listing
        named += [*listing.filters, *listing.headings] if listing is not None else []
        assert [name for name in named if not kind.has(name)] == []
        for part in view.parts:
            assert ALL_KINDS[part.kind] in ALL_KINDS.children_of(view.kind)


def test_every_kind_that_stands_alone_and_can_be_written_has_a_list() -> None:
    from danvan_desktop.ui.kinds import ALL_VIEWS

    listed = {view.kind for view, _listing in ALL_VIEWS.listed}
    alone = {kind.name for kind in ALL_KINDS if kind.parent is None and not kind.append_only and not kind.about}
    assert alone - listed == {"rule_override"}, "these stand in the settings"
