"""A telephone number that nobody can call is told of, wherever one is asked for; what is on the paper is kept."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from tests.domain.holding import told

FIELDS = [(kind.name, field.name) for kind in ALL_KINDS for field in kind.fields if field.name.endswith("phone")]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
@pytest.mark.parametrize("written", ["09abc", "0987 111 22", "12345", "chưa có"])
def test_what_cannot_be_called_is_told_of(kind: str, field: str, written: str) -> None:
    problem = told(Record(kind, "r", {field: written})).get(field, "")
    assert "không gọi được" in problem
    assert written not in problem, "it may be that of a denouncer"


@pytest.mark.parametrize(("kind", "field"), FIELDS)
@pytest.mark.parametrize("written", ["0912 345 678", "+84 912.345.678", "0204 3856 117", "0987000111 (con gái)", ""])
def test_numbers_of_viet_nam_are_taken(kind: str, field: str, written: str) -> None:
    assert field not in told(Record(kind, "r", {field: written}))


def test_what_was_written_before_is_not_told_of_again() -> None:
    former = {"phone": "09abc", "full_name": "Lê Quang Hưng"}
    assert "phone" not in told(Record("officer", "r", {**former, "position": "Chủ tịch"}), before=former)
