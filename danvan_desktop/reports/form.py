"""What every printed form declares of itself, beside the function that builds it (``reports/forms``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from danvan_desktop.domain.kinds import disclosure
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.states import HasChoice
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.issuing import IssuedBy, Issuer, issued_by
from danvan_desktop.reports.style import Style

GOVERNMENT = issued_by(Issuer.GOVERNMENT)
COMMUNITY = issued_by(Issuer.COMMUNITY)
EITHER = issued_by(Issuer.GOVERNMENT, Issuer.PARTY)
PARTY_FIRST = issued_by(Issuer.PARTY, Issuer.GOVERNMENT)

NothingToSay = Callable[[ReportContext], Message | None]
"""Returns why a form of this record or period has nothing to say and what to do, ``None`` when it has something.

Nobody signs a paper about nothing. Registers and reports of a period always say something: that nothing happened in it
is what they are asked for. It raises ReportError when no record or period was asked for, or the record is of another
kind.
"""


Addressees = Callable[[ReportContext], tuple[str, ...]]
"""Tells who gets a form of a period, the body that asks for it first."""


class Needs(Enum):
    """What a form is printed of."""

    RECORD = "record"
    PERIOD = "period"
    DAY = "day"
    """The day of printing alone: it belongs to no period's papers."""


class Purpose(Enum):
    """What an officer prints a form for, in the order in which lists group them."""

    WORK = auto()
    REPORT = auto()
    MEETING = auto()
    DIALOGUE = auto()
    PETITION = auto()
    DEMOCRACY = auto()
    OVERSIGHT = auto()
    MODEL = auto()
    FRONT = auto()
    PLAN = auto()
    REGISTER = auto()

    @property
    def label(self) -> Message:
        """Name the group."""
        return _PURPOSES[self]


_PURPOSES = {
    Purpose.WORK: _("Việc trong ngày, trong tuần"),
    Purpose.REPORT: _("Báo cáo"),
    Purpose.MEETING: _("Họp thôn, tổ dân phố"),
    Purpose.DIALOGUE: _("Đối thoại"),
    Purpose.PETITION: _("Kiến nghị, đơn thư"),
    Purpose.DEMOCRACY: _("Dân chủ ở cơ sở"),
    Purpose.OVERSIGHT: _("Giám sát, kiểm tra"),
    Purpose.MODEL: _("“Dân vận khéo”"),
    Purpose.FRONT: _("Tuyên truyền, vận động, lực lượng"),
    Purpose.PLAN: _("Kế hoạch, báo cáo phải nộp"),
    Purpose.REGISTER: _("Sổ theo dõi"),
}


def always_something(_context: ReportContext) -> Message | None:
    """Have something to say of every record or period."""
    return None


def unless(having: Callable[[ReportContext], object], otherwise: Message) -> NothingToSay:
    """Have something to say where ``having`` gives anything; else tell why not, and what to do."""
    return lambda context: None if having(context) else otherwise


@dataclass(frozen=True, kw_only=True)
class ReportForm:
    """A printed form of the records of ``kind``; ``file_stem`` begins the names of its files.

    ``form_number`` is that of the decree which prescribes it, such as ``03``. ``issued_by`` tells which bodies issue
    it, and with them its page formats; the body may be told by another record, in the field ``issued_for``, as
    that of a visit is by its session. ``nothing_to_say`` tells why it is not printed of a record or period, and what
    to do: no paper about nothing is ever made, whoever asks for it. Papers ``of_the_file`` alone may show what is
    hidden of a secret record; one ``of_former_records`` is printed of what releases before wrote and nobody writes any
    more, one ``of_opened_secrets`` of a secret record alone, once somebody opened it: nobody opens one of the sample's.
    ``document_type`` is the register that gives it a number, empty where it gets none; the
    text of a ``narrated`` one is written section by section. One that has ``addressees`` is asked for when its period
    ends; one that ``answers`` deadlines of its records, by their names, is what keeps them. One that ``plans_ahead``
    tells of what is to come in its period, not of figures. A record in a state that it is ``wanted_in`` is printed
    by it before others; one that is ``only_of`` some is not offered of the rest. One whose ``usual_period`` is not a
    quarter says which it is on a day.
    """

    code: str
    title: Message
    description: Message
    purpose: Purpose
    kind: str
    needs: Needs = Needs.RECORD
    file_stem: str
    build_of: Callable[[ReportContext], Document]
    form_number: str = ""
    issued_by: IssuedBy = GOVERNMENT
    issued_for: str = ""
    nothing_to_say: NothingToSay = always_something
    of_the_file: bool = False
    of_former_records: bool = False
    of_opened_secrets: bool = False
    document_type: str = ""
    narrated: bool = False
    addressees: Addressees | None = None
    answers: frozenset[str] = frozenset()
    plans_ahead: bool = False
    wanted_in: frozenset[str] = frozenset()
    only_of: HasChoice | None = None
    usual_period: Callable[[dt.date], Period] | None = None

    def is_of(self, record: Record) -> bool:
        """Tell whether it can be printed of a record of its kind, by what that is."""
        return self.only_of is None or self.only_of.holds(record.values)

    def opened(self, context: ReportContext) -> ReportContext:
        """Return the context in which what is hidden of a secret record is printed, which is noted in its history.

        Only papers ``of_the_file`` show it; raises ReportError for others.
        """
        if not self.of_the_file:
            raise ReportError(
                _("“{form}” không in nội dung bí mật. Hãy in “Phiếu đề xuất xử lý đơn” của hồ sơ.", form=self.title)
            )
        uid = context.record(self.kind).uid
        return replace(context, opened=context.own_store.reveal(uid, disclosure.Purpose.PRINTED, self.code))

    def styles(self, record: Record | None = None, store: Records | None = None) -> tuple[Style, ...]:
        """Return the page formats that a record's paper (``None``: a period's) may have, the usual one first."""
        if self.issued_for and record is not None and store is not None:
            record = store.get(record.text(self.issued_for)) or record
        return tuple(dict.fromkeys(issuer.style for issuer in self.issued_by(record)))

    def build(self, context: ReportContext) -> Document:
        """Build the document.

        Raises ReportError where no body issues it in the page format asked for, or it has nothing to say.
        """
        record = context.store.get(context.uid) if context.uid else None
        self.refuse_other_style(context.style, record, context.store)
        reason = self.nothing_to_say(context)
        if reason is not None:
            raise ReportError(reason)
        return self.build_of(context)

    def refuse_other_style(self, style: Style, record: Record | None, store: Records) -> None:
        """Raise ReportError for a page format that this paper never has."""
        if self.needs is Needs.RECORD and record is None:
            return
        if style not in self.styles(record, store):
            raise ReportError(_refusal(style, self.title))


def _refusal(style: Style, form: Message) -> Message:
    if style is Style.PARTY:
        return _("“{form}” không do cấp ủy Đảng ban hành, nên chỉ in theo thể thức nhà nước.", form=form)
    return _("“{form}” ở đây do cấp ủy Đảng ban hành, nên chỉ in theo thể thức của Đảng.", form=form)
