"""The steps of the set-up that are lists: villages, the people who work here, households."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import _, ngettext
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.household_lists import ReadHouseholds, households_in
from danvan_desktop.ui.setup.office_lists import Known, ReadList, cells_of, officers_in, villages_in
from danvan_desktop.ui.setup.paste_section import PasteSection
from danvan_desktop.ui.setup.read_lines import ReadLine, stored
from danvan_desktop.ui.setup.section import Due
from danvan_desktop.ui.widgets.steady import ChoiceBox

_NOBODY_AND_ONE = 2


class VillagesSection(PasteSection):
    """The villages, with their households and heads."""

    code = "villages"
    title = _("Thôn, bản, tổ dân phố")
    hint = _("Dán cả bảng từ Excel, Word hoặc tin nhắn. Bên phải là những gì sẽ được ghi, dòng nào sửa, dòng nào bỏ.")
    columns = (_("Tên"), _("Loại"), _("Số hộ"), _("Người đứng đầu"))
    example = _("Thôn Đông; 120\nThôn Đoài; 96\nBản Khe Sim; 54")
    _found = ReadList((), ())

    def read(self) -> ReadList:
        """Read the list."""
        store = self.context.store
        return villages_in(self.text.toPlainText(), store.unit, Known.of(store.list("unit"), ()))

    def read_lines(self) -> Sequence[ReadLine]:
        """Return what becomes of each line."""
        self._found = self.read()
        return self._found.lines

    def stored_lines(self) -> Sequence[ReadLine]:
        """Return the villages."""
        return _stored(_villages(self.context.store), ("name", "kind", "households", "head"))

    def due(self) -> Due | None:
        """Return the villages to save."""
        drafts = self._found.drafts
        words = ngettext("Ghi {n} thôn, bản", "Ghi {n} thôn, bản", len(drafts))
        return Due(drafts, words) if drafts else None

    def told(self) -> str:
        """Count villages and households, those that are stored too."""
        drafts, stored = self._found.drafts, _villages(self.context.store)
        households = [*(draft.values.get("households") for draft in drafts), *(one.get("households") for one in stored)]
        count = len(drafts) + len(stored)
        villages = self.say(ngettext("{n} thôn, bản", "{n} thôn, bản", count))
        people = sum(number for number in households if isinstance(number, int))
        words = _("{villages}, {households} hộ", villages=villages, households=people)
        return self.say(words) if count else ""

    def is_done(self) -> bool:
        """Tell whether there is a village."""
        return bool(_villages(self.context.store))


class OfficersSection(PasteSection):
    """The people who use this store, and which of them works at this laptop."""

    code = "officers"
    title = _("Người dùng máy")
    hint = _("Dán danh sách cán bộ: họ tên, chức vụ. Tên người ghi có trong lịch sử của từng hồ sơ.")
    columns = (_("Họ và tên"), _("Chức vụ"), _("Điện thoại"))
    example = _("Trần Thị Bình; Chuyên viên Phòng Văn hóa - Xã hội\nLê Văn Phẩm; Trưởng Ban Xây dựng Đảng")
    _found = ReadList((), ())

    def __init__(self, context: UiContext) -> None:
        """Ask below the list who of it works here."""
        self.who = ChoiceBox()
        super().__init__(context)
        self.who.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.below.addLayout(_labelled(self.say(_("Bạn là ai?")), self.who))
        self.who.activated.connect(lambda _place: self.edited.emit())

    @property
    def order(self) -> Sequence[QWidget]:
        """End with who of the list works here."""
        return (self.text, self.table, self.who)

    def read(self) -> ReadList:
        """Read the list."""
        store = self.context.store
        return officers_in(self.text.toPlainText(), store.unit, Known.of((), store.list("officer")))

    def read_lines(self) -> Sequence[ReadLine]:
        """Return what becomes of each line, and offer those that are taken."""
        self._found = self.read()
        self._offer(self._found.drafts)
        return self._found.lines

    def stored_lines(self) -> Sequence[ReadLine]:
        """Return the officers."""
        return _stored(self.context.store.list("officer"), ("full_name", "position", "phone"))

    def due(self) -> Due | None:
        """Return the officers to save, or who works here."""
        drafts, chosen = self._found.drafts, str(self.who.currentData() or "")
        keys = [_key_of(draft) for draft in drafts]

        def say_who(store: Store, result: SaveResult) -> None:
            if chosen:
                store.set_officer(result.uids[keys.index(chosen)] if chosen in keys else chosen)

        if drafts:
            return Due(drafts, ngettext("Ghi {n} người", "Ghi {n} người", len(drafts)), say_who)
        return Due((), _("Chọn người này"), say_who) if chosen and chosen != self.context.store.officer else None

    def told(self) -> str:
        """Tell who works here."""
        count = self.context.store.count("officer") + len(self._found.drafts)
        return self.say(ngettext("{n} người", "{n} người", count)) if count else ""

    def is_done(self) -> bool:
        """Tell whether there is somebody; who works at this laptop may be chosen later."""
        return self.context.store.count("officer") > 0

    def _offer(self, drafts: Sequence[Draft]) -> None:
        """Nobody is chosen unasked, unless there is only one."""
        store = self.context.store
        chosen = self.who.currentData() or store.officer
        self.who.clear()
        self.who.addItem(self.say(_("(chọn sau trong Cài đặt)")), "")
        for officer in store.list("officer", filters={"active": True}):
            self.who.addItem(store.title(officer.uid), officer.uid)
        for draft in drafts:
            self.who.addItem(f"{draft.values['full_name']} – {draft.values['position']}", _key_of(draft))
        place = self.who.findData(chosen) if chosen else -1
        self.who.setCurrentIndex(place if place > 0 else int(self.who.count() == _NOBODY_AND_ONE))
        self.who.setEnabled(self.who.count() > 1)


class HouseholdsSection(PasteSection):
    """The households of one village after another."""

    code = "households"
    title = _("Danh sách hộ")
    hint = _("Chọn thôn rồi dán danh sách hộ của thôn ấy. Có danh sách thì khi họp chỉ việc điểm danh.")
    columns = (_("Chủ hộ"), _("Nhân khẩu"), _("Xóm, ngõ"))
    example = _("Trần Văn Mẫu; 4; Xóm Đình\nLê Thị Thử; 3")
    _found = ReadHouseholds((), ())

    def __init__(self, context: UiContext) -> None:
        """Ask for the village above the list."""
        self.village = ChoiceBox()
        super().__init__(context)
        self.above.addLayout(_labelled(self.say(_("Thôn, tổ dân phố")), self.village))
        self.village.activated.connect(lambda _place: self._read_anew())

    @property
    def order(self) -> Sequence[QWidget]:
        """Begin with the village."""
        return (self.village, self.text, self.table)

    def show_stored(self) -> None:
        """Offer the villages, those without households first."""
        store, chosen = self.context.store, self.village.currentData()
        counts = {unit.uid: store.count("household", {"unit": unit.uid}) for unit in _villages(store)}
        self.village.clear()
        for unit in sorted(_villages(store), key=lambda unit: counts[unit.uid] > 0):
            count = counts[unit.uid]
            words = ngettext("đã có {n} hộ", "đã có {n} hộ", count) if count else _("chưa có danh sách")
            self.village.addItem(f"{unit.text('name')} ({self.say(words)})", unit.uid)
        self.village.setCurrentIndex(max(0, self.village.findData(chosen)))
        self.text.setEnabled(self.village.count() > 0)
        super().show_stored()

    def read_lines(self) -> Sequence[ReadLine]:
        """Return what becomes of each line."""
        self._found = self._read()
        return self._found.lines

    def stored_lines(self) -> Sequence[ReadLine]:
        """Return the households of the village."""
        village = str(self.village.currentData() or "")
        found = self.context.store.list("household", filters={"unit": village}) if village else ()
        return _stored(found, ("head", "members", "address"))

    def goes_on(self) -> bool:
        """Tell whether a village is left that has no households yet."""
        store = self.context.store
        return any(not store.count("household", {"unit": unit.uid}) for unit in _villages(store))

    def forget(self) -> None:
        """Empty the list, for the next village that has none."""
        super().forget()
        self.village.setCurrentIndex(-1)

    def due(self) -> Due | None:
        """Return the households to save."""
        village, found = str(self.village.currentData() or ""), self._found.households
        if not village or not found:
            return None
        name = self.village.currentText().rsplit(" (", 1)[0]
        words = ngettext("Ghi {n} hộ vào {village}", "Ghi {n} hộ vào {village}", len(found), village=name)
        return Due([Draft("household", {**values, "unit": village}) for values in found], words)

    def told(self) -> str:
        """Count the villages that have households, or say that villages come first."""
        if not self.village.count():
            return self.say(_("Hãy ghi thôn, bản trước."))
        having = sum(
            self.context.store.count("household", {"unit": unit.uid}) > 0 for unit in _villages(self.context.store)
        )
        return self.say(_("{n}/{all} thôn có danh sách hộ", n=having, all=self.village.count()))

    def is_done(self) -> bool:
        """Tell whether a village has households."""
        return self.context.store.count("household") > 0

    def _read(self) -> ReadHouseholds:
        store, village = self.context.store, str(self.village.currentData() or "")
        stored = store.list("household", filters={"unit": village}) if village and self.text.toPlainText() else ()
        return households_in(self.text.toPlainText(), store.kinds["household"], stored)


def _villages(store: Store) -> list[Record]:
    return [unit for unit in store.list("unit") if unit.text("kind") in VILLAGE_KINDS]


def _stored(records: Sequence[Record], names: Sequence[str]) -> Sequence[ReadLine]:
    return [stored(number, cells_of(record.values, names)) for number, record in enumerate(records, 1)]


def _labelled(words: str, widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    label = QLabel(words)
    label.setObjectName("fieldLabel")
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    row.addWidget(label)
    row.addWidget(widget, 1)
    return row


def _key_of(draft: Draft) -> str:
    """Return what an officer who is not saved yet is chosen by."""
    return f"new {fold(str(draft.values['full_name']))}"
