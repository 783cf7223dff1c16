"""Turns what stands in a cell into what a field takes, as an official means it.

Nothing is guessed that could be wrong without being seen: what has two readings is refused with its reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from danvan_desktop.domain.dates import DateError, parse_date, parse_datetime, parse_time
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Field, FieldError, FieldType, Value
from danvan_desktop.domain.months import last_day_of
from danvan_desktop.domain.text import fold, normalise
from danvan_desktop.exchange.date_texts import plain_date
from danvan_desktop.exchange.grid import Cell
from danvan_desktop.exchange.profiles import Profile
from danvan_desktop.localization import _

_EXCEL_BEGINS = dt.date(1899, 12, 30)
_SERIAL_DAYS = range(10_000, 80_000)
"""Days of Excel that can be meant by a bare number: 1927 to 2119."""
_WHOLE = re.compile(
    r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+(?:,0+)?|[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]+[.,]0)",
)
_PERIOD = re.compile(
    r"(?:(?:trong )?thang (?P<month>[0-9]{1,2})|(?P<bare>[0-9]{1,2})(?=[/.-])"
    r"|quy (?P<quarter>i{1,3}|iv|[1-4])|(?:ca |trong )?nam)?[ ,./-]*(?:nam )?(?P<year>(?:19|20)[0-9]{2})"
)
"""“Tháng 4/2026”, “4/2026”, “Quý I năm 2026”, “Năm 2026”, folded."""
_LAST_MONTHS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_SHARE = re.compile(r"[0-9.]+\s*/\s*[0-9.]+(?:\s+\w+)?")
_UNIT_WORD = re.compile(r"\s*(?:dong|vnd|d|ho|nguoi|khau|nhan khau|ngay|nam|phieu|diem|m2|\*)\.?$")
_YES = ("x", "v", "✓", "✔", "☑", "co", "dung", "yes", "true", "1", "dang cong tac", "con")
_NO = ("khong", "k", "ko", "no", "false", "0", "-", "☐", "thoi", "nghi")
_TRUE, _FALSE = "Có", "Không"


def cell_value(field: Field, cell: Cell, profile: Profile) -> Value:
    """Read one cell into a field that is no reference; raises FieldError with the reason in words."""
    if cell.fault is not None:
        raise field.reject(cell.fault)
    if cell.empty:
        return None
    reader = _READERS.get(field.type)
    raw = cell.value if reader is None else reader(field, cell.value, profile)
    if isinstance(raw, float) and not raw.is_integer() and field.whole:
        raise field.reject(_("{number} không phải số nguyên", number=raw))
    try:
        return field.parse(raw)
    except FieldError:
        if isinstance(cell.value, str) and raw != cell.value:
            return field.parse(cell.value)  # which tells what is wrong with it as it was written
        raise


def is_day_alone(cell: Cell) -> bool:
    """Tell whether a cell holds a day without its hour, which programs write as midnight."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.time() == dt.time()
    if isinstance(value, dt.date):
        return True
    if isinstance(value, bool) or cell.fault is not None:
        return False
    if isinstance(value, int | float):
        return value in _SERIAL_DAYS
    return isinstance(value, str) and not _is_read(parse_datetime, value) and _is_read(parse_date, plain_date(value))


def is_time(cell: Cell) -> bool:
    """Tell whether a cell holds a time of day and no day."""
    value = cell.value
    return isinstance(value, dt.time) or (isinstance(value, str) and _is_read(parse_time, value))


def _is_read(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except DateError:
        return False
    return True


def joined_moment(field: Field, day: Cell, time: Cell) -> Cell:
    """Put a day and a time of day from two cells together; raises FieldError when one cannot be read."""
    if day.empty or time.empty or day.fault or time.fault:
        return day
    try:
        on = _day(day.value)
        at = dt.time.fromisoformat(str(_AS_TIME.parse(_time(field, time.value))))
    except DanvanError as error:
        raise field.reject(error.message) from error
    return Cell(dt.datetime.combine(on, at))


def _day(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    return dt.date.fromisoformat(str(_AS_DATE.parse(_date_raw(value))))


def _text(field: Field, value: object, _profile: Profile) -> object:
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, dt.datetime | dt.date | dt.time):
        raise field.reject(_("Excel đã đổi ô này thành ngày giờ; hãy ghi lại dưới dạng chữ (Text)"))
    if isinstance(value, float):
        value = int(value) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return value


def _date(field: Field, value: object, _profile: Profile) -> object:
    _refuse_period(field, value)
    return _date_raw(value)


def _refuse_period(field: Field, value: object) -> None:
    """Say of a month, a quarter or a year that it is not a day, and which day may be meant."""
    match = _PERIOD.fullmatch(" ".join(fold(normalise(str(value))).split()))
    if match is None or isinstance(value, float):
        return
    month = int(match["month"] or match["bare"] or _LAST_MONTHS[match["quarter"] or "iv"])
    if 1 <= month <= 12:
        year = int(match["year"])
        raise field.reject(
            _(
                "“{text}” chưa có ngày; hãy ghi một ngày của kỳ đó, ví dụ {day}",
                text=str(value).strip(),
                day=f"{last_day_of(year, month)}/{month}/{year}",
            )
        )


def _date_raw(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIAL_DAYS:
        return _EXCEL_BEGINS + dt.timedelta(days=int(value))
    if value in (0, dt.time()):
        return None
    if isinstance(value, str):
        return plain_date(value)
    return str(value) if isinstance(value, int | float) else value


def _time(field: Field, value: object) -> object:
    if isinstance(value, dt.datetime):
        return _nearest_minute(value).time()
    if isinstance(value, dt.time):
        return _nearest_minute(dt.datetime.combine(_EXCEL_BEGINS, value)).time()
    if isinstance(value, dt.date):
        raise field.reject(_("ô này là ngày, không phải giờ"))
    if isinstance(value, float) and 0 <= value < 1:
        return _nearest_minute(dt.datetime.combine(_EXCEL_BEGINS, dt.time()) + dt.timedelta(days=value)).time()
    return str(value) if isinstance(value, int | float) else value


def _moment(field: Field, value: object, _profile: Profile) -> object:
    if isinstance(value, dt.datetime):
        return _nearest_minute(value)
    if value in (0, dt.time()) or (isinstance(value, str) and not plain_date(value)):
        return None
    _refuse_period(field, value)
    if is_day_alone(Cell(value if isinstance(value, dt.date | str | int | float) else None)):
        raise field.reject(
            _("mới có ngày, chưa có giờ; hãy ghi như 14h30 ngày 12/8/2026, hoặc ghi một giờ chung cho mọi dòng")
        )
    if isinstance(value, float) and int(value) in _SERIAL_DAYS:
        return _nearest_minute(dt.datetime.combine(_EXCEL_BEGINS, dt.time()) + dt.timedelta(days=value))
    return str(value) if isinstance(value, int | float) else value


def _nearest_minute(moment: dt.datetime) -> dt.datetime:
    """Excel keeps times as fractions of a day, which are a little off; seconds as such are left out."""
    return (moment + dt.timedelta(seconds=0.5)).replace(second=0, microsecond=0)


_NUMBER_OF_A_LIST = re.compile(r"^\(?([0-9]{1,4})[.)/-]+$")
"""As the lines of a list are numbered: 1. or 2)."""


def whole_number(text: str) -> int | None:
    """Read a whole number as people write it, 1.200 or 120 hộ; ``None`` when it is none."""
    bare = _UNIT_WORD.sub("", fold(normalise(text)).strip()).replace(" ", "")
    bare = _NUMBER_OF_A_LIST.sub(r"\1", bare)
    return int(_without_groups(bare)) if _WHOLE.fullmatch(bare) else None


def _number(field: Field, value: object, _profile: Profile) -> object:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        raise field.reject(_("Excel đã đổi ô này thành ngày giờ; hãy ghi lại dưới dạng số"))
    if not isinstance(value, str):
        return value
    number = whole_number(value)
    if number is None and _SHARE.fullmatch(value.strip()):
        raise field.reject(_("“{text}” là hai số; hãy ghi mỗi số vào một cột", text=value.strip()))
    if number is None and value.strip().endswith("%"):
        raise field.reject(_("“{text}” là tỷ lệ; hãy ghi số đếm được", text=value.strip()))
    if number is None:
        raise field.reject(_("“{text}” không phải số nguyên; hãy ghi như 1.200", text=value.strip()))
    return number


def _decimal(field: Field, value: object, _profile: Profile) -> object:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        raise field.reject(_("Excel đã đổi ô này thành ngày giờ; hãy ghi lại dưới dạng số"))
    return _UNIT_WORD.sub("", fold(normalise(value)).strip()) if isinstance(value, str) else value


def _without_groups(bare: str) -> str:
    """Drop what groups thousands and a fraction of zeros."""
    if re.fullmatch(r"[+-]?[0-9]+[.,]0", bare):
        return bare[:-2]
    if bare.count(",") == 1 and "." in bare:
        bare = bare.partition(",")[0]
    return bare.replace(".", "").replace(",", "")


def _choice(field: Field, value: object, profile: Profile) -> object:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    code = profile.choice(field, text)
    if code is None:
        labels = "; ".join(str(choice.label) for choice in field.choices)
        raise field.reject(
            _("“{value}” không có trong danh mục; hãy chọn: {labels}", value=text.strip(), labels=labels)
        )
    return code


def _yes_or_no(_field: Field, value: object, _profile: Profile) -> object:
    if isinstance(value, int | float):
        return bool(value) if value in (0, 1) else str(value)
    word = fold(normalise(str(value))).strip()
    if word in _YES or word in _NO:
        return word in _YES
    return value


_AS_DATE = Field(name="day", label=_("Ngày"), type=FieldType.DATE)
_AS_TIME = Field(name="time", label=_("Giờ"), type=FieldType.TIME)
_READERS: Mapping[FieldType, Callable[[Field, object, Profile], object]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.DATE: _date,
    FieldType.TIME: lambda field, value, _profile: _time(field, value),
    FieldType.DATETIME: _moment,
    FieldType.INTEGER: _number,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _number,
    FieldType.CHOICE: _choice,
    FieldType.BOOLEAN: _yes_or_no,
}
