"""Drafts a section's text from the figures of its period, in the words of the office's template."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from danvan_desktop.domain.deadlines import Term
from danvan_desktop.domain.kind import TITLE_JOINT, Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Translator
from danvan_desktop.reports.figures import FIGURES, Figure, FigureValue, Measured, ReportFigures, figure_of
from danvan_desktop.reports.forms.communities import communities_of, in_own_words, is_above_communes
from danvan_desktop.reports.narrative.few import Precision, precision_of_parts
from danvan_desktop.reports.narrative.recount import RECOUNTED, recounted
from danvan_desktop.reports.narrative.template import CLAUSE, PLACE, Section, Sentence
from danvan_desktop.reports.wording import topic, within_sentence

_FEWEST_FOR_SHARES = 20
"""Of fewer, numbers say all: nobody writes of eight papers that one is 12,5%."""
OVERRIDDEN = " (*)"
"""Stands behind a value that the officer gave in place of the counted one; the annex says why."""
_UNTOLD = {Precision.BELOW: "dưới {least}", Precision.AT_LEAST: "từ {least} trở lên", Precision.WITHHELD: "(không nêu)"}
_LONGEST_LINE = 400
_MOST_LINES = 30
"""How many records a sentence lists above communes, where thousands may have come: a report is no register."""
_MADE_OF = "gồm: "
_BELONGED_TO = frozenset({"competence"})
"""Fields whose choices are no things, but whose they are."""
_REST = ".other"
"""What ends the code of a part of all that has no part of its own."""
_CLAUSE = r"(?P<before>^|\s?\(|[.;,)])(?:\{{[^}}]*\}}|[^.;,(){{}}])*\{{parts:{field}\}}(?P<after>[.)]?)"
"""What stands between a ``{parts:field}`` and the nearest mark before it, with what closes it."""
_CHANGE, _YEAR_CHANGE = "{change}", ", {year_change}"
_COMPARED = r", \{{{name}\}}(?=[.,;:)\[\s]|$)"
"""A comparison that is a clause of its own, between commas; a clause that may be left out can follow it at once."""
_CALLED = re.compile(r"\{n\} (\w[^{}\[\],.;:()]*)")
"""What a sentence calls the things that it counts."""
_SENTENCES = re.compile(r"(?<=\.) +(?=[A-ZĐ])")
"""Where one sentence ends and the next begins."""


class Drafter:
    """Fills sentences; the same figures give the same text."""

    def __init__(self, store: Records, figures: ReportFigures, unit: Record, translator: Translator) -> None:
        """Draft for one unit and period."""
        self._store = store
        self._figures = figures
        self._unit = unit
        self._translator = translator

    def draft(self, section: Section) -> str:
        """Return the text of a section, empty when there is nothing to tell: paragraphs are lines."""
        lines: list[str] = []
        running: list[str] = []
        for sentence in section.sentences:
            if sentence.apart:
                lines += _paragraph(running)
                running = []
            measured = self._figures[sentence.figure]
            text = "" if self._is_untold(sentence.figure) else self._filled(sentence, measured)
            if text:
                running.append(text)
            if sentence.records and measured.uids:
                lines += [*_paragraph(running), *self._lines_of(sentence)]
                running = []
        return "\n".join([*lines, *_paragraph(running)])

    def number(self, figure: Figure, value: FigureValue) -> str:
        """Write a value as reports do: below ten with a leading nought, marked when it is not the counted one.

        So few people that they could be known by their number are only said to be fewer.
        """
        precision = self._precision(figure, value)
        if precision is not Precision.EXACT:
            return _UNTOLD[precision].format(least=figure.least_told)
        mark = OVERRIDDEN if value.override is not None else ""
        return f"{self._plain(value.shown)}{mark}"

    def _precision(self, figure: Figure, value: FigureValue) -> Precision:
        """Return how a figure is told: one of people, and of a whole, beside all others of the same kind of part."""
        if not value.known:
            return Precision.WITHHELD
        if figure.whole is None or not figure.least_told:
            return Precision.BELOW if figure.is_too_few(value.shown) else Precision.EXACT
        prefix = f"{figure.code.rpartition('.')[0]}."
        is_split = prefix.startswith(f"{figure.whole}.")
        codes = [code for code in FIGURES if code.startswith(prefix)] if is_split else [figure.code]
        values = [self._figures.value(code).shown for code in codes]
        return precision_of_parts(values, self._figures.value(figure.whole).shown, figure.least_told)[
            codes.index(figure.code)
        ]

    def _is_untold(self, code: str) -> bool:
        return self._precision(figure_of(code), self._figures.value(code)) is Precision.WITHHELD

    def _plain(self, number: int) -> str:
        return f"{number:02d}" if 0 < number < 10 else self._translator.number(number)

    def _filled(self, sentence: Sentence, measured: Measured) -> str:
        words: Mapping[str, Callable[[], str]] = {
            "n": lambda: self.number(measured.figure, measured.value),
            "share": lambda: self._share(measured),
            "change": lambda: self._compared(measured, measured.previous, self._previous, unit),
            "year_change": lambda: self._compared(measured, measured.year_ago, "cùng kỳ năm trước", unit),
            "period": lambda: self._translator(self._figures.period.label()),
            "next": lambda: self._translator(self._figures.period.ahead().label()),
            "unit": lambda: self._unit.text("name"),
            "communities": lambda: communities_of(self._store, self._unit),
        }

        def put(match: re.Match[str]) -> str:
            name, argument = match.groups()
            if argument is not None:
                return self._parts(measured, argument)
            if name in again:
                return self._plain(again[name])
            return words[name]() if name in words else self.number(figure_of(name), self._figures.value(name))

        wording = self._compared_with_known(measured, self._compared_once(self._wording(sentence, measured)))
        again = self._recounted(wording, measured)
        wording = CLAUSE.sub(lambda clause: self._unless_nought(clause, again), wording)
        unit = self._unit_beside(wording, measured.figure)
        wording = self._without_empty_parts(wording, measured)
        return PLACE.sub(put, self._with_one_part_in_words(wording, measured))

    def _wording(self, sentence: Sentence, measured: Measured) -> str:
        """Return the wording for a number; that for one calls it by its part, where it has but one."""
        wording = sentence.wording(measured.value.shown)
        fields = {argument for _name, argument in PLACE.findall(wording) if argument}
        is_named = all(self._only_part(measured, field) for field in fields)
        return wording if measured.value.shown != 1 or is_named else sentence.many

    def _recounted(self, wording: str, measured: Measured) -> Mapping[str, int]:
        named = [name for name, _argument in PLACE.findall(wording)]
        words = RECOUNTED.intersection(named)
        return {word: recounted(self._figures, measured.figure, word, named) for word in words}

    def _compared_once(self, wording: str) -> str:
        """Leave out the comparison with the year before where that is the period before: nothing is said twice."""
        period = self._figures.period
        is_twice = _CHANGE in wording and period.previous() == period.same_last_year()
        return wording.replace(_YEAR_CHANGE, "") if is_twice else wording

    def _compared_with_known(self, measured: Measured, wording: str) -> str:
        """Leave out comparisons with a period of which nothing is on the books: what is not known is no nought."""
        for name, before in (("change", measured.previous), ("year_change", measured.year_ago)):
            if before is None:
                wording = re.sub(_COMPARED.format(name=name), "", wording)
        return wording

    def _unless_nought(self, clause: re.Match[str], again: Mapping[str, int]) -> str:
        """Leave a clause out in which some figure is nought: nobody tells of the nothing that came to pass."""
        names = [name for name, _argument in PLACE.findall(clause[1])]
        figures = (name for name in names if "." in name)
        is_told = all(self._figures.value(name).shown and not self._is_untold(name) for name in figures)
        return clause[1] if is_told and all(again.get(name, 1) for name in names) else ""

    def _without_empty_parts(self, wording: str, measured: Measured) -> str:
        """Leave out the clause of each ``{parts:field}`` that has none: nobody recorded that field."""
        told = (self._without_empty_parts_of_one(one, measured) for one in _SENTENCES.split(wording))
        return " ".join(filter(None, told))

    def _without_empty_parts_of_one(self, wording: str, measured: Measured) -> str:
        """Leave them out of one sentence, and it as a whole where nothing that was counted is left in it."""
        fields = {argument for _name, argument in PLACE.findall(wording) if argument}
        empty = [field for field in fields if not self._parts(measured, field)]
        for field in empty:
            wording = re.sub(_CLAUSE.format(field=re.escape(field)), _end_of_clause, wording)
        return wording if not empty else wording.lstrip(" .;,") if PLACE.search(wording) else ""

    def _with_one_part_in_words(self, wording: str, measured: Measured) -> str:
        """Say of what all that was counted is, where it is all of one kind: its number stands there already."""
        if "{n}" not in wording:
            return wording
        for field in {argument for _name, argument in PLACE.findall(wording) if argument}:
            if part := self._only_part(measured, field):
                every = "đều thuộc " if field in _BELONGED_TO else "đều là "
                all_are = every if measured.value.shown > 1 else "cụ thể là "
                wording = wording.replace(f"{_MADE_OF}{{parts:{field}}}", f"{all_are}{part}")
                if measured.value.shown > 1:
                    wording = wording.replace(f": {{parts:{field}}}", f": {all_are}{part}")
                wording = wording.replace(f"{{parts:{field}}}", part)
        return wording

    def _only_part(self, measured: Measured, field: str) -> str:
        """Name the part of a figure that is the whole of it; nothing where there are more, or numbers were given."""
        present = self._present(measured, field)
        values = [measured.value, *(part.value for part in present)]
        is_given = any(value.override is not None for value in values)
        if len(present) != 1 or values[0].shown != values[1].shown or is_given or measured.figure.least_told:
            return ""
        return topic(self._part_called(present[0]))

    def _share(self, measured: Measured) -> str:
        if measured.figure.least_told:
            return self.number(measured.figure, measured.value)
        return self._translator.percent(measured.share or 0.0)

    @property
    def _previous(self) -> str:
        return self._translator(self._figures.period.previous().label())

    def _unit_beside(self, wording: str, figure: Figure) -> str:
        """Return what one is called behind a second number: as the sentence calls the first of those it counts."""
        counted, called = self._translator(figure.counted), _CALLED.search(wording)
        return f" {counted if called is None or called[1].startswith(counted) else called[1].strip()}"

    def _compared(self, measured: Measured, before: int | None, named: str, unit: str) -> str:
        now, figure = measured.value.shown, measured.figure
        if before is None:
            return f"chưa có số liệu của {named} để so sánh"
        if figure.whole is not None and self._precision(figure, measured.value) is not Precision.EXACT:
            return f"không so sánh với {named}"
        if now == before:
            return f"bằng số của {named}"
        word, more = ("tăng" if now > before else "giảm"), abs(now - before)
        is_told = not any(map(figure.is_too_few, (now, before, more)))
        return f"{word}{f' {self._plain(more)}{unit}' if is_told else ''} so với {named}"

    def _parts(self, measured: Measured, field: str) -> str:
        """Say what a figure is made of, the most frequent first, what is none of these last."""
        present = self._present(measured, field)
        if measured.figure.least_told:
            return self._parts_of_few(present)
        in_order = sorted(present, key=lambda part: (part.figure.code.endswith(_REST), -part.value.shown))
        rest = self._rest(measured, present)
        is_alone = (len(present) == 1 and not rest) or measured.value.shown < _FEWEST_FOR_SHARES
        told = [self._part(part, alone=is_alone) for part in in_order]
        return "; ".join([*told, *([rest] if rest else [])])

    def _rest(self, measured: Measured, present: Sequence[Measured]) -> str:
        """Say of how many it is not written which they are, so that the parts come to what was counted."""
        values = [measured.value, *(part.value for part in present)]
        rest = measured.value.shown - sum(part.value.shown for part in present)
        if not present or rest <= 0 or any(value.override is not None for value in values):
            return ""
        if measured.value.shown < _FEWEST_FOR_SHARES:
            return f"không ghi rõ {self._plain(rest)}"
        return f"không ghi rõ {self._plain(rest)} ({self._translator.percent(rest / measured.value.shown)})"

    def _present(self, measured: Measured, field: str) -> Sequence[Measured]:
        prefix = f"{measured.figure.code}.{field}."
        parts = (self._figures[code] for code in FIGURES if code.startswith(prefix))
        return [part for part in parts if part.value.shown]

    def _parts_of_few(self, present: Sequence[Measured]) -> str:
        """Say no number of few people, nor any by which it could be reckoned; those not told stand in no order."""
        told = {part.figure.code: self._precision(part.figure, part.value) for part in present}
        if Precision.WITHHELD in told.values():
            return f"không nêu từng loại vì có loại dưới {present[0].figure.least_told} người"
        in_order = sorted(
            present, key=lambda part: -part.value.shown if told[part.figure.code] is Precision.EXACT else 0
        )
        return "; ".join(self._part(part, alone=True) for part in in_order)

    def _part(self, part: Measured, alone: bool) -> str:
        name = topic(self._part_called(part))
        is_told = part.share is not None and not alone and not part.figure.least_told
        share = f" ({self._translator.percent(part.share or 0.0)})" if is_told else ""
        return f"{name} {self.number(part.figure, part.value)}{share}"

    def _part_called(self, part: Measured) -> str:
        return in_own_words(self._store, self._unit, self._translator(part.figure.title))

    def _lines_of(self, sentence: Sentence) -> Iterator[str]:
        elsewhere = frozenset(self._figures[sentence.besides].uids) if sentence.besides else frozenset()
        counted = [record for record in self._figures.records(sentence.figure) if record.uid not in elsewhere]
        told = sorted((record for record in counted if not self._is_secret(record)), key=self._last_day)
        records, more = self._listed(told)
        units = self._places(self._figures.reader.unit_of(record) for record in records)
        for record in records:
            kind = self._store.kinds[record.kind]
            # A part with a term of its own is work to be named; others are told by what they belong to.
            tells_itself = kind.parent is None or bool(kind.deadlines)
            above = None if tells_itself else self._figures.reader.parent(record)
            named = above if above is not None else record
            title, number = self._called(named)
            if kind.parent is not None and tells_itself:
                title = f"{title}{self._term_of(kind, record)}"
            if len(title) > _LONGEST_LINE:
                title = f"{title[: _LONGEST_LINE - 1].rstrip()}…"
            where = self._figures.reader.unit_of(record)
            unit = units.get(where, "") if where != self._unit.uid else ""
            at = f" ({within_sentence(unit)})" if number and unit else ""
            head = f"{number}{at}: " if number else f"{unit}: " if unit else ""
            yield f"- {head}{title.rstrip('.')}."
        if more:
            counted_as = self._translator(figure_of(sentence.figure).counted)
            yield f"- Còn {self._plain(more)} {counted_as} khác, ghi trong sổ của các đơn vị."
        if hidden := len(counted) - len(told):
            yield f"- Giữ bí mật theo quy định, không nêu tại đây: {self._plain(hidden)} việc."

    def _places(self, units: Iterable[str]) -> Mapping[str, str]:
        """Name units, above communes those within one with it: many communes have a village of the same name."""
        asked, tree = tuple(units), self._store.tree
        offices = {unit: tree.office_of(unit) for unit in asked} if is_above_communes(self._unit) else {}
        titles = self._store.titles((*asked, *offices.values()))
        within = {unit: within_sentence(titles.get(office, "")) for unit, office in offices.items() if office != unit}
        return {unit: ", ".join(filter(None, (name, within.get(unit, "")))) for unit, name in titles.items()}

    def _listed(self, records: Sequence[Record]) -> tuple[Sequence[Record], int]:
        """Return what is listed, and how many are not: above communes the newest, of work what is due first."""
        more = len(records) - _MOST_LINES
        if more <= 0 or not is_above_communes(self._unit):
            return records, 0
        is_work = self._last_day(records[0]) != dt.date.max
        return (records[:_MOST_LINES] if is_work else records[more:]), more

    def _called(self, record: Record) -> tuple[str, str]:
        """Return what a record is about, and its nature with its number where it is known by one."""
        kind = self._store.kinds[record.kind]
        whole, number = " ".join(kind.title_of(record).split()), record.text("number")
        if not number or kind.title[0] != "number" or not record.text("nature"):
            return whole, ""
        nature = self._translator(kind.field("nature").label_of(record.text("nature")) or "")
        return whole.removeprefix(number + TITLE_JOINT), f"{nature} số {number}"

    def _term_of(self, kind: Kind, record: Record) -> str:
        """Say who has to do it, and by when."""
        deadline = kind.deadlines[0]
        term = deadline.term(record, self._store.terms)
        who = record.text(deadline.by) if deadline.by else ""
        day = f"hạn {self._day_due(term)}" if term is not None else ""
        told = "; ".join(part for part in (f"chủ trì: {who}" if who else "", day) if part)
        return f" ({told})" if told else ""

    def _day_due(self, term: Term) -> str:
        """Say the last day, of one that is a day off also until when it is kept, as all papers do."""
        last, until = self._translator.date(term.last), self._translator.date(term.until)
        return last if last == until else f"{last} là ngày nghỉ, tính đến hết {until}"

    def _last_day(self, record: Record) -> dt.date:
        """Return the day by which work that is named has to be done: what is due first is told first."""
        kind = self._store.kinds[record.kind]
        term = kind.deadlines[0].term(record, self._store.terms) if kind.parent is not None and kind.deadlines else None
        return term.last if term is not None else dt.date.max

    def _is_secret(self, record: Record) -> bool:
        """Tell whether a line would give away where a secret record is of: its number and village are enough."""
        above = self._figures.reader.parent(record) if self._store.kinds[record.kind].parent is not None else None
        return record.secret or (above is not None and above.secret)


def _end_of_clause(clause: re.Match[str]) -> str:
    """Return what stays of the marks around a clause that is left out."""
    before, after = clause["before"].strip(), clause["after"]
    if before in ("", "("):
        return ""
    stop = "." if "." in (before, after) else ""
    return f"){stop}" if before == ")" else stop


def _paragraph(sentences: list[str]) -> list[str]:
    return [" ".join(sentences)] if sentences else []
