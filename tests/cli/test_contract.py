"""The command line as other programs rely on it: which commands there are, what they take, how they end."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line

EVERYWHERE = {"--store", "--passphrase-file", "--json"}
COMMANDS = {
    "init": "--unit-name --unit-code --level --plain",
    "demo": "--out",
    "kinds": "",
    "components": "NAME",
    "update": "FILE --dry-run",
    "add": "KIND --json-file",
    "get": "UID --reveal --database",
    "set": "UID FIELD=VALUE... --reveal",
    "copy": "UID FIELD=VALUE...",
    "repeat": "UID --every --times --first --dry-run",
    "delete": "UID --yes",
    "raise": "UID --nature --to",
    "split": "UID --content --rest --to --nature",
    "lift": "UID --reason",
    "list": "KIND --limit --database",
    "search": "TEXT --kind --limit",
    "attach": "UID FILES --full-size --keep-metadata",
    "extract": "UID --out --reveal",
    "history": "UID",
    "audit": "--since --until --officer --device --kind --uid --opened --past-rights --limit --out",
    "undo": "UID --yes",
    "bin": "--limit",
    "undelete": "UIDS",
    "redact": "UID FIELDS --reason --files --renew-backups --yes",
    "redactions": "",
    "due": "--within",
    "calendar": "--out --within",
    "tasks": "UID --plan --lead --dry-run",
    "owe": "--year --units --calendar --dry-run",
    "sent": "UID --on --document",
    "plan": "TEMPLATE --year --issued --lead --out --dry-run",
    "conflicts": "UID --reveal",
    "duplicates": "--kind --not-same --renumber",
    "merge": "UID OTHER",
    "unmerge": "UID",
    "held": "",
    "adopt": "CHANGE",
    "dismiss": "CHANGE",
    "resolve": "UID FIELD --take --value",
    "template": "FORM --take --out --remove --fields",
    "report": "FORM --list --all --out --uid --period --format --style --copy --copy-number --copy-to --reveal"
    " --database",
    "figures": "FORM --period --database",
    "compare": "GROUP --period --database",
    "narrative": "FORM",
    "number": "FORM --uid --period --number --date --dry-run",
    "verify": "CODE_OR_PDF --database",
    "sign": "PDF --certificate --certificate-passphrase-file --out --place --picture --seal",
    "verify-signature": "PDF --issuer --keep",
    "export": "--out --to --bundle-passphrase-file --plain --since-ack --full --kind --period --without-personal"
    " --with-texts --send-text --with-attachments --all-units --own-unit --with-secrets --all-peers --volume-size"
    " --again --dry-run",
    "unimport": "--yes",
    "consolidate": "FILES --into --verify --bundle-passphrase-file --allow-deletions --yes",
    "import": "FILES --dry-run --bundle-passphrase-file --allow-deletions --yes",
    "ack": "--out",
    "card": "--out --name",
    "peers add": "CARD --unit --as --yes",
    "peers choose": "CODE --other",
    "peers confirm": "NAME --yes",
    "peers grants": "",
    "peers hand-over": "CARD --out --yes",
    "peers histories": "",
    "peers answer-move": "UNIT --accept --yes",
    "peers move": "UNIT --under --from --yes",
    "peers moves": "",
    "peers replace": "OLD CARD --yes",
    "peers rotate": "--yes",
    "officers allow": "UID ROLE --open",
    "officers list": "",
    "officers use": "UID",
    "peers list": "",
    "peers rename": "NAME NEW_NAME",
    "peers revoke": "NAME --from",
    "waiting list": "",
    "waiting accept": "NUMBER --dry-run --allow-deletions",
    "waiting refuse": "NUMBER",
    "logs": "",
    "check": "--repair",
    "digest": "--kind",
    "backup": "--out --renew",
    "second-place": "--folder --copy --forget",
    "drill": "",
    "restore": "FILE --dry-run",
    "thin": "--older-than --dry-run",
    "archive": "--year --out --take-back --dry-run",
    "rescue": "--out",
    "encrypt": "",
    "decrypt": "",
    "passphrase": "--new-passphrase-file --add --officer --remove --words-file",
    "recovery": "--out",
    "load": "FILE --kind --map --set --encoding --sheet --header-row --hidden --accept --refuse --update --skip-bad"
    " --rejected --dry-run",
    "dump": "--kind --out --format --with-personal",
}
"""Arguments and options by command, beside those that every command takes."""
WITHOUT_JSON = {"extract"}
"""It prints the path that it was given."""
README = Path(__file__).parents[2] / "README.md"


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _commands(found, (*path, name))


FOUND = dict(_commands(make_command_line(lambda store: 0)))


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(make_command_line(lambda store: 0), arguments)


def _taken(command: click.Command) -> set[str]:
    """Arguments by their name in the help, options by their long form."""
    return {
        parameter.human_readable_name if isinstance(parameter, click.Argument) else parameter.opts[-1]
        for parameter in command.params
    }


def test_every_command_of_the_contract_is_there_and_no_other():
    assert set(FOUND) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_takes_what_the_contract_says(name):
    everywhere = EVERYWHERE - ({"--json"} if name in WITHOUT_JSON else set())
    assert _taken(FOUND[name]) == set(COMMANDS[name].split()) | everywhere


@pytest.mark.parametrize("name", ["", "peers", "waiting", *COMMANDS])
def test_help_is_printed_without_a_store(name):
    result = _run(*name.split(), "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    usage, _, told = result.stdout.partition("\n\n")
    assert usage.startswith(f"Cách dùng: danvan {name}".rstrip())
    assert told.strip()


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_that_is_unknown_is_wrong_usage(name):
    result = _run(*name.split(), "--no-such-option")
    assert result.exit_code == 2
    assert "--no-such-option" in result.stderr
    assert result.stdout == ""


def test_a_command_that_is_unknown_is_wrong_usage():
    assert _run("no-such-command").exit_code == 2


@pytest.mark.parametrize("name", ["list petition", "digest", "conflicts", "peers list", "logs", "check"])
def test_a_store_that_is_missing_is_told_in_one_line(name, tmp_path):
    missing = tmp_path / "missing.db"
    result = _run(*name.split(), "--store", str(missing))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert str(missing) in result.stderr
    assert result.stdout == ""
    assert not missing.exists()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_readme_names_every_command(language):
    vietnamese, _, english = README.read_text(encoding="utf-8").partition("# English")
    text = english if language == "en" else vietnamese
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = {words.split()[0] for row in rows for words in row.split("`")[1::2]}
    assert {name.split()[0] for name in COMMANDS} - named == set()
