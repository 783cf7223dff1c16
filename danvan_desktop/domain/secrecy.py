"""What is kept secret of a record, by its declaration.

The identity of a denouncer is secret (Luật Tố cáo 2018, Điều 9; Nghị định 154/2026/NĐ-CP, Điều 12). A kind declares
``secret_when``; the records that refer to a secret record, such as its attachments, the opinion that it began as or the
number of its paper, are secret with it. Of a secret record every text and every personal field is hidden, unless the
field is declared to be ``told_of_secrets``: a field that is added later is hidden until somebody says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from danvan_desktop.domain.fields import Field, Preset, Value
from danvan_desktop.localization import _

MASKED = _("(giữ bí mật)")
MASK = MASKED.msgid
"""What stands in place of a hidden text in records and on paper; a window of another language says it in its own."""


class SecretWhen(Struct, frozen=True):
    """A record is secret while the choice ``field`` has one of these ``codes``."""

    field: str
    codes: frozenset[str]

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Tell whether a record with these values is secret by itself."""
        return values.get(self.field) in self.codes


def hides(field: Field) -> bool:
    """Tell whether a field of a secret record is hidden."""
    return (field.textual or field.personal) and not field.told_of_secrets


def closes(field: Field) -> bool:
    """Tell whether a field is hidden of a record that this officer may not open: each text but its number and codes.

    What a secret record tells all the same, such as the line that stands in registers, this one does not; nor what is
    declared to be hidden then, such as the rank of a person.
    """
    is_mark = field.preset is Preset.NEXT_NUMBER or field.code_of is not None or not field.in_words
    return hides(field) or field.hidden_when_closed or (field.textual and not is_mark)


def masked(field: Field, value: Value, *, is_closed: bool = False) -> Value:
    """Return what is shown of a value of a secret record, or of one that this officer may not open."""
    if value is None or not (closes(field) if is_closed else hides(field)):
        return value
    return MASK if field.textual else None
