"""Whatever a command is given, it ends with 0, 1 or 2 and, when it refuses, says why in one line."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples

FILES = {
    "add": ("add", "petition", "--json-file", "{file}"),
    "import": ("import", "--yes", "{file}"),
    "load": ("load", "{file}", "--kind", "unit"),
    "load map": ("load", "{file}", "--kind", "unit", "--map", "{file}"),
    "peers add": ("peers", "add", "{file}", "--yes"),
    "verify": ("verify", "{file}"),
    "passphrase": ("export", "--out", "x.danvan", "--bundle-passphrase-file", "{file}"),
}


def ended_well(result, refused=False):
    assert result.exit_code in ((1, 2) if refused else (0, 1, 2)), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    if result.exit_code == 1:
        assert len(result.stderr.strip().splitlines()) >= 1
    return True


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes are files only elsewhere")
@pytest.mark.parametrize("command", FILES)
@pytest.mark.parametrize("special", ["/dev/zero", "folder", "pipe", "missing", "n" * 400])
def test_what_is_no_file_is_refused_at_once(danvan, commune, tmp_path, monkeypatch, command, special):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    words = [word.format(file=special) for word in FILES[command]]
    assert ended_well(danvan(*words), refused=True)


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes are files only elsewhere")
@pytest.mark.parametrize("special", ["/dev/zero", "folder", "pipe", "missing"])
def test_a_refused_attachment_leaves_nothing_behind(danvan, commune, tmp_path, monkeypatch, special):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.txt").write_text("tốt", "utf-8")
    os.mkfifo(tmp_path / "pipe")
    assert ended_well(danvan("attach", commune, "good.txt", special), refused=True)
    assert ended_well(danvan("attach", commune, "good.txt"), refused=True)
    from danvan_desktop.store import Store

    with Store.open(tmp_path / "commune.db") as store:
        assert store._connection.execute("SELECT count(*) FROM blob").fetchone()[0] == 0


def test_an_unknown_kind_has_no_digest(danvan, commune):
    assert danvan("digest", "--kind", "nope").exit_code == 1


COMMANDS = (
    ("get",),
    ("delete",),
    ("undo",),
    ("history",),
    ("verify",),
    ("search",),
    ("list",),
    ("kinds",),
    ("digest", "--kind"),
    ("set",),
    ("extract", "--out", "x"),
    ("resolve",),
    ("figures",),
    ("narrative",),
    ("number",),
    ("waiting", "accept"),
    ("waiting", "refuse"),
    ("peers", "confirm"),
    ("peers", "revoke"),
    ("export", "--out", "x.danvan", "--period"),
    ("export", "--out", "x.danvan", "--kind"),
    ("report",),
)
ODD = st.one_of(
    st.text(st.characters(exclude_characters="\0"), max_size=12).filter(lambda text: not text.startswith("-")),
    st.sampled_from(["\ud800", "x" * 300, "1e400", "9" * 5000, "../..", "a\nb", "=", "name=", "2026-Q9"]),
)


@pytest.mark.parametrize("command", COMMANDS)
@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ODD, min_size=1, max_size=2))
def test_odd_words_end_no_command_in_a_fault(danvan, commune, tmp_path, monkeypatch, command, words):
    monkeypatch.chdir(tmp_path)
    assert ended_well(danvan(*command, *words))
