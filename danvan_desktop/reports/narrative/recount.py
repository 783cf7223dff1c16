"""Places of a sentence that look again at what its figure counts, so that its numbers add up.

``{earlier}`` came before the period, ``{dropped}`` was given up, ``{rest}`` is what neither these nor the shares of the
figure that the sentence names have counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danvan_desktop.domain.choices import DROPPED
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.reports.figures import FIGURES, Figure, ReportFigures

EARLIER, REST, GIVEN_UP = "earlier", "rest", "dropped"
RECOUNTED = frozenset({EARLIER, REST, GIVEN_UP})


def recounted(figures: ReportFigures, figure: Figure, word: str, named: Iterable[str]) -> int:
    """Count the records of a figure that a word stands for.

    Nought where an officer gave a number in place of a counted one, which no records are known for, and where the
    figure is one of few people.
    """
    shares = [code for code in named if code in FIGURES and FIGURES[code].whole == figure.code]
    values = [figures.value(code) for code in (figure.code, *shares)]
    if figure.least_told or any(value.override is not None for value in values):
        return 0
    records = figures.records(figure.code)
    if word == EARLIER:
        return len(_before(figures, figure, records))
    told = {record.uid for code in shares for record in figures.records(code)}
    left = [record for record in records if record.uid not in told]
    return sum((record.text("state") == DROPPED) is (word == GIVEN_UP) for record in left)


def _before(figures: ReportFigures, figure: Figure, records: Sequence[Record]) -> list[Record]:
    field, first = ALL_KINDS[figure.kind].date, figures.span_for(figure).first
    if field is None:
        return []
    return [record for record in records if (day := record.date(field)) is not None and day < first]
