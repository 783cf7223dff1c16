"""Which kinds there are is told by the declarations: no other module names one but where that one alone is meant."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from environment import ROOT

from danvan_desktop.domain.kinds import ALL_KINDS

PACKAGE = ROOT / "danvan_desktop"
UI = PACKAGE / "ui"
DECLARING = tuple(
    PACKAGE / folder for folder in ("domain/kinds", "domain/rules", "ui/kinds", "reports/forms", "sample")
)
"""What a kind is, its rules, how it is shown, the papers prescribed for it, and the office that is made up."""
NAMES = {kind.name for kind in ALL_KINDS}
OF_THE_PROGRAM = {"unit", "officer", "attachment", "grant", "withdrawal", "same_as", "distinct", "redaction"} | {
    *("officer_right", "disclosure", "document_number", "report_text", "rule_override", "phrase")
}
"""Kinds that the program itself is made of: whose a record is, who may write it, what was attached, joined, erased,
told, numbered. Store, sync, papers and commands work with these by name; the window says for each why."""
READERS = {"text", "get", "field", "date", "number", "has", "datetime", "input"}
"""What is asked for a field by these may be called like a kind."""

ITS_EDITOR = "edits one kind and its parts"
ITS_ACTION = "opens from an action that one kind declares"
OFFICE = "sets up the office: its units and officers, its own rules"
PAPERS = "writes reports: the texts kept for them, the numbers given to papers"
PRESCRIBED = "figures whose counting the law or the superior office prescribes"
PRINTED = "what the mark on a paper vouches for, as it was printed"
MADE_BY_TEMPLATES = "templates of plans are made into plans and their tasks"
ALLOWED: dict[str, tuple[str, set[str]]] = {
    "cli/main.py": ("the name of a command", {"plan"}),
    "cli/plans.py": (MADE_BY_TEMPLATES, {"plan", "task"}),
    "exchange/plan_templates.py": (MADE_BY_TEMPLATES, {"plan", "task"}),
    "reports/owed.py": ("how units keep the duty to report", {"submission"}),
    "domain/task_making.py": ("tasks are made of what these concluded", {"dialogue", "meeting", "plan"}),
    "ui/dialogs/tasks_dialog.py": (ITS_ACTION, {"plan"}),
    "exchange/plan_sheets.py": (MADE_BY_TEMPLATES, {"task"}),
    "ui/dialogs/plan_template_dialog.py": (MADE_BY_TEMPLATES, {"task"}),
    "reports/figures/plans.py": ("figures of programmes", {"plan"}),
    "reports/figures/catalogue.py": (
        PRESCRIBED,
        {"petition", "meeting", "opinion", "decision", "commune_vote", "dialogue", "model", "recognition"}
        | {"situation_entry", "contribution", "oversight"},
    ),
    "reports/figures/democracy.py": (
        PRESCRIBED,
        {"publicity_item", "publicity_posting", "consultation", "consultation_tally", "community_work"}
        | {"contribution"},
    ),
    "reports/figures/oversight.py": (PRESCRIBED, {"recommendation", "inspection", "supervision_board"}),
    "reports/figures/documents.py": ("types of papers, called like kinds", {"decision", "plan"}),
    "reports/figures/land.py": (PRESCRIBED, {"land_project"}),
    "reports/figures/figure.py": ("the name of a group of figures", {"recognition", "oversight"}),
    "domain/rules/contests.py": ("the rules of contests", {"contest_entry", "mark"}),
    "domain/replication.py": ("where a model was taken up", {"model", "recognition"}),
    "ui/editors/model_editor.py": (ITS_EDITOR, {"model", "recognition", "unit"}),
    "domain/kinds/scoring.py": ("points and marks by the criteria", {"mark"}),
    "domain/rules/awards.py": ("what a model's recognition says already", {"model", "recognition"}),
    "cli/cases.py": (ITS_ACTION, {"case", "petition", "opinion"}),
    "domain/petition_making.py": (
        "a petition is made of what these say",
        {"petition", "case", "opinion", "reception", "reception_visit"},
    ),
    "domain/raising.py": (ITS_ACTION, {"case", "petition", "opinion", "reception_visit"}),
    "domain/splitting.py": ("what can be split", {"case", "petition", "opinion", "reception_visit"}),
    "ui/dialogs/split_dialog.py": (ITS_ACTION, {"case", "petition", "opinion", "reception_visit"}),
    "domain/case_making.py": (
        "a case is made of what these say",
        {"case", "petition", "reception", "reception_visit", "situation_entry"},
    ),
    "reports/figures/cases.py": (PRESCRIBED, {"case"}),
    "ui/editors/case_editor.py": (ITS_EDITOR, {"dialogue", "unit"}),
    "ui/editors/case_making.py": (ITS_ACTION, {"case", "petition"}),
    "ui/sync/reappeared_panel.py": ("what was erased and stands again", {"redaction"}),
    "ui/pages/overview_reading.py": ("whether this laptop's own right has ended", {"withdrawal"}),
    "ui/officers/lock_dialog.py": ("who may go on at a locked window", {"officer"}),
    "ui/officers/panel.py": ("what officers may do", {"officer", "officer_right"}),
    "ui/search/commands.py": ("the name of a picture", {"officer"}),
    "reports/figures/queries.py": (PRESCRIBED, {"petition"}),
    "reports/proof/current.py": (PRINTED, {"petition", "meeting", "dialogue", "model"}),
    "reports/proof/rows.py": (PRINTED, {"opinion", "decision", "recognition"}),
    "domain/rules/model_scores.py": (
        "adds up the points of a model",
        {"score", "criterion", "contest", "rating", "cadre_rating"},
    ),
    "store/former_places.py": (
        "stores of an earlier version, whose kinds never change",
        {"household", "meeting", "commune_vote", "dialogue", "petition", "model", "situation_entry", "agenda_item"}
        | {"decision", "opinion", "attendance", "model_progress", "score", "recognition"},
    ),
    "ui/dialogs/assign_dialog.py": (ITS_ACTION, {"petition"}),
    "ui/dialogs/general_panel.py": (OFFICE, {"officer"}),
    "ui/dialogs/rule_overrides.py": (OFFICE, {"rule_override"}),
    "ui/dialogs/rules_panel.py": (OFFICE, {"rule_override"}),
    "ui/dialogs/welcome_dialog.py": (OFFICE, {"unit"}),
    "ui/editors/begun_works.py": (ITS_ACTION, {"community_work", "commune_vote", "contribution", "decision"}),
    "ui/editors/consultation_editor.py": (ITS_EDITOR, {"consultation_tally"}),
    "ui/editors/escalation.py": (ITS_ACTION, {"situation_entry", "unit", "petition"}),
    "ui/editors/gathering_editor.py": (ITS_EDITOR, {"petition"}),
    "ui/editors/meeting_editor.py": (ITS_EDITOR, {"agenda_item", "decision"}),
    "ui/editors/opinions.py": (ITS_EDITOR, {"unit", "opinion", "petition"}),
    "ui/editors/publicity_editor.py": (ITS_EDITOR, {"publicity_posting"}),
    "ui/editors/roll_panel.py": (ITS_EDITOR, {"attendance", "household", "unit"}),
    "ui/editors/roll_rows.py": (ITS_EDITOR, {"household", "meeting"}),
    "ui/editors/unit_editor.py": (ITS_EDITOR, {"household"}),
    "ui/editors/work_editor.py": (ITS_EDITOR, {"publicity_item", "contribution", "unit"}),
    "ui/forms/phrases.py": ("keeps phrases", {"phrase"}),
    "ui/main_window.py": (OFFICE, {"rule_override", "unit"}),
    "reports/code_words.py": ("phrases for a whole agenda belong to no field", {"meeting", "agenda_item"}),
    "ui/pages/figures_page.py": ("leads to the list of the units that it compares", {"unit"}),
    "ui/pages/first_steps.py": ("what a new office sets up first", {"unit", "officer", "petition", "meeting"}),
    "ui/preview/copy_dialog.py": (PAPERS, {"document_number"}),
    "ui/protection/dialogs.py": ("a passphrase is weak when it is a name of the office", {"officer"}),
    "ui/reports/figures_dialog.py": (PAPERS, {"unit"}),
    "ui/reports/kept_texts.py": (PAPERS, {"report_text"}),
    "ui/reports/reading.py": (PAPERS, {"report_text"}),
    "ui/reports/report_tools.py": (PAPERS, {"report_text", "document_number"}),
    "ui/setup/criteria_section.py": (OFFICE, {"criterion"}),
    "ui/setup/list_sections.py": (OFFICE, {"unit", "officer", "household"}),
    "ui/setup/office_lists.py": (OFFICE, {"unit", "officer"}),
    "ui/setup/office_section.py": (OFFICE, {"unit"}),
    "ui/setup/signers_section.py": (OFFICE, {"officer"}),
    "ui/sync/waiting_count.py": ("what was said about likely pairs", {"same_as", "distinct"}),
    "ui/widgets/filter_bar.py": ("offers the villages of the office", {"unit"}),
}


def kinds_named_in(tree: ast.AST) -> Iterator[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    fields = {id(one) for call in calls if call.func.attr in READERS for one in call.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in NAMES and id(node) not in fields:
            yield node.value


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not set(DECLARING) & set(path.parents)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_names_no_kind_but_those_it_is_about(path: Path) -> None:
    _why, allowed = ALLOWED.get(path.relative_to(PACKAGE).as_posix(), ("", set()))
    free = set() if UI in path.parents else OF_THE_PROGRAM
    named = set(kinds_named_in(ast.parse(path.read_text(encoding="utf-8")))) - free
    assert named == allowed, f"declare it in the kind or its view, or say why here: {sorted(named ^ allowed)}"


def test_every_module_that_may_name_kinds_is_there_and_says_why() -> None:
    assert [name for name, (why, _kinds) in ALLOWED.items() if not why or not (PACKAGE / name).is_file()] == []
    assert NAMES >= OF_THE_PROGRAM


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
