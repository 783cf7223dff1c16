"""A file of words or numbers that comes with the program and is damaged is named in one line, whoever reads it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_desktop import assets
from danvan_desktop.assets import MissingResource, resource_path
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.exchange import encodings, profiles
from danvan_desktop.exchange.owed_calendars import calendars_for
from danvan_desktop.exchange.plan_templates import shipped_templates
from danvan_desktop.reports.narrative.template import load_narrative
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.proof import frozen
from danvan_desktop.store import laws, passphrases, recovery_words
from danvan_desktop.ui.forms.phrases import shipped_phrases
from danvan_desktop.ui.setup.criteria_section import _ready

READERS: dict[str, Callable[[], object]] = {
    "calendar/holidays.json": laws.load_calendar,
    "rules/legal_rules.json": laws.load_law,
    "criteria/dan-van-kheo.json": _ready.__wrapped__,
    "encodings/tcvn3.json": lambda: encodings._table.__wrapped__(encodings.Encoding.TCVN3),
    "exchange/columns.json": profiles._data.__wrapped__,
    "formats/state.json": lambda: load_page_format("state"),
    "narrative/work-report.json": lambda: load_narrative("work-report"),
    "passphrases/vietnamese.json": passphrases._vietnamese.__wrapped__,
    "phrases/phrases.json": lambda: shipped_phrases("petition.content"),
    "plans": shipped_templates,
    "proof/set-1.json": lambda: frozen.frozen_set.__wrapped__(1),
    "submissions": lambda: calendars_for(Path("/nowhere/a.db")),
    "sync/words.json": recovery_words.spoken_words.__wrapped__,
}
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _data: b"",
    "no text": lambda data: b"\xff\xfe\x00" + data[3:],
    "another shape": lambda _data: b"[[1]]",
    "deep": lambda _data: b"[" * 100_000,
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = ("fonts", "icons", "licences", "colour", "sample")
    shutil.copytree(resource_path(), tmp_path / "resources", ignore=lambda _at, names: [n for n in names if n in kept])
    monkeypatch.setattr(assets, "_data_root", lambda: tmp_path)
    return tmp_path / "resources"


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", READERS)
def test_whoever_reads_a_damaged_file_names_it(root: Path, name: str, damage: str) -> None:
    path = root / name
    if path.is_dir():
        path = min(file for file in path.iterdir() if file.suffix in (".json", ".toml"))
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises((MissingResource, DanvanError)) as caught:
        READERS[name]()
    assert path.stem in str(caught.value)


def test_every_folder_of_such_files_has_its_reader() -> None:
    folders = {path.parent.name for path in resource_path().glob("*/*.json")}
    assert folders - {"sample", "themes"} <= {name.split("/")[0] for name in READERS}
