"""What several records have in common, as a condition that SQLite can look up."""

from __future__ import annotations

import json
from collections.abc import Collection

from msgspec import Struct

from danvan_desktop.domain.fields import Value


class Sharing(Struct, frozen=True):
    """What records have in common: the ``condition`` on their columns, with its ``parameters``."""

    condition: str
    parameters: tuple[Value, ...]

    @classmethod
    def value(cls, column: str, values: Collection[Value], *, is_sought: bool = True) -> Sharing:
        """Share one of these values; unless it ``is_sought``, the index of another column is to be used."""
        sign = "" if is_sought else "+"
        return cls(f'{sign}"{column}" IN (SELECT value FROM json_each(?))', (json.dumps(list(values)),))

    @classmethod
    def beginning(cls, column: str, beginnings: Collection[str]) -> Sharing:
        """Share a beginning that lies from the first to the last of these."""
        return cls(f'"{column}" BETWEEN ? AND ? || char(1114111)', (min(beginnings), max(beginnings)))

    @classmethod
    def number(cls, column: str, numbers: Collection[int]) -> Sharing:
        """Share the number that a text begins with; those that begin with none are among them."""
        return cls(
            f'abs(CAST("{column}" AS INTEGER)) IN (SELECT value FROM json_each(?))', (json.dumps([0, *numbers]),)
        )
