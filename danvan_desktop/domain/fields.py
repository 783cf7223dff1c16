"""Fields of a record kind, and how a raw input becomes a value that the store keeps.

Values are JSON scalars: text in NFC, whole numbers, decimal ones as ``domain/decimals.py`` keeps them, true/false,
dates as ``2026-08-12``, times as ``14:30``,
date-times as ``2026-08-12T14:30``, a choice by its code, a reference by the uid of its record. ``None`` = empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum, StrEnum

from msgspec import Struct

from danvan_desktop.domain.dates import parse_date, parse_datetime, parse_time
from danvan_desktop.domain.decimals import decimal_of, kept, read_decimal
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.text import normalise
from danvan_desktop.domain.uid import is_uid
from danvan_desktop.localization import Message, _, enumerated
from danvan_desktop.patterns import pattern

Value = str | int | bool | None
Sought = Value | tuple[Value, ...]
"""What a list is filtered by in a field: one value, or any of several."""
Values = Mapping[str, Value]

_WHOLE_NUMBER = pattern(r"[+-]?\d+|[+-]?\d{1,3}(?:\.\d{3})+")
_LARGEST_INTEGER = 2**53 - 1
"""Above it JSON readers of other systems lose digits."""


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    INTEGER = "integer"
    DECIMAL = "decimal"
    """A number with up to two decimal places."""
    MONEY = "money"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    REFERENCE = "reference"


class FieldError(DanvanError):
    """One field's input cannot be taken."""

    def __init__(self, field: str, message: Message) -> None:
        """Name the field by its code name, for the caller to place the message beside it."""
        super().__init__(message)
        self.field = field


class TypedName(str):
    """What was typed in a reference's input and is not yet, or cannot be, taken for one record.

    ``refusal`` says why it cannot. As a text it is what was typed, so that drafts keep it.
    """

    refusal: Message | None

    def __new__(cls, text: str, refusal: Message | None = None) -> TypedName:
        """Keep the text and the reason."""
        made = super().__new__(cls, text)
        made.refusal = refusal
        return made


class Offer(Struct, frozen=True):
    """Which of the target records a reference offers: those whose choice ``field`` has one of these ``codes``."""

    field: str
    codes: frozenset[str]


class Choice(Struct, frozen=True):
    """One allowed value of a choice field; it is ``also`` read by these words, which earlier versions had for it."""

    code: str
    label: Message
    also: tuple[str, ...] = ()


class FormerChoice(Choice, frozen=True, kw_only=True):
    """A choice of earlier versions that said two things, which two fields say now.

    It is read as the choice ``now`` of its field and as the choice of another: ``beside`` is that field and its code.
    """

    now: str
    beside: tuple[str, str]


class Preset(Enum):
    """What a field of a new record starts with when nobody says it."""

    TODAY = "today"
    OWN_UNIT = "own_unit"
    """The unit whose store this is, where the field offers units of its kind."""
    NEXT_NUMBER = "next_number"
    """The next free number of the year in which the record falls."""


class Code(Enum):
    """What a text is the code of: people are shown its words, and choose among them."""

    PERIOD = "period"
    FORM = "form"
    SECTION = "section"
    """Of the text of a report."""
    FIGURE = "figure"
    RULE = "rule"
    """Of the law."""
    PHRASED = "phrased"
    """A field that has texts which are written again and again, as ``kind.field``."""
    GUARDED = "guarded"
    """Groups of records that are opened to officers one by one, joined by blanks."""


class LeadsTo(Enum):
    """Which kinds a reference leads to by what these say of themselves, so that a new kind is among them."""

    WORK = "work"
    """Every kind that stands by itself."""
    FILES = "files"
    """The kinds that files can be attached to: work, and what ``takes_files``."""
    PAPERS = "papers"
    """The kinds of which papers with a number are printed: work, and what ``has_papers``."""
    SECRETS = "secrets"
    """The kinds whose records can be secret."""


class Field(Struct, frozen=True, kw_only=True):
    """One field of a kind: its column, its form row, its place in import, export and JSON.

    ``targets`` names the kinds that a reference may point to; of their records only those of ``offer`` are offered to
    choose from, while others that were recorded stay valid; one that ``leads_to`` some sort of kinds points to all
    of these but its own, besides its ``targets``; by one that ``only_points`` a record says nothing of the other, and
    is not secret with it; ``minimum`` and ``maximum`` bound numbers;
    a time that is typed alone is on the day of the field ``day_of``; ``max_length`` counts characters; ``help`` is a
    hint shown with the field;
    ``open_when_signed`` fields may change after the minutes are signed, since they are no part of them; records
    are ``looked_up`` by such a field, which gives it an index; ``completed_from`` names fields as ``kind.field`` whose
    recorded values are offered while this one is typed; a ``phrased`` field has texts that are written again and again,
    which are offered to be put in; fields ``answered_from_above`` may also be written by the level above the record's
    unit, since they hold its answer.
    ``former_choices`` are those that earlier versions offered; a year that nobody recorded, since earlier versions had
    no such field, is that of the day ``year_of``; such a day is that on which the state ``day_of_state`` was decided.
    An ``expected`` field may stay empty, but is asked for and its absence told.
    A new record starts with the ``default`` or, filled in when it is made, the ``preset``.
    A whole number that is not ``counted``, such as a year, has no marks between its thousands. A text that names one
    ``person`` sorts by the given name, as lists of people do. A text that is ``told_of_secrets`` says nothing of a
    person, and is shown of secret records too. A text that is a ``code_of`` something is shown in words, and one
    that is not ``in_words``, such as a checksum, is for machines: nobody looks for it. An
    ``official`` text, such as a number, an officer's name or the title of a list, is the office's own, not a citizen's.
    What is ``hidden_when_closed`` is kept, though no text, from an officer who may not open its guarded kind.
    Whoever has the record to which an ``origin`` points has those that were made from it too. What is
    ``of_one_occasion`` tells what one came to, and is not taken over by a record made after it (see ``repeating``).
    The choices of a field may be called otherwise by the record to which the reference ``named_by`` points; where
    none is chosen since the flag ``void_by`` is set, that is what lists say.
    """

    name: str
    label: Message
    type: FieldType = FieldType.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    former_choices: tuple[FormerChoice, ...] = ()
    year_of: str | None = None
    day_of_state: str | None = None
    targets: tuple[str, ...] = ()
    offer: Offer | None = None
    leads_to: LeadsTo | None = None
    only_points: bool = False
    day_of: str | None = None
    stream: Stream = Stream.UPWARD
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    max_length: int | None = None
    default: Value = None
    help: Message | None = None
    open_when_signed: bool = False
    looked_up: bool = False
    completed_from: tuple[str, ...] = ()
    phrased: bool = False
    counted: bool = True
    person: bool = False
    answered_from_above: bool = False
    told_of_secrets: bool = False
    hidden_when_closed: bool = False
    official: bool = False
    preset: Preset | None = None
    expected: bool = False
    of_one_occasion: bool = False
    named_by: str | None = None
    void_by: str | None = None
    code_of: Code | None = None
    origin: bool = False
    in_words: bool = True

    @property
    def personal(self) -> bool:
        """Whether it holds personal data of a citizen."""
        return self.stream in (Stream.RESTRICTED, Stream.DEVICE)

    @property
    def names_unit(self) -> bool:
        """Whether it refers to a unit, and to nothing else."""
        return self.targets == ("unit",)

    @property
    def stays_here(self) -> bool:
        """Whether it never leaves this store: in no bundle, list, register or search; a paper shows it when asked."""
        return self.stream is Stream.DEVICE

    @property
    def textual(self) -> bool:
        """Whether it holds a text."""
        return self.type in (FieldType.TEXT, FieldType.LONG_TEXT)

    @property
    def searched(self) -> bool:
        """Whether a search finds its record by its words, or by its year: titles have one."""
        is_year = self.type is FieldType.INTEGER and not self.counted
        return (is_year or (self.textual and self.in_words)) and not self.stays_here

    @property
    def may_name_people(self) -> bool:
        """Whether it may say something of a citizen: every text, unless its declaration says otherwise."""
        return self.personal or (self.textual and not (self.official or self.told_of_secrets or self.code_of))

    @property
    def numeric(self) -> bool:
        """Whether it holds a number."""
        return self.type in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY)

    @property
    def whole(self) -> bool:
        """Whether it holds a whole number."""
        return self.numeric and self.type is not FieldType.DECIMAL

    def choice(self, code: str) -> Choice:
        """Return the choice of that code; raises KeyError for an unknown one."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise KeyError(code)

    def label_of(self, code: Value) -> Message | None:
        """Return what a choice is called, a former one too; ``None`` for a code that this version does not know."""
        return next((one.label for one in (*self.choices, *self.former_choices) if one.code == code), None)

    def parse(self, raw: object, today: dt.date | None = None, day: dt.date | None = None) -> Value:
        """Turn typed or imported input into a value; empty text and ``None`` become ``None``.

        Days without a year are of the year of ``today``, times without a day of ``day``, where these are known.

        Raises FieldError with the reason in words.
        """
        if isinstance(raw, TypedName):
            raise self.reject(raw.refusal or _("“{name}” chưa được chọn trong danh sách", name=str(raw)))
        if isinstance(raw, str):
            raw = normalise(raw)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        try:
            value = _parse_moment(self, raw, today, day) if self.type in _MOMENTS else _PARSERS[self.type](self, raw)
        except FieldError:
            raise
        except DanvanError as error:
            raise FieldError(self.name, _("{field}: {reason}", field=self.label, reason=error.message)) from error
        self._check_bounds(value)
        return value

    def reject(self, reason: Message) -> FieldError:
        """Make the error for this field, with its label before the reason."""
        return FieldError(self.name, _("{field}: {reason}", field=self.label, reason=reason))

    def _check_bounds(self, value: Value) -> None:
        number = decimal_of(value) if self.numeric else None
        if number is not None:
            if self.minimum is not None and number < self.minimum:
                raise self.reject(_("phải từ {limit} trở lên", limit=self.minimum))
            if self.maximum is not None and number > self.maximum:
                raise self.reject(_("không được quá {limit}", limit=self.maximum))
        elif isinstance(value, str):
            limit = self.max_length
            if limit is not None and len(value) > limit:
                raise self.reject(_("dài {length} ký tự, nhiều nhất là {limit}", length=len(value), limit=limit))


def _parse_text(field: Field, raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise field.reject(_("hãy ghi bằng chữ"))
    if not isinstance(raw, str) and not abs(raw) <= _LARGEST_INTEGER:
        raise field.reject(_("số quá lớn"))
    text = str(raw)
    if field.type is FieldType.TEXT:
        text = " ".join(text.split())
    return text.strip("\n")


_MOMENTS = frozenset({FieldType.DATE, FieldType.DATETIME})


def _parse_moment(field: Field, raw: object, today: dt.date | None, day: dt.date | None) -> str:
    if field.type is FieldType.DATETIME:
        moment = raw if isinstance(raw, dt.datetime) else parse_datetime(_as_text(field, raw), today, day)
        return moment.replace(tzinfo=None).isoformat("T", "minutes")
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat()
    if isinstance(raw, dt.date):
        return raw.isoformat()
    return parse_date(_as_text(field, raw), today).isoformat()


def _parse_time(field: Field, raw: object) -> str:
    value = raw if isinstance(raw, dt.time) else parse_time(_as_text(field, raw))
    return value.isoformat("minutes")


def _parse_integer(field: Field, raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        number = raw
    elif isinstance(raw, float) and raw.is_integer():
        number = int(raw)
    else:
        text = "".join(_as_text(field, raw).split())
        if not _WHOLE_NUMBER.fullmatch(text) or len(text) > 20:
            raise field.reject(_("phải là số nguyên, ví dụ 120"))
        number = int(text.replace(".", ""))
    if abs(number) > _LARGEST_INTEGER:
        raise field.reject(_("số quá lớn"))
    return number


def _parse_decimal(field: Field, raw: object) -> int | str:
    number = read_decimal(raw)
    if number is None:
        raise field.reject(_("phải là số, ví dụ 0,25"))
    if abs(number) > _LARGEST_INTEGER:
        raise field.reject(_("số quá lớn"))
    try:
        return kept(number)
    except ValueError as error:
        raise field.reject(_("nhiều nhất hai chữ số sau dấu phẩy, ví dụ 0,25")) from error


def _parse_choice(field: Field, raw: object) -> str:
    text = _as_text(field, raw).strip()
    for choice in (*field.choices, *field.former_choices):
        words = (str(choice.label), *choice.also)
        if text == choice.code or text.casefold() in {word.casefold() for word in words}:
            return choice.code
    allowed = enumerated([choice.label for choice in field.choices])
    raise field.reject(_("“{value}” không có trong danh mục; hãy chọn: {allowed}", value=text, allowed=allowed))


def _parse_boolean(field: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().casefold()
    if word in ("true", "1", "có", "co", "yes", "x"):
        return True
    if word in ("false", "0", "không", "khong", "no"):
        return False
    raise field.reject(_("hãy chọn Có hoặc Không"))


def _parse_reference(field: Field, raw: object) -> str:
    text = _as_text(field, raw).strip().lower()
    if not is_uid(text):
        raise field.reject(_("phải là mã hồ sơ (uid)"))
    return text


def _as_text(field: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise field.reject(_("nội dung không hợp lệ"))
    return raw


_PARSERS: Mapping[FieldType, Callable[[Field, object], Value]] = {
    FieldType.TEXT: _parse_text,
    FieldType.LONG_TEXT: _parse_text,
    FieldType.TIME: _parse_time,
    FieldType.INTEGER: _parse_integer,
    FieldType.DECIMAL: _parse_decimal,
    FieldType.MONEY: _parse_integer,
    FieldType.CHOICE: _parse_choice,
    FieldType.BOOLEAN: _parse_boolean,
    FieldType.REFERENCE: _parse_reference,
}
