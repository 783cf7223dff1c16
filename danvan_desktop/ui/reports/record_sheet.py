"""Shows one record as it stands in the database of the level above: it is read there, and changed where it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QTextBrowser, QWidget

from danvan_desktop.domain.fields import Field, Value
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.reports.sources import read_from
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog


@dataclass(frozen=True)
class RecordTold:
    """What a record is called, and its filled fields: label and value in words."""

    title: str
    lines: Sequence[tuple[str, str]]


def read_record(records: Records, uid: str, translator: Translator) -> RecordTold:
    """Read a record in words; one that is not there any more has no lines."""
    record = records.get(uid)
    if record is None:
        return RecordTold("", ())
    kind = records.kinds[record.kind]
    titles = records.titles(record.text(field.name) for field in kind.references)
    lines = [
        (translator(field.label), titles.get(record.text(field.name)) or _words(field, value, translator))
        for field in kind.fields
        if (value := record.get(field.name)) is not None
    ]
    return RecordTold(readable(kind.title_of(record), translator) or translator(kind.label), lines)


def _words(field: Field, value: Value, translator: Translator) -> str:
    return readable(translator.value(field.label_of(value) or str(value)), translator)


class RecordSheet(FramedDialog):
    """Told fields, to read and to copy."""

    def __init__(self, translator: Translator, told: RecordTold, parent: QWidget | None = None) -> None:
        """Show what was read."""
        super().__init__(translator, parent, told.title or _("Hồ sơ không còn trong cơ sở dữ liệu"))
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.windowTitle())
        self.text.setPlainText("\n".join(f"{label}: {value}" for label, value in told.lines))
        close = plain_button(translator(_("Đóng")), self.accept)
        self.lay_out(self.text, buttons=(close,), grows=self.text, size=(560, 460))


def open_sheet(context: UiContext, database: str, uid: str, parent: QWidget) -> None:
    """Read a record of a database in the background and show it."""
    translator = context.translator
    context.operations.read(
        lambda store: read_from(database, store, lambda records: read_record(records, uid, translator)),
        lambda told: RecordSheet(translator, told, parent).open(),
        key=(parent, "record"),
        owner=parent,
        slow=True,
    )
