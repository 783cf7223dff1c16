"""Compares every form as PDF with the same form as Word file, which LibreOffice sets: form by rule.

Rules of the table (the paper is one, whichever file it is printed from: Nghị định 30/2020/NĐ-CP, Phụ lục I):

- ``pages``: both have the same number of pages.
- ``words``: neither holds a word that the other lacks; page numbers and what is drawn in a chart are left out.
- ``breaks``: how many pages begin with other words. Line heights of word processors differ, so this is told, not asked.

    python script/word_pages.py [--office NAME] FOLDER [FORM...]

writes both files of each form into FOLDER and prints the table; its status is 1 when pages or words differ. Offices
are those of ``check_papers``: of the sample year the fullest record of each form and all periods, of the others all.
``soffice`` (LibreOffice) must be on the path.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

import docx
import pypdfium2
from check_papers import SAMPLE, contexts_of_sample, sample_store, styled
from check_papers import contexts_of as contexts_of_office
from word_rules import unknown_words

from danvan_desktop.cli.demo import context_for, periods_shown
from danvan_desktop.reports.catalogue import EVERY_FORM, form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.store import Store
from tests.reports.offices import OFFICES

HEAD = 20 * 72 / 25.4
"""Points from the upper edge to the text: the number of the page stands there."""
FIRST_WORDS = 3
LONG_LEAD_IN = 225
"""Letters of a paragraph of more than three lines: of no other could two lines stand on either page."""
AT_ONCE = 20
"""Files for one call: ``soffice`` dies of many."""


@dataclass(frozen=True)
class Comparison:
    """One form: the words of each page of the PDF and of the Word file, those at the head of pages first."""

    code: str
    pdf: list[list[str]]
    word: list[list[str]]
    drawn: bool

    @property
    def lost(self) -> list[str]:
        """The words of the PDF that Word lacks; those of a drawn chart are a picture there."""
        return [] if self.drawn else unknown_words(self.pdf, self.word)

    @property
    def added(self) -> list[str]:
        """The words that Word alone has."""
        return unknown_words(self.word, self.pdf)

    @property
    def breaks(self) -> int:
        """How many pages begin with other words."""
        nothing: list[str] = []
        pairs = zip_longest(self.pdf, self.word, fillvalue=nothing)
        return sum(one[:FIRST_WORDS] != other[:FIRST_WORDS] for one, other in pairs)

    @property
    def is_alike(self) -> bool:
        """Whether both rules hold."""
        return len(self.pdf) == len(self.word) and not self.lost and not self.added

    def line(self) -> str:
        """Give the row of the table, with some of the words that differ."""
        words = [f"-{word}" for word in self.lost] + [f"+{word}" for word in self.added]
        pages = f"{len(self.pdf)} {len(self.word)}" + ("" if len(self.pdf) == len(self.word) else " !")
        return f"{self.code:<50}{pages:<10}{len(words) or '':<7}{self.breaks or '':<8}{' '.join(words[:6])}".rstrip()


def print_both(office: str, forms: Sequence[ReportForm], folder: Path) -> Iterator[tuple[str, bool]]:
    """Print an office's papers; gives their names without endings, and whether each draws a chart."""
    for form, context in papers_of(office, forms, folder):
        period = f"-{context.period.code}" if context.period else ""
        name = f"{form.code}-{context.style}{period}"
        for file_format in (FileFormat.PDF, FileFormat.DOCX):
            print_form(form, context, folder / f"{name}.{file_format}", file_format=file_format)
        yield name, "Chart(" in repr(form.build(context))


def papers_of(office: str, forms: Sequence[ReportForm], folder: Path) -> Iterator[tuple[ReportForm, ReportContext]]:
    """Go through an office's forms with what each is printed of, in each page format it has."""
    with tempfile.TemporaryDirectory(dir=folder) as stores:
        if office != SAMPLE:
            yield from contexts_of_office(office, Path(stores), forms, None)
            return
        with sample_store(Path(stores)) as store:
            for form in forms:
                for context in contexts_of(store, form):
                    record = store.get(context.uid) if context.uid else None
                    yield from ((form, one) for one in styled(form, context, form.styles(record, store)))


def contexts_of(store: Store, form: ReportForm) -> Iterator[ReportContext]:
    """Give the fullest record or the day; of a paper of a period every period shown, whose registers grow long.

    What is hidden is opened for a paper that is printed of nothing else, which the store notes.
    """
    if form.needs is Needs.PERIOD:
        today = store.today()
        periods = (ReportContext(store, today, period=period) for period in periods_shown(today))
        yield from (one for one in periods if form.nothing_to_say(one) is None)
    elif form.of_opened_secrets:
        yield from islice(contexts_of_sample(store, form, None), 1)
    else:
        yield from _fullest(store, form)


def _fullest(store: Store, form: ReportForm) -> Iterator[ReportContext]:
    try:
        yield context_for(store, form)
    except ReportError as error:
        print(f"{form.code:<50}not printed: {error.message}")


def set_file(folder: Path, name: str) -> Path:
    """Say where the PDF is that LibreOffice makes of a Word file."""
    return folder / "word" / f"{name}.pdf"


def set_by_libreoffice(folder: Path, names: Sequence[str]) -> None:
    """Convert the Word files to PDF."""
    out = folder / "word"
    for name in names:
        _part_long_lead_ins(folder / f"{name}.docx")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    files = [str(folder / f"{name}.docx") for name in names]
    for start in range(0, len(files), AT_ONCE):
        arguments = [*command, "--convert-to", "pdf", "--outdir", str(out), *files[start : start + AT_ONCE]]
        subprocess.run(arguments, check=True, capture_output=True, timeout=900)


def _part_long_lead_ins(path: Path) -> None:
    """Let long paragraphs that lead in be parted, as Word parts them.

    One that is kept with the next goes to the next page as a whole in LibreOffice, and all behind it stands lower.
    """
    file = docx.Document(str(path))
    for paragraph in file.paragraphs:
        if len(paragraph.text) > LONG_LEAD_IN and paragraph.text.endswith(":"):
            paragraph.paragraph_format.keep_with_next = None
    file.save(str(path))


def words_of(path: Path) -> list[list[str]]:
    """Read the words of each page below its number; hyphens and dots of dotted lines are no words."""
    pages = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage().get_text_bounded(top=page.get_height() - HEAD)
            pages.append(re.findall(r"\w+", text))
    return pages


def printed_and_set(arguments: Sequence[str], description: str) -> tuple[Path, list[tuple[str, bool]]]:
    """Print and convert what the command line asks for; gives the folder, the names and what is drawn."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("forms", nargs="*", metavar="FORM")
    parser.add_argument("--office", choices=(SAMPLE, *OFFICES), default=SAMPLE)
    asked = parser.parse_args(arguments)
    forms = [form_of(code) for code in asked.forms] or list(EVERY_FORM)
    asked.folder.mkdir(parents=True, exist_ok=True)
    printed = list(print_both(asked.office, forms, asked.folder))
    set_by_libreoffice(asked.folder, [name for name, _drawn in printed])
    return asked.folder, printed


def main(arguments: list[str]) -> int:
    """Print the table; gives the exit status."""
    folder, printed = printed_and_set(arguments, (__doc__ or "").partition("\n")[0])
    found = [
        Comparison(name, words_of(folder / f"{name}.pdf"), words_of(set_file(folder, name)), drawn)
        for name, drawn in printed
    ]
    print(f"{'form':<50}{'pages':<10}{'words':<7}{'breaks':<8}")
    for one in found:
        print(one.line())
    unlike = [one for one in found if not one.is_alike]
    print(f"{len(found)} papers, {len(unlike)} with other pages or words")
    return bool(unlike)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
