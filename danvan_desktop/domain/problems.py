"""What is wrong with a record, told beside the field that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _


class Severity(Enum):
    """An error keeps a record from being saved; a warning is shown and saved with it."""

    ERROR = "error"
    WARNING = "warning"


class Problem(Struct, frozen=True):
    """One thing wrong: ``field`` is a code name, or ``None`` when it concerns the whole record."""

    field: str | None
    message: Message
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether it keeps the record from being saved."""
        return self.severity is Severity.ERROR


class InvalidRecord(DanvanError):
    """A record was refused; ``problems`` lists every error with its field, ``index`` its place among the drafts."""

    def __init__(self, problems: Sequence[Problem], index: int = 0) -> None:
        """Take at least one problem; the first speaks for all in ``message``."""
        self.problems = tuple(problems)
        self.index = index
        first = problems[0]
        more = len(problems) - 1
        message = _("{first} (và {more} lỗi khác)", first=first.message, more=more) if more else first.message
        super().__init__(message)
