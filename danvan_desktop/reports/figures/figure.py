"""What a figure is: which records it counts, in words and as a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.localization import Message, _


@dataclass(frozen=True)
class Span:
    """The days from ``first`` to ``last``, both counted; what stands open is judged by the end of ``last``."""

    first: dt.date
    last: dt.date

    def contains(self, day: dt.date | None) -> bool:
        """Tell whether a day lies in the span."""
        return day is not None and self.first <= day <= self.last


class FigureGroup(Enum):
    """Which part of the work a figure belongs to; a printed proof says which group differs.

    ``ROWS`` and ``PEOPLE`` have no figures: they are what a register's rows say, and of whom.
    """

    PROFILE = "profile"
    SITUATION = "situation"
    PETITIONS = "petitions"
    PETITION_FIELDS = "petition_fields"
    PETITION_LEVELS = "petition_levels"
    RECEPTION = "receptions"
    CASES = "cases"
    HOT_SPOTS = "hot_spots"
    DIALOGUES = "dialogues"
    MEETINGS = "meetings"
    DECISIONS = "decisions"
    PUBLICITY = "publicity"
    CONTRIBUTIONS = "contributions"
    BOARDS = "boards"
    LAND = "land"
    OVERSIGHT = "oversight"
    MODELS = "models"
    RECOGNITION = "recognition"
    ACTIVITIES = "activities"
    CONTESTS = "contests"
    AWARDS = "awards"
    NETWORK = "network"
    RATINGS = "ratings"
    TASKS = "tasks"
    SUBMISSIONS = "submissions"
    DOCUMENTS = "documents"
    OTHERS = "others"
    ROWS = "rows"
    PEOPLE = "people"

    @property
    def label(self) -> Message:
        """Name the group."""
        return {
            FigureGroup.PROFILE: _("Số liệu cơ bản"),
            FigureGroup.SITUATION: _("Tình hình Nhân dân"),
            FigureGroup.PETITIONS: _("Đơn, kiến nghị, phản ánh"),
            FigureGroup.PETITION_FIELDS: _("Đơn, kiến nghị theo lĩnh vực"),
            FigureGroup.PETITION_LEVELS: _("Đơn, kiến nghị theo cấp thẩm quyền"),
            FigureGroup.RECEPTION: _("Tiếp công dân"),
            FigureGroup.CASES: _("Khiếu nại, tố cáo, tranh chấp"),
            FigureGroup.HOT_SPOTS: _("Điểm nóng"),
            FigureGroup.DIALOGUES: _("Tiếp xúc, đối thoại"),
            FigureGroup.MEETINGS: _("Họp thôn, tổ dân phố"),
            FigureGroup.DECISIONS: _("Nội dung Nhân dân quyết định"),
            FigureGroup.PUBLICITY: _("Công khai, lấy ý kiến Nhân dân"),
            FigureGroup.CONTRIBUTIONS: _("Công trình, đóng góp của Nhân dân"),
            FigureGroup.BOARDS: _("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
            FigureGroup.LAND: _("Thu hồi đất, bồi thường"),
            FigureGroup.OVERSIGHT: _("Giám sát, phản biện, kiểm tra"),
            FigureGroup.MODELS: _("Mô hình “Dân vận khéo”"),
            FigureGroup.RECOGNITION: _("Công nhận, nhân rộng mô hình"),
            FigureGroup.ACTIVITIES: _("Tuyên truyền, vận động, thăm hỏi, bồi dưỡng"),
            FigureGroup.CONTESTS: _("Hội thi"),
            FigureGroup.AWARDS: _("Khen thưởng"),
            FigureGroup.NETWORK: _("Lực lượng dân vận"),
            FigureGroup.RATINGS: _("Đánh giá, xếp loại"),
            FigureGroup.TASKS: _("Kế hoạch, nhiệm vụ"),
            FigureGroup.SUBMISSIONS: _("Báo cáo phải nộp"),
            FigureGroup.DOCUMENTS: _("Văn bản ban hành"),
            FigureGroup.OTHERS: _("Số liệu khác"),
            FigureGroup.ROWS: _("Các dòng của sổ"),
            FigureGroup.PEOPLE: _("Họ tên, địa chỉ trong sổ"),
        }[self]


class Source(Protocol):
    """Where figures find records: only those of the reporting unit and of the units below it."""

    @property
    def law(self) -> LegalRules:
        """The thresholds and terms in force in the office."""

    @property
    def terms(self) -> Terms:
        """The terms of the law with the working days."""

    def dated(self, kind: str, field: str, span: Span) -> Iterable[Record]:
        """Return the records whose day lies in the span."""

    def up_to(self, kind: str, field: str, day: dt.date) -> Iterable[Record]:
        """Return the records whose day is not after ``day``."""

    def of_units(self, kind: str, day: dt.date) -> Iterable[Record]:
        """Return all records of the units that lay here on ``day``."""

    def children(self, parent_uid: str, kind: str) -> Iterable[Record]:
        """Return the records of ``kind`` that belong to a parent."""

    def parts(self, kind: str, of: Iterable[Record]) -> Iterable[Record]:
        """Return the records that belong to these parents."""

    def parent(self, record: Record) -> Record | None:
        """Return the record that a part belongs to."""

    def counted(self, figure: Figure, span: Span) -> Iterable[Record]:
        """Return the records that a figure counts, found once for all that take a part of them."""

    def get(self, uid: str) -> Record | None:
        """Return a record that another names, ``None`` when it is unknown or deleted."""

    def find(self, kind: str, **equals: Value) -> Iterable[Record]:
        """Return the records of ``kind`` whose fields have exactly these values, whichever their unit."""


Find = Callable[[Source, Span], Iterable[Record]]
"""Finds the records that a figure counts."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A named query.

    ``definition`` says in words what is counted, by which field and in which units; ``counted`` is what one of it is
    called; ``kind`` the kind of its records; ``amount`` the field that is summed, or several together, records are
    counted without one; ``whole`` the code of the figure that it is a share of. Below
    ``least_told`` papers only say that it is: so few people could be known by it. ``unnamed`` counts the records that
    tell it of nobody by name: where there are such and none that names, the figure is not known, which is no nought.
    """

    code: str
    title: Message
    definition: Message
    counted: Message
    kind: str
    group: FigureGroup
    find: Find
    amount: str | tuple[str, ...] | None = None
    whole: str | None = None
    least_told: int = 0
    unnamed: Figure | None = None

    def is_too_few(self, value: int) -> bool:
        """Tell whether papers do not say a value."""
        return 0 < value < self.least_told

    def value(self, records: Iterable[Record]) -> int:
        """Count or sum the records that were found."""
        if self.amount is None:
            return sum(1 for _record in records)
        names = (self.amount,) if isinstance(self.amount, str) else self.amount
        return sum(record.number(name) for record in records for name in names)
