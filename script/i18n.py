"""Extracts, updates, compiles and checks the gettext catalogs; run it with the project's Python.

    script/i18n.py extract          write i18n/danvan.pot from the sources
    script/i18n.py update           extract, then bring vi and en up to it; vi gets the source strings
    script/i18n.py translate FILE   merge a JSON object {msgid: msgstr or [singular, plural]} into en
    script/i18n.py compile          write the .mo files that are older than their .po files
    script/i18n.py check            list everything that is missing, stale or broken; exit 1 if anything is

The sources are Vietnamese: see docs/decisions/0003-vietnamese-source-strings.md.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from environment import ROOT, speak_utf8

DOMAIN = "danvan"
SOURCE_LANGUAGE = "vi"
LANGUAGES = (SOURCE_LANGUAGE, "en")
KEYWORDS = {"_": None, "ngettext": (1, 2)}
STABLE_HEADERS = ("Language:", "MIME-Version", "Content-", "Plural-Forms")
"""The headers worth keeping: the others hold dates and names that change with every run."""
_NO_MOMENT = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Catalogs:
    """The template and the catalogs of one source tree."""

    def __init__(self, root: Path = ROOT) -> None:
        """Take ``root``: the folder that holds ``danvan_desktop/`` and ``i18n/``."""
        self.package = root / "danvan_desktop"
        self.folder = root / "i18n"
        self.template_path = self.folder / f"{DOMAIN}.pot"

    def path(self, language: str) -> Path:
        """Give the .po file of ``language``."""
        return self.folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"

    def extract(self) -> Catalog:
        """Collect the messages of the sources."""
        with (self.folder / "babel.cfg").open(encoding="utf-8") as config:
            methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
        template = Catalog(project="danvan-desktop", charset="utf-8")
        found = extract_from_dir(self.package, methods, options, KEYWORDS, comment_tags=("Translators:",))
        for name, _line, message, comments, _context in found:
            location = [(f"{self.package.name}/{Path(name).as_posix()}", 0)]
            template.add(message, locations=location, auto_comments=comments)
        return template

    def write_template(self) -> None:
        """Extract and write the template."""
        _write(self.extract(), self.template_path)

    def update(self) -> None:
        """Bring the template and every catalog up to the sources; entries that are gone are dropped."""
        self.write_template()
        for language in LANGUAGES:
            catalog = self.read(language)
            # A template of its own for each: update() puts the template's message objects into the catalog.
            catalog.update(self._read_po(self.template_path), no_fuzzy_matching=True)
            if language == SOURCE_LANGUAGE:
                _fill_with_source(catalog)
            _write(catalog, self.path(language))

    def translate(self, translations: dict[str, str | list[str]]) -> list[str]:
        """Put ``translations`` into the English catalog; give the msgids that it does not know."""
        catalog = self.read("en")
        unknown = []
        for msgid, text in translations.items():
            message = catalog.get(msgid)
            if message is None:
                unknown.append(msgid)
            else:
                message.string = tuple(text) if isinstance(text, list) else _for_forms(message, text, catalog)
        _write(catalog, self.path("en"))
        return unknown

    def compile(self, *, afresh: bool = False) -> list[Path]:
        """Write the .mo files that are missing or older than their .po files, or all ``afresh``; give all of them."""
        return [self._compile(language, afresh=afresh) for language in LANGUAGES]

    def problems(self) -> Iterator[str]:
        """Say what is wrong, one line a fault."""
        yield from self._unextractable()
        sources = self.extract()
        template = self._read_po(self.template_path)
        for key in sorted(_keys(sources) ^ _keys(template)):
            change = "new in the sources" if key in _keys(sources) else "gone from the sources"
            yield f"{self.template_path.name}: {change}: {key!r} (run: script/i18n.py update)"
        for language in LANGUAGES:
            for problem in _catalog_problems(self.read(language), sources):
                yield f"{language}: {problem}"

    def read(self, language: str) -> Catalog:
        """Read the catalog of ``language``; an empty one when it has no file yet."""
        path = self.path(language)
        if path.exists():
            return self._read_po(path, language)
        return Catalog(locale=language, project="danvan-desktop", charset="utf-8")

    def _read_po(self, path: Path, language: str | None = None) -> Catalog:
        with path.open("rb") as file:
            return read_po(file, locale=language, charset="utf-8", abort_invalid=True)

    def _compile(self, language: str, *, afresh: bool) -> Path:
        source = self.path(language)
        target = source.with_suffix(".mo")
        if afresh or not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            catalog = self.read(language)
            # Babel writes the moment of compiling into the header otherwise: no two builds would be alike.
            catalog.creation_date = _NO_MOMENT
            buffer = io.BytesIO()
            write_mo(buffer, catalog)
            written = target.with_suffix(f".{os.getpid()}.mo")
            written.write_bytes(buffer.getvalue())
            written.replace(target)  # tests that run beside each other may compile at the same time
        return target

    def _unextractable(self) -> Iterator[str]:
        for path in sorted(self.package.rglob("*.py")):
            for call in _calls_without_literals(ast.parse(path.read_text(encoding="utf-8"))):
                name = path.relative_to(self.package.parent)
                yield f"{name}:{call.lineno}: the text is not a plain literal"


def _calls_without_literals(tree: ast.Module) -> Iterator[ast.Call]:
    """Give the calls of the keywords whose texts are not literals: extraction passes over them in silence."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = node.args[: 2 if node.func.id == "ngettext" else 1]
            if not all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts):
                yield node


def _keys(catalog: Catalog) -> set[tuple[str, ...]]:
    return {_msgids(message) for message in catalog if message.id}


def _msgids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _msgstrs(message: Message) -> tuple[str, ...]:
    return tuple(message.string or ("",)) if not isinstance(message.string, str) else (message.string,)


def _for_forms(message: Message, text: str, catalog: Catalog) -> str | tuple[str, ...]:
    return (text,) * catalog.num_plurals if message.pluralizable else text


def _fill_with_source(catalog: Catalog) -> None:
    for message in catalog:
        if message.id and not any(_msgstrs(message)):
            # The only plural form of Vietnamese serves every number, so it is the text for many.
            message.string = _for_forms(message, _msgids(message)[-1], catalog)


def _catalog_problems(catalog: Catalog, sources: Catalog) -> Iterator[str]:
    for key in sorted(_keys(sources) - _keys(catalog)):
        yield f"missing entry: {key!r}"
    for key in sorted(_keys(catalog) - _keys(sources)):
        yield f"obsolete entry: {key!r}"
    for msgid in catalog.obsolete:
        yield f"obsolete entry kept as a comment: {msgid!r}"
    for message in catalog:
        if message.id:
            for problem in _message_problems(message, catalog.num_plurals):
                yield f"{problem}: {message.id!r}"


def _message_problems(message: Message, forms: int) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    texts = _msgstrs(message)
    if not all(texts) or (message.pluralizable and len(texts) != forms):
        yield "not translated"
        return
    yield from _placeholder_problems(message, texts)
    for text in (*_msgids(message), *texts):
        if any(unicodedata.category(char) == "Cc" and char != "\n" for char in text):
            yield "control character"
        if not unicodedata.is_normalized("NFC", text):
            yield "not in Unicode normal form C"


def _placeholder_problems(message: Message, texts: tuple[str, ...]) -> Iterator[str]:
    try:
        wanted = _placeholders(_msgids(message)[-1])
        for form, text in enumerate(texts):
            found = _placeholders(text)
            if form == 0 and len(texts) > 1:
                found |= wanted & {"n"}  # "one record" may leave the number out
            if found != wanted:
                yield f"placeholders {sorted(found)} instead of {sorted(wanted)}"
    except ValueError as error:
        yield f"braces: {error}"


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _write(catalog: Catalog, path: Path) -> None:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False)
    head, _blank, entries = buffer.getvalue().decode("utf-8").partition("\n\n")
    kept = [line for line in head.splitlines() if _is_stable(line)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(kept) + "\n\n" + entries.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def _is_stable(header_line: str) -> bool:
    if header_line.startswith('"'):
        return header_line.startswith(tuple(f'"{name}' for name in STABLE_HEADERS))
    return header_line.startswith("msg")


def main(arguments: list[str]) -> int:
    """Run one command; give the exit status."""
    catalogs = Catalogs()
    match arguments:
        case ["extract"]:
            catalogs.write_template()
        case ["update"]:
            catalogs.update()
        case ["compile"]:
            catalogs.compile()
        case ["translate", name]:
            unknown = catalogs.translate(json.loads(Path(name).read_text(encoding="utf-8")))
            return _report([f"not in the catalog: {msgid!r}" for msgid in unknown])
        case ["check"]:
            return _report(list(catalogs.problems()))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def _report(problems: list[str]) -> int:
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:]))
