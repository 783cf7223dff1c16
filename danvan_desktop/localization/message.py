"""A text that is translated where it is shown, not where it is written.

The source strings are Vietnamese: the forms' wording is set by law, so the code carries it as it is printed, and
English is the translation (docs/decisions/0003-vietnamese-source-strings.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class Message(Struct, frozen=True):
    """A message id with the values that fill its ``{placeholders}``.

    ``plural`` and ``count`` are set for counted messages; ``values`` holds (name, value) pairs.
    """

    msgid: str
    plural: str | None = None
    count: int | None = None
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Render in the source language, for logs and for tests."""
        return self.fill(self.msgid, {name: str(value) for name, value in self.values})

    def fill(self, template: str, values: dict[str, str]) -> str:
        """Put ``values`` into ``template``; the count is known to it as ``{n}``."""
        if self.count is not None:
            values = {"n": str(self.count), **values}
        return template.format(**values) if values else template


def _(msgid: str, **values: object) -> Message:
    """Mark ``msgid`` for the catalogs and return it as a lazy message."""
    return Message(msgid, values=tuple(values.items()))


def enumerated(messages: Sequence[Message]) -> Message:
    """Join messages, one at least, by commas."""
    told = messages[0]
    for message in messages[1:]:
        told = _("{first}, {second}", first=told, second=message)
    return told


def ngettext(singular: str, plural: str, n: int, **values: object) -> Message:
    """Mark a counted message; ``{n}`` stands for the count."""
    return Message(singular, plural, n, tuple(values.items()))
