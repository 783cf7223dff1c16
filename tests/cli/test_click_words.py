"""What click writes by itself is Vietnamese: every message of the installed click is listed, none is forgotten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from danvan_desktop.cli.click_words import CLICK_WORDS, speak
from danvan_desktop.cli.main import make_command_line
from danvan_desktop.cli.unlocking import given_passphrase
from danvan_desktop.localization import Translator, _

UNREACHED = {
    "wrong declarations, which are bugs": {
        "Argument {name!r} takes {nargs} values.",
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Could not determine name for option with declarations {decls!r}",
        "Invalid start character for option ({option})",
        "Name '{name}' defined twice",
        "No options defined but a name was passed ({name}). Did you mean to declare an argument instead?"
        " Did you mean to pass '--{name}'?",
        "Unknown color {colour!r}",
        "Unknown standard stream '{name}'",
        "Value must be an iterable.",
        "Choice({choices})",
    },
    "nothing here is deprecated": {
        "deprecated",
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    },
    "no editor, pause, progress bar or console of click is used": {
        "{editor}: Editing failed",
        "{editor}: Editing failed: {e}",
        "Press any key to continue...",
        "Windows error: {error}",
        "d",
    },
    "no such type or option is declared": {
        "{value!r} does not match the formats {formats}.",
        "{value!r} is not a valid UUID.",
        "(dynamic)",
        "Do you want to continue?",
        "Confirm the action without prompting.",
        "%(prog)s, version %(version)s",
    },
}


def _messages_of_click() -> Iterator[str]:
    """Read what click hands to gettext out of its sources; of counted messages the form for many."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                word = node.args[1 if node.func.id == "ngettext" else 0]
                if isinstance(word, ast.Constant):
                    yield str(word.value)


@pytest.mark.parametrize("word", sorted(set(_messages_of_click())))
def test_a_message_of_click_is_vietnamese_or_cannot_be_reached(word):
    unreached = set().union(*UNREACHED.values())
    assert (word in CLICK_WORDS) != (word in unreached)


def test_placeholders_of_click_are_kept_or_left_out_but_never_new():
    for word, message in CLICK_WORDS.items():
        assert set(re.findall(r"{[^}]*}", str(message))) <= set(re.findall(r"{[^}]*}", word)), word


@pytest.mark.parametrize("command", ["", "list", "peers", "peers add", "repeat", "export", "demo"])
def test_help_has_no_english_words_of_click(command):
    told = CliRunner().invoke(make_command_line(lambda store: 0), [*command.split(), "--help"]).output
    assert not re.search(r"Usage|Options|Commands|Show|default|required|OPTIONS|ARGS|TEXT|INTEGER|PATH", told), told


def test_a_passphrase_that_is_typed_differently_is_asked_again_in_vietnamese():
    @click.command()
    def ask() -> None:
        click.echo(given_passphrase(None, _("Mật khẩu mới"), twice=True))

    make_command_line(lambda store: 0)
    told = CliRunner().invoke(ask, input="một\nhai\nba\nba\n")
    assert "hai lần gõ không giống nhau" in told.stderr
    assert "Error" not in told.output


def test_a_question_takes_vietnamese_answers_and_asks_until_it_has_one():
    from danvan_desktop.cli.asking import says_yes

    @click.command()
    def ask() -> None:
        click.echo(f"= {says_yes(_('Bỏ ra?'))}")

    runner = CliRunner()
    assert runner.invoke(ask, input="có\n").stdout == "= True\n"
    assert runner.invoke(ask, input="\n").stdout == "= False\n"
    asked = runner.invoke(ask, input="gì\nk\n")
    assert (asked.stdout, asked.stderr.count("[c/K]")) == ("= False\n", 2)


def test_english_keeps_clicks_own_words():
    try:
        speak(Translator("en"))
        assert "Usage: ask" in CliRunner().invoke(click.Command("ask"), ["--help"]).output
    finally:
        speak(Translator())
    assert "Cách dùng: ask" in CliRunner().invoke(click.Command("ask"), ["--help"]).output


def test_the_shell_completes_commands_and_options():
    def completed(words: str, place: int) -> set[str]:
        environment = {"COMP_WORDS": words, "COMP_CWORD": str(place), "_DANVAN_COMPLETE": "bash_complete"}
        line = make_command_line(lambda store: 0)
        told = CliRunner().invoke(line, [], prog_name="danvan", env=environment, complete_var="_DANVAN_COMPLETE").output
        return {entry.partition(",")[2] for entry in told.splitlines()}

    assert completed("danvan du", 1) == {"due", "duplicates", "dump"}
    assert "--within" in completed("danvan due --", 2)
    assert "rotate" in completed("danvan peers ro", 2)
