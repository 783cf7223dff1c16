"""``danvan demo`` makes a commune, prints it, and carries it to a second store."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.store import Store


def demo(out: Path, *options: str) -> Result:
    return CliRunner().invoke(make_command_line(lambda store: 0), ["demo", "--out", str(out), *options])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The folder of a demo, which held an earlier one, and what was printed."""
    out = tmp_path_factory.mktemp("demo")
    for earlier in ("commune.db", "second.db-wal", "commune.danvan", "forms/earlier.pdf"):
        (out / earlier).parent.mkdir(exist_ok=True)
        (out / earlier).write_bytes(b"earlier")
    return out, demo(out, "--json")


def test_it_says_what_it_made(made: tuple[Path, Result]) -> None:
    out, result = made
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["out"] == str(out)
    assert told["records"]["meeting"] >= 30
    assert told["records"]["petition"] >= 120
    listed = CliRunner().invoke(make_command_line(lambda store: 0), ["report", "--list", "--json"])
    unprinted = sum(form.of_former_records or form.of_opened_secrets for form in FORMS)
    assert len(told["forms"]) == len(json.loads(listed.stdout)) - unprinted


def test_every_form_is_a_pdf_of_its_own(made: tuple[Path, Result]) -> None:
    out, result = made
    forms = {Path(name) for name in json.loads(result.stdout)["forms"]}
    assert forms == set((out / "forms").iterdir())
    assert all(form.suffix == ".pdf" and form.read_bytes().startswith(b"%PDF-") for form in forms)


def test_both_stores_hold_the_same(made: tuple[Path, Result]) -> None:
    out, result = made
    told = json.loads(result.stdout)
    with Store.open(out / "commune.db") as commune, Store.open(out / "second.db") as second:
        assert commune.digest() == second.digest() == told["digest"] == told["second_digest"]
        assert second.unit.uid == commune.unit.uid
        assert second.device_key != commune.device_key
    assert (out / "commune.danvan").stat().st_size > 0


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "luan-van.docx").write_text("không phải của chương trình", encoding="utf-8")
    result = demo(tmp_path)
    assert result.exit_code == 1
    assert "đã có tệp khác" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["luan-van.docx"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "demo"
    taken.write_text("một tệp", encoding="utf-8")
    result = demo(taken)
    assert result.exit_code == 1
    assert taken.read_text(encoding="utf-8") == "một tệp"
