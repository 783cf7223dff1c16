"""What a bug's report tells the maintainers: where it happened and what kind it is, but nothing that was recorded."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from danvan_desktop.error_log import without_home, without_names

_OF_CODE = (AttributeError, ImportError, NameError)
"""Their messages name parts of the code."""
_OF_PYTHON = (ArithmeticError, MemoryError, RuntimeError, TypeError)
"""Their messages are written by Python or Qt; what may be a value stands in quotes."""
_OF_SQLITE = ("sqlite3", "sqlcipher3")


def crash_details(error: BaseException) -> str:
    """Return the traceback; of messages only what cannot hold the value of a record."""
    return without_home("\n".join(reversed([_story(one) for one in _chain(error)])))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give the error, then what it came of."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        context = None if following.__suppress_context__ else following.__context__
        following = following.__cause__ or context


def _story(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{type(error).__name__}{_words(error)}"


def _words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return f": [Errno {error.errno}]"
    if isinstance(error, _OF_CODE):
        return f": {error}"
    if isinstance(error, _OF_PYTHON) or type(error).__module__.partition(".")[0] in _OF_SQLITE:
        return f": {without_names(str(error))}"
    return ""
