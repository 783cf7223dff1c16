"""The file with the compiled modules of a start: what is taken from it, and what is not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop import __file__ as package

_TELL = """
import sys
from danvan_desktop import start_codes
start_codes.use()
from danvan_desktop import patterns
from danvan_desktop.ui import app, session
print(*(type(one.__loader__).__name__ for one in (patterns, app, session)), getattr(patterns, "MARK", ""))
start_codes.note_start()
print(*(name for name in sys.meta_path[0].lacking if name.startswith("danvan")))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which one start was kept."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copytree(Path(package).parent, folder / "danvan_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    _python(folder, "-m", "danvan_desktop.start_codes")
    return folder


def _python(tree: Path, *arguments: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"PYTHONPATH": str(tree), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=tree, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.splitlines()


def _kept(tree: Path) -> Path:
    (file,) = (tree / "danvan_desktop" / "__pycache__").glob("*.codes")
    return file


def _told(tree: Path) -> tuple[str, list[str]]:
    loaders, lacking = _python(tree, "-c", _TELL)
    return loaders.strip(), lacking.split()


def test_modules_of_a_start_are_taken_from_one_file(tree: Path) -> None:
    assert _told(tree) == ("_Loader _Loader _Loader", [])


def test_a_module_whose_source_was_changed_is_loaded_from_its_source(tree: Path) -> None:
    source = tree / "danvan_desktop" / "patterns.py"
    before = source.read_bytes()
    source.write_bytes(before + b"\nMARK = 'changed'\n")
    try:
        assert _told(tree) == ("SourceFileLoader _Loader _Loader changed", ["danvan_desktop.patterns"])
    finally:
        source.write_bytes(before)
        os.utime(source)
    _python(tree, "-c", _TELL + "start_codes.keep_if_lacking()")
    assert _told(tree) == ("_Loader _Loader _Loader", [])


def test_another_tree_takes_nothing_from_what_was_kept_of_this_one(tree: Path, tmp_path: Path) -> None:
    shutil.copytree(tree, tmp_path / "other")
    loaders, _lacking = _told(tmp_path / "other")
    assert loaders == "SourceFileLoader SourceFileLoader SourceFileLoader"


@pytest.mark.parametrize("length", [0, 10, 30, 5_000, -1_000])
def test_a_file_that_is_not_whole_does_not_hold_a_start_up(tree: Path, length: int) -> None:
    file = _kept(tree)
    whole = file.read_bytes()
    file.write_bytes(whole[:length])
    try:
        loaders, lacking = _told(tree)
    finally:
        file.write_bytes(whole)
    assert loaders.split()[2] == "SourceFileLoader"
    assert "danvan_desktop.ui.session" in lacking


def test_a_start_that_loads_what_others_did_not_keeps_both(tree: Path) -> None:
    more = "start_codes.use()\nimport danvan_desktop.store.vault\nimport danvan_desktop.ui.pages.overview_page"
    kept = _python(tree, "-c", _TELL.replace("start_codes.use()", more) + "start_codes.keep_if_lacking()")
    assert "danvan_desktop.store.vault" in kept[-1]
    assert _told(tree) == ("_Loader _Loader _Loader", [])
    assert _python(tree, "-c", _TELL.replace("start_codes.use()", more))[-1] == ""


def test_where_nothing_may_be_written_a_start_goes_on_without(tree: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "a-file"
    wrong.write_text("", encoding="utf-8")
    told = _python(
        tree,
        "-c",
        f"import sys; sys.pycache_prefix = {str(wrong)!r}\n{_TELL}start_codes.keep_if_lacking()\nprint('goes on')",
    )
    assert told[-1] == "goes on"


def test_expressions_of_a_start_are_compiled_once_and_are_what_python_compiles(tree: Path) -> None:
    look = """
from danvan_desktop import start_codes
start_codes.use()
from re import _compiler
whole, made = _compiler._code, []
_compiler._code = lambda *given: made.append(given) or whole(*given)
from danvan_desktop.ui import app, session
start_codes.note_start()
(patterns,) = (finder.patterns for finder in start_codes._finders())
told = patterns.asked
print(len(made), len(told) > 20, _compiler.compile.__module__)
print(all(patterns._compile(*one) == _compiler.compile(*one) for one in [*told]))
"""
    assert _python(tree, "-c", look) == ["0 True re._compiler", "True"]


def test_where_python_compiles_expressions_otherwise_a_start_goes_on_without(tree: Path) -> None:
    other = "import sys\nsys.modules['danvan_desktop.start_patterns'] = None  # as where it cannot be imported\n"
    told = _python(tree, "-c", other + _TELL + "start_codes.keep_if_lacking()\nprint('goes on')")
    assert told[0].strip() == "_Loader _Loader _Loader"
    assert told[-1] == "goes on"
