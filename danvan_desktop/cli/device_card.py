"""The page of this device's card: a form like the others for the officer, but its content is known to ``sync``."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.reports.device_card import CardFacts, build_device_card
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.printing import Printed, write_document
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import Store
from danvan_desktop.sync import own_card


def print_device_card(store: Store, out: Path, file_format: FileFormat) -> Printed:
    """Write the card's page; raises OutputError, and ReportError where there is no table for Excel."""
    card = own_card(store)
    mark = card.fingerprint
    facts = CardFacts(card.unit.name, card.name, store.today(), mark.words, mark.digits, card.text)
    return write_document(build_device_card(facts), load_page_format(Style.STATE), out, file_format)
