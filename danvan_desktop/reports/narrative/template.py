"""Templates of a report's text: ``resources/narrative/<form>.json``, which an office may replace by a file of its own.

A sentence belongs to a figure and has wordings for none, one and many of it. Places in a wording: ``{n}`` the figure,
``{some.figure}`` another one, ``{share}`` its share of its whole, ``{change}`` and ``{year_change}`` how it compares
with the period before and the year before, ``{parts:field}`` what it is made of, ``{period}``, ``{next}``, ``{unit}``,
``{communities}`` what the unit has below it, such as ``thôn, bản``, ``{earlier}``, ``{dropped}`` and ``{rest}`` what
``recount`` finds among the counted. A clause in ``[ ]`` is left out where a figure in it is nought: nothing is told of
nothing.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import normalise
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures import FIGURES, FORMER_FIGURES
from danvan_desktop.reports.narrative.recount import RECOUNTED
from danvan_desktop.reports.output import replacing
from danvan_desktop.store import StoreError
from danvan_desktop.store.inputs import read_input

PLACE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)(?::([a-z_]+))?\}")
CLAUSE = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
"""A clause that is told only where every figure in it is more than nought."""
OWN_FOLDER = "narrative"
"""The folder of the program's templates, and that beside the store in which an office keeps its own."""
_WORDS = frozenset({"n", "share", "change", "year_change", "period", "next", "unit", "communities", *RECOUNTED})
_PARTS = "parts"
_LARGEST = 4 * 1024 * 1024


class NarrativeError(DanvanError):
    """A template cannot be used; the message names the file, the section and what is wrong."""


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence about ``figure``; an empty wording leaves it out. ``one`` is as ``many`` unless given.

    With ``records`` the records that the figure counts follow, a line each, but for those that the figure
    ``besides`` counts too: these are told elsewhere in the report, and nothing is said twice. One that stands
    ``apart`` begins a paragraph, of other work than what was told before it.
    """

    figure: str
    zero: str
    many: str
    one: str | None = None
    records: bool = False
    besides: str = ""
    apart: bool = False

    def wording(self, number: int) -> str:
        """Return the wording for a number."""
        if number == 0:
            return self.zero
        return self.one if number == 1 and self.one is not None else self.many

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings."""
        return tuple(text for text in (self.zero, self.one, self.many) if text)


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One section: drafted by ``sentences``, or written by the officer by the ``hint`` where there are none.

    ``titles`` has other titles by a field of the reporting unit and its value. Of a section to be written
    ``by_hand`` the records tell a part alone: where they tell nothing, it waits for the officer.
    """

    code: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    hint: str = ""
    titles: Mapping[str, Mapping[str, str]] = {}
    by_hand: bool = False

    def titled_for(self, unit: Record) -> Section:
        """Return the section with the title that it has in the report of a unit."""
        fitting = (titles.get(unit.text(field)) for field, titles in self.titles.items())
        title = next((title for title in fitting if title), self.title)
        return msgspec.structs.replace(self, title=title)


class Chapter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the report; without a title of their own its sections follow at once."""

    title: str
    sections: tuple[Section, ...]


class NarrativeTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole text of a report."""

    form: str
    chapters: tuple[Chapter, ...]

    @property
    def sections(self) -> Iterator[Section]:
        """All sections in their order."""
        for chapter in self.chapters:
            yield from chapter.sections

    def titled_for(self, unit: Record) -> NarrativeTemplate:
        """Return the template with the titles that it has in the report of a unit."""
        chapters = (
            msgspec.structs.replace(chapter, sections=tuple(section.titled_for(unit) for section in chapter.sections))
            for chapter in self.chapters
        )
        return msgspec.structs.replace(self, chapters=tuple(chapters))

    def section(self, code: str) -> Section:
        """Return a section; raises KeyError for an unknown code."""
        for section in self.sections:
            if section.code == code:
                return section
        raise KeyError(code)


def own_template(form: str, beside: Path) -> tuple[Path, bool]:
    """Give the office a template of its own, copied from the program's; returns its path and whether it was made now.

    Raises:
        NarrativeError: the form has no template.
        OutputError: the file cannot be written.
    """
    path = beside / OWN_FOLDER / f"{form}.json"
    if path.is_file():
        return path, False
    try:
        source = resource_path(OWN_FOLDER, f"{form}.json")
    except FileNotFoundError as error:
        raise NarrativeError(_("“{form}” không có mẫu lời văn.", form=form)) from error
    path.parent.mkdir(exist_ok=True)
    with replacing(path) as stream:
        stream.write(source.read_bytes())
    return path, True


def load_narrative(form: str, beside: Path | None = None) -> NarrativeTemplate:
    """Read and check the template of a form: the office's own in the folder ``beside`` the store, else the program's.

    Raises:
        NarrativeError: the file cannot be read, or names a figure, place or section that is not there.
    """
    own = beside / OWN_FOLDER / f"{form}.json" if beside is not None else None
    path = own if own is not None and own.is_file() else resource_path(OWN_FOLDER, f"{form}.json")
    try:
        template = msgspec.json.decode(_text_in(read_input(path, _LARGEST)), type=NarrativeTemplate)
    except StoreError as error:
        raise NarrativeError(error.message) from error
    except (OSError, msgspec.MsgspecError, RecursionError) as error:
        raise NarrativeError(
            _("Không đọc được mẫu lời văn “{path}”: {reason}.", path=str(path), reason=str(error))
        ) from error
    for reason in _faults(template, form):
        raise NarrativeError(_("Mẫu lời văn “{path}” có lỗi: {reason}.", path=str(path), reason=reason))
    return template


def usable_narrative(form: str, beside: Path | None) -> tuple[NarrativeTemplate, Message | None]:
    """Read the template of a form: the program's where the office's own cannot be used, and then why not."""
    try:
        return load_narrative(form, beside), None
    except NarrativeError as error:
        fault = _("{fault} Đang dùng mẫu của phần mềm: hãy sửa hoặc xóa tệp này.", fault=error.message)
        return load_narrative(form), fault


def _text_in(data: bytes) -> str:
    """Read a text as editors of Windows save it: UTF-8 with a mark or without, UTF-16, or Vietnamese (Windows-1258)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return normalise(data.decode("utf-16", "replace"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return normalise(data.decode("cp1258", "replace"))


def _faults(template: NarrativeTemplate, form: str) -> Iterator[str]:
    if template.form != form:
        yield f"form = “{template.form}”"
    seen: set[str] = set()
    for section in template.sections:
        if section.code in seen:
            yield f"mục “{section.code}” có hai lần"
        seen.add(section.code)
        for sentence in section.sentences:
            for fault in _faults_of(sentence):
                yield f"mục “{section.code}”: {fault}"


def _faults_of(sentence: Sentence) -> Iterator[str]:
    if sentence.figure not in FIGURES:
        yield f"không có số liệu “{sentence.figure}”"
        return
    if sentence.besides and sentence.besides not in FIGURES:
        yield f"không có số liệu “{sentence.besides}”"
    for text in sentence.wordings:
        for name, argument in PLACE.findall(text):
            if not _is_known(name, argument, sentence.figure):
                yield f"không có chỗ điền “{{{name}{':' + argument if argument else ''}}}”"
        if set("{}") & set(PLACE.sub("", text)):
            yield f"ngoặc nhọn không đúng trong “{text}”"


def _is_known(name: str, argument: str, figure: str) -> bool:
    if name == _PARTS:
        return any(code.startswith(f"{figure}.{argument}.") for code in FIGURES)
    return not argument and (name in _WORDS or name in FIGURES or name in FORMER_FIGURES)
