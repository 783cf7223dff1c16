import ast
import gettext
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import i18n
from i18n import Catalogs

SOURCE = """
from danvan_desktop.localization import _, ngettext

TITLE = _("Biên bản")
GREETING = _("Chào {name}.", name="x")

def count(n):
    return ngettext("{n} hồ sơ", "{n} hồ sơ", n)
"""

ENGLISH = {
    "Biên bản": "Minutes",
    "Chào {name}.": "Hello {name}.",
    "{n} hồ sơ": ["One record", "{n} records"],
}


@pytest.fixture
def tree(tmp_path: Path) -> Catalogs:
    """A source tree whose catalogs are complete."""
    (tmp_path / "danvan_desktop").mkdir()
    (tmp_path / "danvan_desktop" / "texts.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "i18n").mkdir()
    shutil.copy(i18n.ROOT / "i18n" / "babel.cfg", tmp_path / "i18n")
    catalogs = Catalogs(tmp_path)
    catalogs.update()
    catalogs.translate(ENGLISH)
    return catalogs


def write_source(tree: Catalogs, text: str) -> None:
    (tree.package / "texts.py").write_text(text, encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(tree: Catalogs) -> str:
    return "\n".join(tree.problems())


def test_a_complete_tree_has_no_problems(tree: Catalogs) -> None:
    assert problems(tree) == ""


def test_vietnamese_is_filled_with_the_source_strings(tree: Catalogs) -> None:
    catalog = tree.read("vi")
    assert catalog.get("Biên bản").string == "Biên bản"
    assert catalog.get("{n} hồ sơ").string == ("{n} hồ sơ",)


def test_english_of_a_new_text_is_asked_for(tree: Catalogs) -> None:
    write_source(tree, SOURCE + '\nNEW = _("Kết luận")\n')
    tree.update()
    assert problems(tree) == "en: not translated: 'Kết luận'"


def test_a_text_that_the_template_lacks_is_reported(tree: Catalogs) -> None:
    write_source(tree, SOURCE + '\nNEW = _("Kết luận")\n')
    assert "new in the sources: ('Kết luận',)" in problems(tree)
    assert "vi: missing entry: ('Kết luận',)" in problems(tree)


def test_a_text_that_the_sources_lost_is_reported_and_dropped_by_update(tree: Catalogs) -> None:
    write_source(tree, SOURCE.replace('TITLE = _("Biên bản")', ""))
    assert "gone from the sources: ('Biên bản',)" in problems(tree)
    assert "en: obsolete entry: ('Biên bản',)" in problems(tree)
    tree.update()
    assert problems(tree) == ""
    assert "Minutes" not in tree.path("en").read_text(encoding="utf-8")


def test_an_obsolete_entry_kept_as_a_comment_is_reported(tree: Catalogs) -> None:
    with tree.path("en").open("a", encoding="utf-8") as file:
        file.write('\n#~ msgid "Cũ"\n#~ msgstr "Old"\n')
    assert problems(tree) == "en: obsolete entry kept as a comment: 'Cũ'"


def test_a_fuzzy_entry_is_reported(tree: Catalogs) -> None:
    edit(tree.path("en"), 'msgid "Biên bản"', '#, fuzzy\nmsgid "Biên bản"')
    assert "en: fuzzy: 'Biên bản'" in problems(tree)


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        ("Hello.", "placeholders [] instead of ['name']"),
        ("Hello {nam}.", "placeholders ['nam'] instead of ['name']"),
        ("Hello {name.", "braces"),
        ("Hello\t{name}.", "control character"),
        ("Hello {name}, ca\u0301n bộ.", "not in Unicode normal form C"),
    ],
)
def test_a_broken_translation_is_reported(tree: Catalogs, translation: str, complaint: str) -> None:
    tree.translate({"Chào {name}.": translation})
    assert f"en: {complaint}" in problems(tree)


def test_only_the_singular_may_leave_the_number_out(tree: Catalogs) -> None:
    tree.translate({"{n} hồ sơ": ["One record", "Some records"]})
    assert problems(tree).startswith("en: placeholders [] instead of ['n']")


@pytest.mark.parametrize("call", ["_(name)", '_(f"Chào {name}")', 'ngettext("{n} hộ", name, 2)'])
def test_a_text_that_cannot_be_extracted_is_reported(tree: Catalogs, call: str) -> None:
    write_source(tree, SOURCE + f"\ndef greet(name):\n    return {call}\n")
    assert "texts.py:11: the text is not a plain literal" in problems(tree)


def test_moving_lines_and_repeating_update_change_no_file(tree: Catalogs) -> None:
    files = [tree.template_path, tree.path("vi"), tree.path("en")]
    before = [path.read_bytes() for path in files]
    write_source(tree, "\n\n\n" + SOURCE)
    tree.update()
    assert [path.read_bytes() for path in files] == before
    assert all(b"Date" not in content for content in before)


def test_translate_names_the_texts_it_does_not_know(tree: Catalogs) -> None:
    assert tree.translate({"Không có": "None"}) == ["Không có"]


def test_the_compiled_catalog_speaks_english_with_plurals(tree: Catalogs) -> None:
    tree.compile()
    english = gettext.translation("danvan", tree.folder, ["en"])
    assert english.gettext("Biên bản") == "Minutes"
    assert english.ngettext("{n} hồ sơ", "{n} hồ sơ", 1) == "One record"
    assert english.ngettext("{n} hồ sơ", "{n} hồ sơ", 5) == "{n} records"


def test_no_compiled_catalog_tells_when_it_was_compiled(tree: Catalogs) -> None:
    for path in tree.compile():
        with path.open("rb") as file:
            told = gettext.GNUTranslations(file).info()
        assert told["pot-creation-date"] == "1970-01-01 00:00+0000"
        assert told["po-revision-date"] == "YEAR-MO-DA HO:MI+ZONE"


def test_a_catalog_that_an_earlier_checkout_left_is_compiled_afresh_where_it_is_asked_for(tree: Catalogs) -> None:
    compiled = {path: path.read_bytes() for path in tree.compile()}
    for path in compiled:
        path.write_bytes(b"of yesterday")
    assert [path.read_bytes() for path in tree.compile()] == [b"of yesterday"] * len(compiled)
    assert {path: path.read_bytes() for path in tree.compile(afresh=True)} == compiled


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert i18n.main(["destroy"]) == 2
    assert "script/i18n.py extract" in capsys.readouterr().err


def test_translations_come_from_a_json_file(tree: Catalogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "en.json"
    file.write_text(json.dumps({"Biên bản": "Record of the meeting"}), encoding="utf-8")
    monkeypatch.setattr(i18n, "Catalogs", lambda: tree)
    assert i18n.main(["translate", str(file)]) == 0
    assert tree.read("en").get("Biên bản").string == "Record of the meeting"


def _said(source: str) -> Iterator[str]:
    """Yield the texts of the calls that mark them."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
            yield from (one.value for one in call.args[:1] if isinstance(one, ast.Constant))


def test_every_text_that_is_marked_is_in_the_catalogs() -> None:
    """The extraction passes over a text in whose values another one is marked: it would stay Vietnamese for ever."""
    with (i18n.ROOT / "i18n" / "danvan.pot").open("rb") as file:
        known = {
            one for message in read_po(file) for one in (message.id if isinstance(message.id, tuple) else [message.id])
        }
    lost = [
        f"{path.name}: {text}"
        for path in (i18n.ROOT / "danvan_desktop").rglob("*.py")
        for text in _said(path.read_text("utf-8"))
        if text not in known
    ]
    assert lost == []
