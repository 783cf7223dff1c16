"""Reports of the sample year read as an office would: nothing twice, each number a figure, names with capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.coverage import number_or_dash
from danvan_desktop.reports.document import BulletList, Document, Paragraph, Row, Run, Table
from danvan_desktop.reports.figures import FIGURES, ReportFigures, figure_of
from danvan_desktop.reports.forms.report_parts import PeriodReport
from danvan_desktop.reports.narrative.recount import RECOUNTED, recounted
from danvan_desktop.reports.narrative.template import PLACE, Sentence, load_narrative
from danvan_desktop.reports.proof import proven_figures
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import NOTHING
from danvan_desktop.store import Store

FORMS = ("work-report", "situation-report", "democracy-report")
PERIODS = ("2026-Q3", "2026-Q4", "2026-H1", "2026-9M", "2026")
ALL = [(form, period) for form in FORMS for period in PERIODS]
_NUMBER = re.compile(r"(?<![\w./])\d{1,3}(?:\.\d{3})+(?![\d.])|(?<![\w./])\d+(?:,\d+)?(?![\w/])")
_NO_COUNT = re.compile(r"\d\d/\d\d/\d{4}|(?:năm|quý [IV]+ năm) \d{4}|\d+ (?:tháng|quý)|m²")
_BODY_IN_SMALL_LETTERS = re.compile(
    r"ban Thanh tra|ban Giám sát|mặt trận Tổ quốc|đảng ủy|ủy ban nhân dân|hội đồng nhân dân|hội Phụ nữ|hội Nông dân"
    r"|đoàn Thanh niên|hội Cựu chiến binh"
)


def built(store: Store, form: str, period: str, style: Style = Style.STATE) -> Document:
    return form_of(form).build(context(store, period, style))


def context(store: Store, period: str, style: Style = Style.STATE) -> ReportContext:
    return ReportContext(store, store.today(), period=Period.parse(period), style=style)


def said(content: str | tuple[Run, ...]) -> str:
    return content if isinstance(content, str) else "".join(run.text for run in content)


def told(document: Document) -> Iterator[str]:
    """The sentences of the body and the whole of each item."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from re.split(r"(?<=[.:])\s+(?=[A-ZĐÂÔÁ\d])", said(block.content))
        elif isinstance(block, BulletList):
            yield from map(said, block.items)


def drafted(report: PeriodReport) -> str:
    """The sentences that are made of figures: items are in the words of their records."""
    lines = [line for text in report.texts for line in text.draft.splitlines()]
    return "\n".join(line for line in lines if not line.startswith("- "))


def written(figures: ReportFigures) -> set[str]:
    """Every way in which the figures and what they are compared with may be written."""
    number, percent = Translator("vi").number, Translator("vi").percent
    ways: set[str] = set()
    for code in FIGURES:
        one = figures[code]
        now = one.value.shown
        before = [value for value in (one.previous, one.year_ago) if value is not None]
        for value in (now, *(abs(now - value) for value in before)):
            ways.add(f"{value:02d}" if 0 < value < 10 else number(value))
        if one.share is not None:
            ways.update(ways_of(percent(one.share)))
        ways.add(str(one.figure.least_told))
    for section in load_narrative(FORMS[0]).sections:
        for sentence in section.sentences:
            named = [name for wording in sentence.wordings for name, _argument in PLACE.findall(wording)]
            ways.update(rest_of(figures, sentence))
            for word in RECOUNTED.intersection(named):
                value = recounted(figures, figure_of(sentence.figure), word, named)
                ways.add(f"{value:02d}" if 0 < value < 10 else number(value))
    return ways


def rest_of(figures: ReportFigures, sentence: Sentence) -> Iterator[str]:
    """How many are of no part, and their share, where a sentence tells the parts."""
    number, percent = Translator("vi").number, Translator("vi").percent
    whole = figures[sentence.figure].value.shown
    for field in {argument for one in sentence.wordings for _name, argument in PLACE.findall(one) if argument}:
        parts = [code for code in FIGURES if code.startswith(f"{sentence.figure}.{field}.")]
        rest = whole - sum(figures[code].value.shown for code in parts)
        if 0 < rest < whole:
            yield f"{rest:02d}" if rest < 10 else number(rest)
            yield from ways_of(percent(rest / whole))


def ways_of(percent: str) -> tuple[str, ...]:
    """A share without its sign, and as it stands beside one with a digit behind the comma: 9, 9,0."""
    share = percent.removesuffix("%")
    return (share,) if "," in share else (share, f"{share},0")


def unexplained(text: str, figures: ReportFigures) -> list[str]:
    """The numbers of a text that no figure has."""
    ways = written(figures)
    return [found for found in _NUMBER.findall(_NO_COUNT.sub("", text)) if found not in ways]


def rows_of(document: Document) -> list[Row]:
    table = document.appendices[0].blocks[0]
    assert isinstance(table, Table)
    return [row for row in table.rows if len(row) > 1]


@pytest.mark.parametrize(("form", "period"), ALL)
def test_no_sentence_is_told_twice(sample: Store, form: str, period: str) -> None:
    for style in form_of(form).styles():
        counted = Counter(
            sentence for sentence in told(built(sample, form, period, style)) if sentence != f"{NOTHING}."
        )
        assert [sentence for sentence, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(("form", "period"), ALL)
def test_each_number_in_the_text_is_a_figure(sample: Store, form: str, period: str) -> None:
    report = PeriodReport.of(context(sample, period), form)
    assert unexplained(drafted(report), report.figures) == []


def test_a_number_that_is_no_figure_is_found(sample: Store) -> None:
    report = PeriodReport.of(context(sample, "2026"), FORMS[0])
    text = drafted(report)
    assert "tiếp nhận 288 đơn" in text
    assert unexplained(text.replace("288", "98.765"), report.figures) == ["98.765"]


@pytest.mark.parametrize(("form", "period"), ALL)
def test_each_row_of_the_annex_is_its_figure(sample: Store, form: str, period: str) -> None:
    report = PeriodReport.of(context(sample, period), form)
    number = Translator("vi").number
    named: dict[str, list[list[str]]] = {}
    for one in report.figures.measured(proven_figures(form)):
        values = [number(one.value.shown), number_or_dash(one.previous, Translator("vi"))]
        named.setdefault(values[0], []).append(values)
    rows = rows_of(built(sample, form, period))
    assert len(rows) > 10
    is_compared = report.figures.knows(report.period.previous(), proven_figures(form))
    for row in rows:
        values = [str(cell) for cell in row[3:5]]
        assert values in named[values[0]] if is_compared else values[0] in named


def test_a_year_is_held_against_the_year_before_once(sample: Store) -> None:
    document = built(sample, "work-report", "2026")
    table = document.appendices[0].blocks[0]
    assert isinstance(table, Table)
    assert [column.title for column in table.columns][3:] == ["Năm 2026", "Năm 2025", "Tỷ lệ"]
    assert all(len(row) == len(table.columns) for row in rows_of(document))
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert said(first.content).endswith("số liệu so sánh của năm 2025 tính đến ngày 25/11/2025.")


@pytest.mark.parametrize(("form", "period"), ALL)
def test_names_of_bodies_keep_their_capitals(sample: Store, form: str, period: str) -> None:
    document = built(sample, form, period)
    cells = [str(cell) for row in rows_of(document) for cell in row]
    assert _BODY_IN_SMALL_LETTERS.findall("\n".join([*told(document), *cells])) == []


def test_work_of_the_commune_itself_is_not_told_as_of_another(sample: Store) -> None:
    items = list(told(built(sample, "work-report", "2026")))
    assert not [item for item in items if item.startswith("Xã Đông Sơn:")]
    assert any(item.startswith("Giao ban giữa các bên (chủ trì:") for item in items)


def _sections(sample: Store) -> dict[str, str]:
    return {one.section.code: one.draft for one in PeriodReport.of(context(sample, "2026"), "work-report").texts}


def test_limits_name_all_that_the_text_above_tells_of_as_late(sample: Store) -> None:
    """What is late among the results stands among the limits, or the report praises what it has just blamed."""
    sections = _sections(sample)
    limits = sections["assessment.limits"]
    assert "nhiệm vụ chậm" in sections["results.leadership"]
    assert "công khai chậm hoặc chưa công khai" in sections["results.democracy"]
    for late in (
        "quá hạn chưa được trả lời",
        "nhiệm vụ theo kế hoạch thực hiện chậm",
        "chậm công khai",
        "chưa ổn định",
    ):
        assert late in limits, limits


def test_what_people_gave_and_what_cases_are_left_is_said_in_one_sentence(sample: Store) -> None:
    sections = _sections(sample)
    assert re.search(
        r"Nhân dân đóng góp [\d.]+ đồng, [\d.]+ ngày công, hiến \d+ m² đất\.", sections["results.democracy"]
    )
    assert "Nhân dân hiến" not in sections["results.democracy"]
    assert sections["results.government"].count("Cuối kỳ còn") <= 3
