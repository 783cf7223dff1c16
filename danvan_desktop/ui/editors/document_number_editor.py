"""Giving a number to a paper: the next free one of its register is offered."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.documents import REGISTER
from danvan_desktop.domain.rules.numbering import next_free_number, symbol_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor


class DocumentNumberEditor(RecordEditor):
    """A number with its register; what the officer typed himself is left alone."""

    def __init__(
        self,
        context: UiContext,
        kind: str,
        record: Record | None = None,
        preset: Values | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin a new number in today's register of the office."""
        today = context.today()
        begun: Values = {"unit": context.store.unit.uid, "year": today.year, "date": today.isoformat()}
        self._offered: Values = {}
        super().__init__(context, kind, record, {**begun, **(preset or {})}, parent)
        self.form.edited.connect(self._register_edited)
        if record is None:
            self._offer()

    def _register_edited(self, name: str) -> None:
        if name in (*REGISTER, "date") and self.record is None:
            self._offer()

    def _offer(self) -> None:
        """Put in the next number and the symbol, unless others were typed."""
        typed = self.live_record()
        if any(typed.get(name) is None for name in REGISTER):
            return
        store, issuer, document_type = self.context.store, typed.text("issuer"), typed.text("type")
        day = typed.date("date") or dt.date(typed.number("year"), 12, 31)
        number = next_free_number(store, store.law, typed.text("unit"), issuer, document_type, day)
        offers: Values = {"number": number, "symbol": symbol_of(issuer, document_type)}
        for name, value in offers.items():
            if typed.get(name) in (None, self._offered.get(name)):
                self.form.put(name, value)
        self._offered = offers
