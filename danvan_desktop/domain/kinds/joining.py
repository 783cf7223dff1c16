"""Hồ sơ trùng: what was recorded twice and means one thing, and what looks alike and is two.

What is shown of joined records is derived (``domain/joins.py``): both stay as they are, and a join is ended by deleting
it. That of units bears on rights, too, and is ended by a withdrawal besides.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _


def _is_of_two(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A join, or the word that two are not one, is of two records of a kind."""
    other = "into" if record.kind == "same_as" else "other"
    first, second = (context.reader.get(record.text(name)) for name in ("record", other))
    if context.before is None and (first is None or second is None):
        yield Problem(other, _("Hồ sơ cần đối chiếu không còn trong máy."))
    elif record.text("record") == record.text(other):
        yield Problem(other, _("Hãy chọn hai hồ sơ khác nhau."))
    elif first is not None and second is not None and first.kind != second.kind:
        yield Problem(other, _("Hai hồ sơ không cùng loại nên không phải là một."))


SAME_AS = Kind(
    name="same_as",
    label=_("Gộp hồ sơ trùng"),
    plural=_("Gộp hồ sơ trùng"),
    title=("reason",),
    listed=("record", "into", "reason"),
    order="reason",
    about="record",
    rules=(_is_of_two,),
    fields=(
        Field(name="record", label=_("Hồ sơ được gộp"), required=True, looked_up=True, max_length=36),
        Field(name="into", label=_("Gộp vào hồ sơ"), required=True, looked_up=True, max_length=36),
        Field(name="reason", label=_("Ghi chú"), max_length=1000),
        # Of each log the newest entry about the joined record that was known: what came later was not looked at.
        Field(name="knew", label=_("Khi đã biết"), max_length=20_000),
    ),
)

DISTINCT = Kind(
    name="distinct",
    label=_("Không phải là một"),
    plural=_("Không phải là một"),
    title=("record",),
    listed=("record", "other"),
    order="record",
    about="record",
    rules=(_is_of_two,),
    fields=(
        Field(name="record", label=_("Hồ sơ"), required=True, looked_up=True, max_length=36),
        Field(name="other", label=_("Khác với hồ sơ"), required=True, looked_up=True, max_length=36),
    ),
)
