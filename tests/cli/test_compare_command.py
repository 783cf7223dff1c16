"""danvan compare: the units below side by side, by part of the work, as a table and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Danvan


def _added(danvan: Danvan, of: str, **values: str) -> str:
    added = danvan("add", of, "--json-file", "-", stdin=json.dumps(values))
    assert added.exit_code == 0, added.output
    return added.stdout.strip()


@pytest.fixture
def village(danvan: Danvan, commune: str) -> str:
    """A village of the commune with a petition of this quarter; returns its uid."""
    uid = _added(danvan, "unit", name="Thôn Đông", kind="village", code="01", parent=commune)
    _added(danvan, "petition", number="01", received_on="2026-08-12", unit=uid, content="Mương bị tắc")
    return uid


def test_a_part_of_the_work_is_told_for_each_village_beside_last_year(danvan: Danvan, village: str) -> None:
    table = danvan("compare", "petitions", "--period", "2026-Q3").stdout
    assert "Đơn, kiến nghị, phản ánh tiếp nhận trong kỳ" in table
    assert "Thôn Đông" in table
    assert "Cùng kỳ" in table


def test_as_json_each_unit_has_its_figures_with_the_records_behind_them(danvan: Danvan, village: str) -> None:
    told: list[dict[str, Any]] = json.loads(danvan("compare", "--period", "2026-Q3", "--json").stdout)
    assert [(one["unit"], one["coverage"], one["days_late"]) for one in told] == [(village, "recorded_here", 0)]
    received = told[0]["figures"]["petitions.received"]
    assert (received["value"], received["year_ago"], len(received["uids"])) == (1, None, 1)
    assert told[0]["ended"] is None
    assert told[0]["figures"]["meetings.held"]["value"] == 0


def test_a_village_that_is_no_more_has_what_became_of_it_and_no_nought(danvan: Danvan, village: str) -> None:
    _added(danvan, "petition", number="02", received_on="2025-11-12", unit=village, content="Mương bị tắc")
    assert danvan("set", village, "valid_to=2026-08-31").exit_code == 0
    table = danvan("compare", "petitions", "--period", "2026-Q4").stdout
    assert "đã giải thể" in table
    told = json.loads(danvan("compare", "petitions", "--period", "2026-Q4", "--json").stdout)
    assert [one["ended"] for one in told] == ["2026-08-31"]


def test_an_unknown_part_of_the_work_is_refused_with_those_that_there_are(danvan: Danvan, commune: str) -> None:
    refused = danvan("compare", "petition", "--period", "2026-Q3")
    assert refused.exit_code == 1
    assert "Không có nhóm số liệu “petition”" in refused.stderr
    assert "petitions" in refused.stderr
