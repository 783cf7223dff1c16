"""Reads every PDF and Word file that can be printed and tells what a văn thư would correct: form by rule.

    python script/check_papers.py [--office NAME]... [--most N] [FORM...]

Offices are the sample year, of which every record is printed, and the three that no form likes: the longest texts that
fields allow, nothing but what is required, a ward without thôn. ``--most`` prints so many records of each form at most.
Each rule says in ``paper_rules``, ``paper_craft``, ``paper_words`` or ``word_rules`` where it stands. The table has a
line for each form with a fault and a column for each rule that found one, below it the faults; all zero leaves a line
of totals, and only then the exit status is 0. ``script/word_pages.py`` compares page by page what LibreOffice makes of
the Word files.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import docx
from environment import ROOT, speak_utf8

sys.path.insert(0, str(ROOT))

from paper_craft import CRAFT_RULES
from paper_reading import read_pdf
from paper_rules import PAGE_RULES, Printed, faults_of
from paper_words import WORD_RULES
from word_rules import WORD_FILE_RULES, WordFile, word_faults_of

from danvan_desktop.cli.demo import periods_shown
from danvan_desktop.reports.catalogue import EVERY_FORM
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.reports.offices import OFFICES, TYPED, PrintingOffice

SAMPLE = "sample"
Faults = dict[str, list[str]]


def check(form: ReportForm, context: ReportContext, typed: str = "") -> Faults:
    """Print one paper as PDF and as Word file, read both, and give what is wrong by the names of the rules."""
    pdf, word = (_printed(form, context, file_format) for file_format in (FileFormat.PDF, FileFormat.DOCX))
    printed = Printed(read_pdf(pdf), load_page_format(context.style.value), typed)
    return {
        **faults_of(printed, (*PAGE_RULES, *CRAFT_RULES, *WORD_RULES)),
        **word_faults_of(WordFile(docx.Document(io.BytesIO(word)), printed)),
    }


def contexts_of_sample(store: Store, form: ReportForm, most: int | None) -> Iterator[ReportContext]:
    """Go through what a form can be printed of: records, periods or the day, in every format that it has."""
    today = store.today()
    if form.needs is Needs.RECORD:
        uids = store.uids(form.kind)
        step = max(1, len(uids) // most) if most else 1
        found = [opened(form, ReportContext(store, today, uid)) for uid in uids[::step]]
    elif form.needs is Needs.PERIOD:
        found = [ReportContext(store, today, period=period) for period in periods_shown(today)]
    else:
        found = [ReportContext(store, today)]
    for context in found:
        record = store.get(context.uid) if context.uid else None
        yield from styled(form, context, form.styles(record, store))


def opened(form: ReportForm, context: ReportContext) -> ReportContext:
    """Give the context that shows what is hidden, to a paper that is printed of nothing else and has it to say."""
    if not form.of_opened_secrets or form.nothing_to_say(context) is None:
        return context
    shown = form.opened(context)
    return shown if form.nothing_to_say(shown) is None else context


def contexts_of_office(office: PrintingOffice, form: ReportForm) -> Iterator[ReportContext]:
    """Give the one record or period of an office made for tests, in every format that the form has."""
    context = office.context(form, form.styles()[0])
    record = office.store.get(context.uid) if context.uid else None
    yield from styled(form, context, form.styles(record, office.store))


def styled(form: ReportForm, context: ReportContext, styles: Sequence[Style]) -> Iterator[ReportContext]:
    """Give a context in each format in which the form has something to say."""
    found = (replace(context, style=style) for style in styles)
    return (one for one in found if form.nothing_to_say(one) is None)


@contextmanager
def sample_store(folder: Path) -> Iterator[Store]:
    """Make the sample year in a folder."""
    with Store.create(folder / "sample.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        fill_sample(store)
        yield store


def _printed(form: ReportForm, context: ReportContext, file_format: FileFormat) -> bytes:
    stream = io.BytesIO()
    print_form(form, context, stream, file_format=file_format)
    return stream.getvalue()


def contexts_of(
    name: str, folder: Path, forms: Sequence[ReportForm], most: int | None
) -> Iterator[tuple[ReportForm, ReportContext]]:
    """Go through an office's papers: each form with what it is printed of."""
    if name == SAMPLE:
        with sample_store(folder) as store:
            for form in forms:
                yield from ((form, context) for context in contexts_of_sample(store, form, most))
        return
    office = OFFICES[name](folder)
    for form in forms:
        yield from ((form, context) for context in contexts_of_office(office, form))
    office.store.close()


def papers_of(name: str, folder: Path, forms: Sequence[ReportForm], most: int | None) -> Iterator[tuple[str, Faults]]:
    """Print and read an office's papers; gives the code of each one's form with its faults."""
    typed = "" if name in (SAMPLE, "bare") else TYPED
    for form, context in contexts_of(name, folder, forms, most):
        yield form.code, check(form, context, typed)


def table(found: dict[str, Counter[str]], rules: Sequence[str]) -> Iterator[str]:
    """Give the lines of the table: a form with its faults by rule, dots for none."""
    told = [rule for rule in rules if any(counts[rule] for counts in found.values())]
    if told:
        yield f"{'form':<34}" + " ".join(f"{rule:>{max(4, len(rule))}}" for rule in told)
    for code, counts in found.items():
        if counts.total():
            yield f"{code:<34}" + " ".join(f"{counts[rule] or '.':>{max(4, len(rule))}}" for rule in told)


def main(arguments: Sequence[str]) -> int:
    """Print the table of each office; gives the exit status."""
    speak_utf8()
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("forms", nargs="*", metavar="FORM")
    parser.add_argument("--office", action="append", choices=(SAMPLE, *OFFICES))
    parser.add_argument("--most", type=int)
    asked = parser.parse_args(arguments)
    forms = [form for form in EVERY_FORM if not asked.forms or form.code in asked.forms]
    rules = [rule.__name__ for rule in (*PAGE_RULES, *CRAFT_RULES, *WORD_RULES, *WORD_FILE_RULES)]
    total = 0
    for name in asked.office or (SAMPLE, *OFFICES):
        papers = 0
        found: dict[str, Counter[str]] = defaultdict(Counter)
        told: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            for code, faults in papers_of(name, Path(folder), forms, asked.most):
                papers += 1
                found[code].update({rule: len(one) for rule, one in faults.items()})
                told += [f"  {code} {rule}: {fault}" for rule, one in faults.items() for fault in one[:3]]
        faults_found = sum(counts.total() for counts in found.values())
        total += faults_found
        print(f"{name}: {papers} papers of {len(found)} forms, {len(rules)} rules, {faults_found} faults")
        for line in (*table(found, rules), *dict.fromkeys(told)):
            print(line)
    return bool(total)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
