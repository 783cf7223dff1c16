"""Inspections and ratings of which papers are asked for."""

from __future__ import annotations

from tests.reports.conftest import Office


def inspection(office: Office, **values: object) -> str:
    made = {"type": "state", "subject": "Việc trả lời kiến nghị", "target": "Thôn Đông", "started_on": "2026-08-12"}
    return office.save("inspection", **made, **values)


def rating(office: Office, kind: str = "rating", **values: object) -> str:
    return office.save(kind, **{"year": 2026, "target": "Thôn Đông", "set": "Bộ 2026", **values})


def held_inspection(office: Office) -> str:
    return inspection(office, state="done")
