"""Renders messages, dates, numbers and money for one language: messages by gettext, what differs by Babel.

Babel is loaded when the first fraction or list is rendered: days and whole numbers need none of it.
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.assets import catalog_dir
from danvan_desktop.localization.message import Message, _

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("vi", "en")
"""Languages that have a catalog; the first is the default, in which the source strings are written."""

_THOUSANDS = {"vi": ".", "en": ","}
"""What stands between the thousands: whole numbers are all over the first page, which need not wait for Babel."""

_WEEKDAYS = (
    (_("Thứ Hai"), _("T2")), (_("Thứ Ba"), _("T3")), (_("Thứ Tư"), _("T4")), (_("Thứ Năm"), _("T5")),
    (_("Thứ Sáu"), _("T6")), (_("Thứ Bảy"), _("T7")), (_("Chủ Nhật"), _("CN")),
)  # fmt: skip
"""From Monday on, each with what stands for it where room lacks: the first page names the day."""


class _Source(gettext.NullTranslations):
    """Stands for the catalog of the source language, which repeats the source strings: the window need not read it."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the counted form: Vietnamese has one form for all numbers."""
        return msgid2


class Translator:
    """Turns messages and values into text of one language.

    Calling it renders a message; nested messages, dates and numbers among its values are rendered too.
    """

    def __init__(self, language: str = LANGUAGES[0], catalogs: Path | None = None) -> None:
        """Load the catalog of ``language``; raises ValueError for a language without one."""
        if language not in LANGUAGES:
            raise ValueError(f"no catalog for {language!r}")
        self.language = language
        if language == LANGUAGES[0]:
            self._translations: gettext.NullTranslations = _Source()
        else:
            self._translations = gettext.translation("danvan", catalogs or catalog_dir(), [language], fallback=True)

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language."""
        from babel import Locale

        return Locale.parse(self.language)

    def __call__(self, message: Message | str) -> str:
        """Render ``message``; a plain string is data and is returned as it is."""
        if isinstance(message, str):
            return message
        return message.fill(self._template(message), self._values(message))

    def value(self, value: object) -> str:
        """Render any value: a message, date, time or number by the language, anything else by ``str``."""
        if isinstance(value, Message):
            return self(value)
        if isinstance(value, dt.datetime):
            return self.datetime(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, dt.time):
            return self.time(value)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    def date(self, value: dt.date) -> str:
        """Render as day, month, year in figures: 12/08/2026."""
        return f"{value.day:02}/{value.month:02}/{value.year:04}"

    def time(self, value: dt.time) -> str:
        """Render as 24-hour clock: 14:30."""
        return f"{value.hour:02}:{value.minute:02}"

    def datetime(self, value: dt.datetime) -> str:
        """Render as date and time: 12/08/2026 14:30."""
        return f"{self.date(value)} {value.hour:02}:{value.minute:02}"

    def weekday(self, value: dt.date) -> str:
        """Name the day of the week."""
        return self(_WEEKDAYS[value.weekday()][0])

    def short_weekday(self, value: dt.date) -> str:
        """Name the day of the week in short: T2 to T7, CN."""
        return self(_WEEKDAYS[value.weekday()][1])

    def number(self, value: float | Decimal) -> str:
        """Group thousands and set the decimal mark as the language does: 1.234,5."""
        if isinstance(value, int):
            return f"{value:,}".replace(",", _THOUSANDS[self.language])
        from babel import numbers

        return numbers.format_decimal(value, locale=self.locale)

    def percent(self, share: float, decimals: int = 1) -> str:
        """Render a share (0.5 = one half) as a percentage with up to ``decimals`` digits."""
        from babel import numbers

        pattern = "#,##0." + "#" * decimals + "%" if decimals else "#,##0%"
        return numbers.format_percent(share, format=pattern, locale=self.locale)

    def listing(self, items: Iterable[str]) -> str:
        """Join items as the language lists them: a, b và c."""
        from babel import lists

        return lists.format_list(list(items), locale=self.locale)

    def _template(self, message: Message) -> str:
        if message.plural is None or message.count is None:
            return self._translations.gettext(message.msgid)
        return self._translations.ngettext(message.msgid, message.plural, message.count)

    def _values(self, message: Message) -> dict[str, str]:
        values = {name: self.value(value) for name, value in message.values}
        if message.count is not None:
            values.setdefault("n", self.number(message.count))
        return values
