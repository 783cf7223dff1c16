"""Fields that most kinds have alike: whose a record is, how far it has come, what else there is to say."""

from __future__ import annotations

from danvan_desktop.domain.fields import Field, FieldType, Preset
from danvan_desktop.domain.states import States
from danvan_desktop.localization import Message, _

_LONGEST_NOTE = 4_000
_MOST_MONEY = 10**15


def own_unit() -> Field:
    """Return the field that says whose a record is: that of the office, unless another is chosen."""
    return Field(
        name="unit",
        label=_("Đơn vị"),
        type=FieldType.REFERENCE,
        targets=("unit",),
        required=True,
        preset=Preset.OWN_UNIT,
    )


def state_of(states: States) -> Field:
    """Return the field with the state of a record."""
    return Field(name="state", label=_("Trạng thái"), type=FieldType.CHOICE, required=True, choices=states.choices)


def note() -> Field:
    """Return the field for what no other has a place for."""
    return Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=_LONGEST_NOTE)


def day_field(name: str, label: Message, help_: Message | None = None) -> Field:
    """Return a field with a day that may stay empty."""
    return Field(name=name, label=label, type=FieldType.DATE, help=help_)


def amount_field(name: str, label: Message, help_: Message | None = None) -> Field:
    """Return a field with an amount in đồng that may stay empty."""
    return Field(name=name, label=label, type=FieldType.MONEY, minimum=0, maximum=_MOST_MONEY, help=help_)
