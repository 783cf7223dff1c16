"""``danvan owe`` and ``danvan sent``: the reports of a year made at once, and said to be sent."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        return store.path


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(make_command_line(lambda _store: 0), [*arguments, "--store", str(path)])


def test_a_year_is_shown_then_made_once(path: Path) -> None:
    shown = json.loads(run(path, "owe", "--year", "2027", "--dry-run", "--json").stdout)
    assert "Báo cáo tiếp công dân" in run(path, "owe", "--year", "2027", "--dry-run").stdout
    with Store.open(path) as store:
        assert store.count("submission") == 0
    made = json.loads(run(path, "owe", "--year", "2027", "--json").stdout)
    assert len(made) == len(shown)
    again = run(path, "owe", "--year", "2027")
    assert again.exit_code == 1
    assert "Không có báo cáo nào phải lập thêm" in again.stderr


def test_what_was_sent_has_its_day_and_the_paper_of_its_period(path: Path) -> None:
    with Store.open(path) as store:
        owed = {"report": "work_quarter", "period": "2026-Q3", "to": "Tỉnh ủy", "due_on": "2026-09-20"}
        uid, other = store.save(Draft("submission", owed), Draft("submission", {**owed, "report": "reception"})).uids
        number = {"date": "2026-09-18", "subject": "Báo cáo", "form": "work-report", "period": "2026-Q3"}
        paper = store.save(Draft("document_number", number)).uids[0]
    assert run(path, "sent", uid, "--on", "2026-09-19").exit_code == 0
    assert run(path, "sent", other, "--on", "2026-09-25", "--document", paper).exit_code == 0
    with Store.open(path) as store:
        for one, day in ((uid, "2026-09-19"), (other, "2026-09-25")):
            found = store.get(one)
            assert found is not None
            assert (found.text("sent_on"), found.text("document"), found.text("state")) == (day, paper, "sent")


def test_a_returned_report_is_sent_again_and_nothing_else_is_sent(path: Path) -> None:
    with Store.open(path) as store:
        owed = {"report": "reception", "period": "2026-Q3", "to": "Tỉnh ủy", "due_on": "2026-09-20"}
        sent = {"sent_on": "2026-09-18", "state": "returned", "returned_reason": "Thiếu phụ lục"}
        uid, unit = store.save(Draft("submission", owed | sent)).uids[0], store.unit.uid
    assert run(path, "sent", uid, "--on", "2026-09-21").exit_code == 0
    with Store.open(path) as store:
        found = store.get(uid)
        assert found is not None
        assert (found.text("state"), found.text("sent_on")) == ("sent", "2026-09-21")
    refused = run(path, "sent", unit)
    assert refused.exit_code == 1
    assert "không phải là báo cáo phải nộp" in refused.stderr
