"""Every number of a sentence is that of the figure which the sentence tells there, not of any other figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from danvan_desktop.localization import Translator
from danvan_desktop.reports.figures import FIGURES, ReportFigures
from danvan_desktop.reports.forms.communities import in_own_words
from danvan_desktop.reports.forms.report_parts import PeriodReport
from danvan_desktop.reports.narrative.template import PLACE, Sentence, load_narrative
from danvan_desktop.reports.wording import topic
from danvan_desktop.store import Store
from tests.sample.test_reports_read_aloud import ALL, context, drafted, ways_of

_LEFT_OUT = re.compile(r",? ?\{(?:year_)?change\}|[^{}\[\].;,:()]*(?:, gồm)?:? ?\{parts:[a-z_]+\}")
"""What is said otherwise, or not at all, where there is nothing to compare with or only one part."""
_LEAST_TOLD = 100
_FEWEST_WITH_SHARES = 20
"""Of fewer, the numbers alone are told."""


def numbers_in(wording: str) -> tuple[re.Pattern[str], list[str]]:
    """How a sentence may read, with a group for each number, and which figures these are."""
    shape, names, end = "", [], 0
    kept = _LEFT_OUT.sub("\0", wording)
    for place in PLACE.finditer(kept):
        shape += _literal(kept[end : place.start()])
        end = place.end()
        if place[1] == "n" or place[1] in FIGURES:
            names.append(place[1])
            shape += r"(\d[\d.]*)"
        else:
            shape += r"[^.]*?"
    return re.compile(shape + _literal(kept[end:])), names


def _literal(text: str) -> str:
    shape = re.escape(text).replace(re.escape("\0"), r"(?:[^.]|\.\d)*?")
    return shape.replace(r"\[", "(?:").replace(r"\]", ")?")


def told(text: str, figures: ReportFigures, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """Each number of a sentence that stands in a text: of which figure, as it reads, as it was counted."""
    wording = sentence.wording(figures.value(sentence.figure).shown)
    if not wording or not PLACE.search(wording):
        return
    shape, names = numbers_in(wording)
    found = shape.search(text)
    if found is None:
        return
    for name, read in zip(names, found.groups(), strict=True):
        if read is not None:
            code = sentence.figure if name == "n" else name
            yield code, int(read.replace(".", "")), figures.value(code).shown


@pytest.mark.parametrize(("form", "period"), ALL)
def test_each_number_of_a_sentence_is_that_of_its_own_figure(sample: Store, form: str, period: str) -> None:
    report = PeriodReport.of(context(sample, period), form)
    text, figures = drafted(report), report.figures
    sentences = [one for section in load_narrative(form).sections for one in section.sentences]
    read = [each for sentence in sentences for each in told(text, figures, sentence)]
    assert [each for each in read if each[1] != each[2]] == []
    if (form, period) == ("work-report", "2026"):
        assert len({code for code, _read, _counted in read}) >= _LEAST_TOLD


@pytest.mark.parametrize(("form", "period"), ALL)
def test_each_part_is_told_with_its_own_number_and_share(sample: Store, form: str, period: str) -> None:
    report, say = PeriodReport.of(context(sample, period), form), Translator("vi")
    text, figures = drafted(report), report.figures
    checked = 0
    for sentence in (one for section in load_narrative(form).sections for one in section.sentences):
        shape = sentence.wording(figures.value(sentence.figure).shown)
        for field in (place[2] for place in PLACE.finditer(shape) if place[2]):
            codes = [code for code in FIGURES if code.startswith(f"{sentence.figure}.{field}.")]
            present = [one for code in codes if (one := figures[code]).value.shown and not one.figure.least_told]
            for one in present if len(present) > 1 else ():
                number = f"{one.value.shown:02d}" if one.value.shown < 10 else say.number(one.value.shown)
                whole = figures.value(sentence.figure).shown
                title = in_own_words(sample, report.unit, say(one.figure.title))
                named = f"{topic(title)} {number}"
                told = ways_of(say.percent(one.value.shown / whole)) if whole >= _FEWEST_WITH_SHARES else ()
                assert any(f"{named} ({share}%)" in text for share in told) or (not told and named in text)
                checked += 1
    assert checked >= (20 if form == "work-report" else 2)


def test_two_numbers_that_changed_places_are_found(sample: Store) -> None:
    report = PeriodReport.of(context(sample, "2026"), "work-report")
    text, figures = drafted(report), report.figures
    (sentence,) = (
        one
        for section in load_narrative("work-report").sections
        for one in section.sentences
        if one.figure == "petitions.told"
    )
    told_now, received = (str(figures.value(f"petitions.{code}").shown) for code in ("told", "received"))
    assert told_now in text
    wrong = text.replace(told_now, received)
    assert [each[1:] for each in told(wrong, figures, sentence)] == [(int(received), int(told_now))]
