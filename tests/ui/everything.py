"""Everything that a window can open, found by looking: a new dialog, editor or page is among it at once."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from reportlab.pdfgen.canvas import Canvas

import danvan_desktop.ui
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.store import Peer, Store
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from danvan_desktop.store.vault import Vault
from danvan_desktop.sync import Choice, Relation, own_card
from danvan_desktop.sync.pairings import Pairing
from danvan_desktop.sync.personal import TextOfRecord
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.dialogs.recovery import Outcome
from danvan_desktop.ui.dialogs.update_work import OverStore
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.vote_counter import Count
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.reports.record_sheet import read_record
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.sync.compare_dialog import candidate_of_card
from danvan_desktop.ui.sync.duplicate_reading import compare
from danvan_desktop.ui.widgets.two_line_list import Item
from tests.ui.windows import window_over

PLACES = tuple(place.name for place in Destinations(ALL_VIEWS))


def _subclasses(base: type) -> Iterator[type]:
    for found in base.__subclasses__():
        yield found
        yield from _subclasses(found)


def dialog_classes() -> list[type[QDialog]]:
    """Return the dialogs that somebody can be shown: those from which no other is made, without the editors."""
    for module in pkgutil.walk_packages(danvan_desktop.ui.__path__, "danvan_desktop.ui."):
        importlib.import_module(module.name)
    found = {one for one in _subclasses(QDialog) if one.__module__.startswith("danvan_desktop.ui")}
    shown = {one for one in found if not one.__subclasses__() and not issubclass(one, RecordEditor)}
    return sorted(shown, key=lambda one: one.__name__)


DIALOGS = dialog_classes()


def locked_vault(path: Path) -> Vault:
    """Make an encrypted store whose passphrase costs nothing to guess."""
    key, cost = new_data_key(), Cost(memory=32, passes=1, lanes=1)
    keys = KeySlots.of(key).with_passphrase(key, "bốn con trâu cày ruộng", cost).written()
    Store.create(path, unit_name="Xã Kín", unit_code="K", key=key, key_file=keys).close()
    return Vault(path, cost)


def empty_page() -> bytes:
    """Return a PDF of one page without words."""
    file = BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


class Opener:
    """Opens a dialog with what its constructor asks for, over a store that holds a petition."""

    def __init__(self, ui: UiContext) -> None:
        self._ui = ui
        self._petition = ui.store.list("petition")[0]
        card = own_card(ui.store)
        two = [self._petition.uid, ui.store.list("petition")[-1].uid]
        peer = Peer(card.device, card.recipient, "máy thôn Đông", "u1", "Thôn Đông", "DS-01", "village", "2026-08-01")
        window = cache(lambda: window_over(ui))
        by_type: dict[str, Callable[[], object]] = {
            "UiContext": lambda: ui,
            "Translator": lambda: ui.translator,
            "Path": lambda: ui.store_path,
            "bytes": empty_page,
            "QWidget": window,
            "Vault": cache(lambda: locked_vault(ui.store_path.with_name("locked.db"))),
            "Period": lambda: Period.quarter(2026, 3),
            "Peer": lambda: peer,
            "Card": lambda: card,
            "Candidate": lambda: candidate_of_card(card),
            "ReportWish": lambda: ReportWish("petition-transfer", self._petition.uid),
            "Sequence[Record]": lambda: [self._petition],
            "Record": lambda: Record("meeting", "m", {"unit": "u", "subject": "Họp", "starts_at": "2026-08-01T19:30"}),
            "Sequence[str]": lambda: [self._petition.uid],
            "Kind": lambda: ui.store.kinds["petition"],
            "Sequence[Command]": lambda: commands_of(window(), ui.operations),
            "Count": lambda: Count({}),
            "Verdict": lambda: lambda _counts: None,
            "Compared": lambda: compare(ui.store, *two, ui.translator),
            "Message": lambda: _("Lý do"),
            "Sequence[Pairing]": lambda: [Pairing(card, peer, Choice(Relation.ABOVE))],
            "Sequence[Item]": lambda: [Item("goi.danvan", "gói.danvan", "của máy thôn Đông")],
            "Sequence[TextOfRecord]": lambda: [
                TextOfRecord("petition", self._petition.uid, "content", "Mương bị tắc", goes=False)
            ],
            "frozenset[tuple[str, str]]": frozenset,
            "RecordEditor": cache(lambda: open_editor(ui, "petition", self._petition.uid)),
            "RecordTold": lambda: read_record(ui.store, self._petition.uid, ui.translator),
            "UpdateWork": lambda: OverStore(ui),
            "Outcome": lambda: Outcome(_("Đã sửa chữa."), (_("Không đọc được một hồ sơ."),)),
        }
        by_name = {
            "kind": "petition",
            "uid": self._petition.uid,
            "form": "work-report",
            "file_name": "bao-cao.pdf",
            "code": "work-report",
            "details": "Traceback",
            "question": "Xóa 2 hồ sơ này?",
            "officer": "",
        }
        self._by_type, self._by_name = by_type, by_name

    def __call__(self, dialog: type[QDialog]) -> QDialog:
        """Make it; a new sort of argument is to be added above."""
        asked = list(inspect.signature(dialog.__init__).parameters.values())[1:]
        given = {one.name: self._value(dialog, one) for one in asked if one.default is inspect.Parameter.empty}
        made = dialog(**given)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        return made

    def _value(self, dialog: type[QDialog], asked: inspect.Parameter) -> object:
        if str(asked.annotation) == "str":
            return self._by_name[asked.name]
        assert str(asked.annotation) in self._by_type, f"say how to open {dialog.__name__}: {asked}"
        return self._by_type[str(asked.annotation)]()


def seen_in(root: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    """Return what can be seen and used, in the order of Qt."""
    return [one for one in root.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible() and one.isEnabled()]
