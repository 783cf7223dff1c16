"""What a form is built from: the records, the day, and the record or period asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.patterns import pattern
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.titles_of_people import is_comrade, title_of
from danvan_desktop.reports.wording import addressed, person
from danvan_desktop.store import Store

_LAST_WITH_NOUGHT = 2
_DAY_IN_A_TITLE = pattern(r"\b([0-3][0-9])/0([3-9])/([0-9]{4})\b")


class PaperTranslator(Translator):
    """Says days on paper as offices write them: 05/7/2026, with a nought before a month only where it is 1 or 2.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 4, of the date of a paper: no month above 2 has one.
    """

    def date(self, value: dt.date) -> str:
        """Render as day, month, year in figures: 12/8/2026, 12/02/2026."""
        month = f"{value.month:02}" if value.month <= _LAST_WITH_NOUGHT else str(value.month)
        return f"{value.day:02}/{month}/{value.year:04}"


def titled(title: str) -> str:
    """Write the days in the title of a record as papers do; in the window they are in columns of even width."""
    return _DAY_IN_A_TITLE.sub(r"\1/\2/\3", title)


def _vietnamese() -> Translator:
    return PaperTranslator("vi")


@dataclass(frozen=True)
class ReportContext:
    """One printing: forms read records through it and say dates and numbers by its translator.

    Printed forms are Vietnamese whatever the window's language, since their wording is set by law. By ``style`` a form
    chooses the body that issues it: the People's Committee or the Party committee.
    """

    store: Records
    today: dt.date
    uid: str = ""
    period: Period | None = None
    translator: Translator = field(default_factory=_vietnamese)
    style: Style = Style.STATE
    opened: Record | None = None
    """The record asked for with what is hidden of it, when it was opened to print a paper of its file."""

    @property
    def own_store(self) -> Store:
        """The store, for papers that need more than its records; raises ReportError where there are only records."""
        if not isinstance(self.store, Store):
            raise ReportError(_("Giấy này chỉ in từ tệp dữ liệu của đơn vị, không in từ cơ sở dữ liệu cấp trên."))
        return self.store

    def record(self, kind: str) -> Record:
        """Return the record asked for; raises ReportError when there is none of that kind."""
        if not self.uid:
            raise ReportError(_("Mẫu này in cho một hồ sơ. Hãy chọn hồ sơ ấy."))
        record = self.opened or self.store.get(self.uid)
        if record is None:
            raise ReportError(_("Không có hồ sơ “{uid}”. Hãy chọn một hồ sơ để in.", uid=self.uid))
        if record.kind != kind:
            raise ReportError(
                _(
                    "Hồ sơ đã chọn là “{found}”, mẫu này in “{wanted}”.",
                    found=self.store.kinds[record.kind].label,
                    wanted=self.store.kinds[kind].label,
                )
            )
        return record

    def chosen_period(self) -> Period:
        """Return the period asked for; raises ReportError when none was."""
        if self.period is None:
            raise ReportError(_("Mẫu này in theo kỳ. Hãy chọn kỳ báo cáo, ví dụ 2026-Q3."))
        return self.period

    def kind_of(self, record: Record) -> Kind:
        """Return a record's declaration."""
        return self.store.kinds[record.kind]

    def label(self, record: Record, name: str) -> str:
        """Name a field in the words of the screen."""
        return self.translator(self.kind_of(record).field(name).label)

    def choice(self, record: Record, name: str) -> str:
        """Give a choice field in words, empty when it is; a code of a later version is given as it is."""
        return self.choice_label(record.kind, name, record.get(name))

    def choice_label(self, kind: str, name: str, code: Value) -> str:
        """Give a code of a choice field in words."""
        if code is None:
            return ""
        return self.translator.value(self.store.kinds[kind].field(name).label_of(code) or str(code))

    def day(self, record: Record, name: str) -> str:
        """Give a day in figures, empty when it is."""
        day = record.date(name)
        return "" if day is None else self.translator.date(day)

    def count(self, number: int) -> str:
        """Say a number in running text: below ten with a leading nought, as reports do; tables go without."""
        return f"{number:02d}" if 0 < number < 10 else self.translator.number(number)

    def addressed(self, name: str) -> str:
        """Put a title before a name: as it was written, as it is known of the person, or that of the forms."""
        return addressed(name, title_of(self.store, name))

    def addressed_leader(self, name: str) -> str:
        """Put a title before the name of who leads, answers or keeps the minutes: in papers of the Party a comrade."""
        is_party = self.style is Style.PARTY
        return addressed(name, "" if is_party else title_of(self.store, name), comrade=is_party)

    def called(self, text: str) -> str:
        """Write a person inside a sentence, by the title that is known: nothing is put before who may be a body.

        In papers of the Party a comrade is who was said to be one.
        """
        name = person(text).name
        if self.style is Style.PARTY and is_comrade(self.store, name):
            return f"đồng chí {text}"
        title = title_of(self.store, name)
        return f"{title.lower()} {text}" if title else text

    def say(self, message: Message) -> str:
        """Render a message in Vietnamese."""
        return self.translator(message)

    def children(self, record: Record, kind: str) -> Iterable[Record]:
        """Return the records that belong to a record, in their order."""
        return self.store.children(record.uid, kind)
