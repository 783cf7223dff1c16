"""The report of a fault is a file like any other: it takes no store's place, and is whole or not there."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui import error_report


@pytest.mark.parametrize("name", ["commune.db", "missing/bao-cao.txt"])
def test_a_report_that_cannot_be_written_there_is_told_and_the_store_stays(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with Store.create(tmp_path / "commune.db", unit_name="Xã", unit_code="X") as store:
        digest = store.digest()
    told: list[str] = []
    monkeypatch.setattr(error_report, "ask_where_to_save", lambda *_asked: tmp_path / name)
    monkeypatch.setattr(error_report, "tell_fault", lambda _parent, _say, _title, words: told.append(words))
    assert error_report.save_report(None, Translator("vi")) is None
    assert len(told) == 1
    with Store.open(tmp_path / "commune.db") as store:
        assert store.digest() == digest


def test_a_report_takes_the_place_of_the_one_before(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bao-cao.txt"
    out.write_text("cũ", "utf-8")
    monkeypatch.setattr(error_report, "ask_where_to_save", lambda *_asked: out)
    assert error_report.save_report(None, Translator("vi"), "ValueError: x") == out
    assert "ValueError: x" in out.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [out]
