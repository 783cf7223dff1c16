"""Rows of many new records name only the columns that anybody gave: the log must tell the same."""

from pathlib import Path

import pytest

from danvan_desktop.store import Store


def test_rows_by_the_fields_that_were_given_are_those_that_the_log_tells(
    sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danvan_desktop.store.rows._MANY", 1)
    with Store.create(tmp_path / "other.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as other:
        other.merge(list(sample.log.entries_after({})), sample.signed_logs(), keeps_unnamed=True)
        assert other.check().ok
