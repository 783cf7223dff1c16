"""What a kept draft holds, read as what may come from another version of the program or from a damaged file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.localization import _
from danvan_desktop.store import KeptDraft, ShownHeads

_MOST_SHOWN = 400
"""Characters of an unreadable draft that are shown, for what was typed to be seen again."""


class UnreadableDraft(DanvanError):
    """A draft cannot be shown; the message holds the beginning of what was kept, ``of_secret`` none of it."""

    of_secret = _("Không đọc được bản nháp đã giữ nên không dùng. Hãy nhập lại.")

    def __init__(self, draft: KeptDraft) -> None:
        """Tell what is left of it."""
        text = " ".join(draft.content[: 2 * _MOST_SHOWN].split())[:_MOST_SHOWN]
        super().__init__(
            _("Không đọc được bản nháp đã giữ nên không dùng. Nội dung còn thấy được: {text}", text=text or "–")
        )


class _Row(msgspec.Struct, frozen=True):
    """One part of a record as ``ChildRow`` keeps it."""

    uid: str
    values: dict[str, Value]
    typed: dict[str, Value] = {}
    stored: bool = False
    secret: bool = False
    given: dict[str, Value] = {}


class _Part(msgspec.Struct, frozen=True):
    """A table of parts, or the ticks of a roll."""

    rows: list[_Row] = []
    removed: list[str] = []
    present: list[str] = []


class _Count(msgspec.Struct, frozen=True):
    """A count of votes that was under way."""

    votes: dict[str, int]
    steps: list[str]


class DraftContent(msgspec.Struct, frozen=True):
    """The state of an editor: what it was given, what was typed, its parts, the heads that were shown, its counts."""

    preset: dict[str, Value]
    typed: dict[str, Value]
    parts: dict[str, _Part]
    shown: dict[str, dict[str, list[str]]] = {}
    counts: dict[str, _Count] = {}
    """By the uid of the decision."""

    def part(self, kind: str) -> Mapping[str, Any] | None:
        """Return what a table of parts kept, as its ``snapshot`` returned it."""
        part = self.parts.get(kind)
        return None if part is None else msgspec.to_builtins(part)

    def heads(self) -> dict[str, ShownHeads]:
        """Return which newest changes of each record were shown; drafts of before do not say. Raises ValueError."""
        return {
            uid: {name: tuple(EntryId.parse(head) for head in heads) for name, heads in cells.items()}
            for uid, cells in self.shown.items()
        }


def content_of(draft: KeptDraft) -> DraftContent:
    """Read a draft's state; raises UnreadableDraft."""
    try:
        content = msgspec.json.decode(draft.content, type=DraftContent)
        content.heads()
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnreadableDraft(draft) from error
    return content
