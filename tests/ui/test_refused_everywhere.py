"""What a rule refuses is refused alike in the window, by command and in a list that is loaded, with its field named."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytestqt.qtbot import QtBot

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opening import open_editor

REFUSED: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    (
        "reception",
        "substitute_reason",
        {"held_on": "2026-07-06", "body": "government", "kind": "head", "receiver": "Phó Chủ tịch", "place": "Trụ sở"}
        | {"by_head": False, "nobody_came": True},
    ),
    (
        "case",
        "complex_paper",
        {"number": "9/2026", "received_on": "2026-07-06", "nature": "complaint", "channel": "letter", "title": "Đất"}
        | {"field": "land", "complex": "complex"},
    ),
    (
        "consultation",
        "closes_on",
        {"subject": "Quy hoạch", "item": "c01", "drafting_body": "UBND xã", "published_on": "2026-07-01"}
        | {"closes_on": "2026-07-10"},
    ),
    ("community_work", "decision", {"name": "Đường", "type": "road", "people_money": 1000, "state": "building"}),
    (
        "supervision_board",
        "members_count",
        {"kind": "inspection", "name": "Ban Thanh tra nhân dân", "members_count": 4, "term_from": "2026-01-01"},
    ),
    (
        "land_project",
        "agreed_households",
        {"name": "Đường tránh", "started_on": "2026-02-02", "households": 3, "agreed_households": 4},
    ),
    (
        "oversight",
        "form",
        {"type": "criticism", "form": "team", "lead": "front", "subject": "Dự thảo", "target": "UBND xã"}
        | {"visit_on": "2026-02-02", "state": "done"},
    ),
    (
        "inspection",
        "concluded_on",
        {"type": "self", "subject": "Niêm yết", "target": "Thôn Đông", "started_on": "2026-02-10", "state": "done"}
        | {"concluded_on": "2026-02-01"},
    ),
    (
        "rating",
        "rank",
        {"year": 2025, "target": "Thôn Đông", "set": "Bộ", "subject_kind": "village", "ineligible": True}
        | {"ineligible_reason": "Có đơn thư", "rank": "good"},
    ),
    (
        "award",
        "decision_number",
        {"subject_kind": "collective", "subject": "Chi hội", "title": "certificate", "level": "commune"}
        | {"state": "approved", "decided_on": "2026-02-02"},
    ),
    ("contest", "held_on", {"name": "Hội thi", "held_on": "2099-01-01", "state": "held"}),
    ("unit_profile", "near_poor", {"year": 2026, "households": 10, "poor": 6, "near_poor": 6}),
    (
        "plan",
        "parties",
        {"type": "programme", "title": "Phối hợp", "issued_on": "2026-02-02", "parties": "Công an xã"},
    ),
    (
        "model",
        "year",
        {"name": "Đường hoa", "registrant": "Chi hội", "registered_on": "2026-02-02", "year": 2025}
        | {"period": "năm", "aim": "Sạch", "form": "collective"},
    ),
    (
        "activity",
        "beneficiaries",
        {"type": "welfare", "topic": "Tặng quà", "held_on": "2026-02-02", "organiser": "front", "state": "done"}
        | {"people": 3},
    ),
    ("network_member", "to_on", {"full_name": "A", "role": "elder", "from_on": "2026-02-02", "to_on": "2026-01-01"}),
    (
        "commune_vote",
        "closes_on",
        {"title": "Góp", "content_type": "contribution", "opens_on": "2026-02-10", "closes_on": "2026-02-01"},
    ),
    (
        "publicity_item",
        "due_on",
        {"item": "p02", "title": "Quyết toán", "paper_date": "2026-02-10", "due_on": "2026-02-01"},
    ),
    (
        "submission",
        "sent_on",
        {"report": "work_quarter", "to": "Tỉnh ủy", "period": "2026-Q1", "due_on": "2026-03-20"}
        | {"sent_on": "2099-01-01"},
    ),
    (
        "meeting",
        "convened_by",
        {"subject": "Bầu Trưởng thôn", "purpose": "election", "starts_at": "2026-02-02T19:00", "place": "Nhà văn hóa"}
        | {"chair": "A", "secretary": "B", "households_total": 100, "households_present": 60, "convened_by": "head"},
    ),
)


@pytest.fixture(params=REFUSED, ids=[kind for kind, _field, _values in REFUSED])
def case(request: pytest.FixtureRequest, ui: UiContext) -> tuple[str, str, dict[str, object]]:
    kind, field, values = request.param
    unit = _unit_field(ui.store.kinds[kind])
    return kind, field, {**({unit: ui.store.unit.uid} if unit else {}), **values}


def _unit_field(kind: Kind) -> str:
    return kind.unit or ("unit" if kind.has("unit") else "")


def run(ui: UiContext, *arguments: str, stdin: str | None = None) -> str:
    command, *rest = arguments
    line = make_command_line(lambda store: 0)
    result = CliRunner().invoke(line, [command, *rest, "--store", str(ui.store_path)], input=stdin)
    assert result.exit_code != 0, result.output
    return result.output


def _cell(kind: Kind, name: str, value: object) -> str:
    """Write a value as it stands in a list: choices by their words, days as people write them."""
    field = kind.field(name)
    if isinstance(value, bool):
        return "có" if value else "không"
    if field.type is FieldType.CHOICE:
        return str(field.label_of(str(value)))
    if field.type is FieldType.DATE:
        return "/".join(reversed(str(value).split("-")))
    return str(value)


def test_a_save_is_refused(ui: UiContext, case: tuple[str, str, dict[str, object]]) -> None:
    kind, field, values = case
    with pytest.raises(InvalidRecord) as caught:
        ui.store.save(Draft(kind, values))
    assert field in {one.field for one in caught.value.problems if one.is_error}


def test_the_command_names_the_field(ui: UiContext, case: tuple[str, str, dict[str, object]]) -> None:
    kind, field, values = case
    told = run(ui, "add", kind, "--json-file", "-", stdin=json.dumps(values))
    assert f"{field}: " in told
    assert ui.store.count(kind) == 0


def test_a_list_that_is_loaded_names_the_field(
    ui: UiContext, case: tuple[str, str, dict[str, object]], tmp_path: Path
) -> None:
    kind, field, values = case
    declared = ui.store.kinds[kind]
    unit = _unit_field(declared)
    typed = {name: value for name, value in values.items() if name != unit}
    lines = [typed.keys(), [_cell(declared, name, value) for name, value in typed.items()]]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(";".join(map(str, line)) for line in lines) + "\n", encoding="utf-8-sig")
    maps = [word for name in typed for word in ("--map", f"{name}={name}")]
    run(ui, "load", str(path), "--kind", kind, *maps, "--set", f"{unit}={ui.store.unit.uid}")
    told = (tmp_path / "list-dong-loi.csv").read_text(encoding="utf-8-sig")
    assert str(declared.field(field).label).casefold() in told.casefold()
    assert ui.store.count(kind) == 0


def test_the_window_shows_it_beside_the_field(
    ui: UiContext, qtbot: QtBot, case: tuple[str, str, dict[str, object]]
) -> None:
    kind, field, values = case
    editor = open_editor(ui, kind, preset=values)
    editor.save()
    qtbot.waitUntil(lambda: editor.refusals.was_refused)
    frame = editor.form.input(field)
    assert (frame.focusProxy() or frame).property("wrong"), "the field is framed"
    assert ui.store.count(kind) == 0
    editor.close_for_good()
