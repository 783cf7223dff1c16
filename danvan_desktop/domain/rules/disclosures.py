"""Rules of the notes over secret records: when secrecy may be lifted."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

LIFTED = "lifted"
"""The purpose of a note by which a record is not secret any more."""
_DENUNCIATION = "denunciation"


def lift_says_why(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Whoever lifts secrecy answers for it."""
    if record.get("purpose") == LIFTED and not record.text("reason").strip():
        yield Problem("reason", _("Hãy ghi lý do thôi giữ bí mật."))


def lifts_what_is_open(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What is a denunciation now, or refers to one that is secret, stays secret (Luật Tố cáo 2018, Điều 9)."""
    lifted = context.reader.get(record.text("record")) if record.get("purpose") == LIFTED else None
    if lifted is None:
        return
    if lifted.get("nature") == _DENUNCIATION:
        yield Problem("record", _("Đơn đang là tố cáo nên phải giữ bí mật. Nếu chọn nhầm, hãy sửa “Tính chất” trước."))
    elif any(referred.secret for referred in _referred(lifted, context)):
        yield Problem("record", _("Phần này thuộc một hồ sơ bí mật. Hãy thôi giữ bí mật ở hồ sơ đó."))


def _referred(record: Record, context: RuleContext) -> Iterator[Record]:
    # Of the letter that it was split off a record says nothing: it is not secret with that.
    texts = (value for name, value in record.values.items() if isinstance(value, str) and name != "split_from")
    return (found for text in texts if (found := context.reader.get(text)) is not None)
