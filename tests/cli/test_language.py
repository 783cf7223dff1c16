"""The command line speaks the language of the system, and writes papers and lists in Vietnamese in any."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli import language
from danvan_desktop.cli.click_words import speak
from danvan_desktop.cli.language import language_of_system
from danvan_desktop.cli.main import make_command_line
from danvan_desktop.localization import Translator


@pytest.fixture
def english(tmp_path: Path):
    """Run one command of an English system on ``commune.db``."""

    def run(*arguments: str) -> Result:
        line = make_command_line(lambda store: 0, Translator("en"))
        return CliRunner().invoke(line, [*arguments, *(() if arguments[-1] == "--help" else where)])

    where = ["--store", str(tmp_path / "commune.db")]
    yield run
    speak(Translator())


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN"}, "vi"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "vi:en"}, "vi"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:en_GB"}, "en"),
        ({"LANG": "C", "LANGUAGE": "en"}, "vi"),
    ],
)
def test_the_environment_names_the_language_as_for_other_programs(environment, code, monkeypatch):
    monkeypatch.setattr(language, "_language_of_windows", lambda: "vi")
    assert language_of_system(environment) == code


def test_help_errors_and_clicks_own_words_are_english_on_an_english_system(english):
    told = english("get", "--help").stdout
    assert "Usage: danvan get [OPTIONS] UID" in told
    assert "Show one record." in told
    assert "Show this message and exit." in told
    assert "--passphrase-file PATH" in told
    assert "There is no option “--nope”." in english("get", "x", "--nope").stderr
    assert "List the kinds of records" in english("--help").stdout
    assert "peers" in english("peers", "--help").stdout
    assert not set("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ") & set(english("peers", "add", "--help").stdout)


def test_the_next_command_line_of_the_same_process_may_speak_another_language(english):
    assert "Show one record." in english("get", "--help").stdout
    told = CliRunner().invoke(make_command_line(lambda store: 0), ["get", "--help"]).stdout
    assert "Xem một hồ sơ." in told
    assert "--passphrase-file ĐƯỜNG-DẪN" in told


def test_what_is_written_for_others_stays_vietnamese(english, tmp_path):
    assert english("init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", "--plain").exit_code == 0
    assert english("dump", "--kind", "meeting", "--out", str(tmp_path / "m.csv")).exit_code == 0
    heads = (tmp_path / "m.csv").read_text("utf-8-sig").splitlines()[0]
    assert "Thôn" in heads


@pytest.mark.parametrize(("locale", "word"), [("en_US.UTF-8", "Usage:"), ("vi_VN.UTF-8", "Cách dùng:")])
def test_a_process_reads_the_language_of_its_system(locale, word):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    command = [sys.executable, "-m", "danvan_desktop", "due", "--help"]
    done = subprocess.run(command, env={**kept, "LANG": locale}, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(word)
