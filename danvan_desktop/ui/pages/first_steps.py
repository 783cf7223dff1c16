"""Bắt đầu: what a new office has still to set up, shown until most of it is done or the officer puts it away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.units import VILLAGE_KINDS, is_outranked
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import LAST_BACKUP, PeerState, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import Button, plain_button, quiet_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import column_of

FIRST_STEPS, PUT_AWAY = "overview.first_steps", "hidden"
"""The setting that keeps the steps from the page, and what it is once the officer put them away."""
ENOUGH = 5
"""With so many steps done the page is the list of work."""
_MANY = 1_000
"""So many records are counted for a step: of a store with a million that takes longer than the page."""
_WIDEST = 760


class FirstStep(Struct, frozen=True):
    """One step: its ``code``, what it is for, and whether it is done, as ``told``; it takes so many ``minutes``."""

    code: str
    title: Message
    told: Message | str
    action: Message
    done: bool
    minutes: int


def read_steps(store: Store) -> Sequence[FirstStep]:
    """Read from the store how far a new office has come."""
    return (*_office_steps(store), *_steps_of_work(store))


def _office_steps(store: Store) -> Iterator[FirstStep]:
    unit, officer = store.unit, store.officer
    villages = sum(store.count("unit", {"kind": kind}) for kind in VILLAGE_KINDS)
    signers = store.count("officer", {"role": "approve"})
    above = store.title(unit.text("parent")) if unit.text("parent") else ""
    told: Message | str = f"{unit.text('name')}, {above}" if above else _("Tên in trên văn bản, cơ quan cấp trên")
    yield FirstStep("unit", _("Đơn vị và cấp trên trực tiếp"), told, _("Chọn cấp trên"), bool(above), 2)
    told = ngettext("{n} thôn, bản", "{n} thôn, bản", villages) if villages else _("Dán từ Excel hoặc gõ")
    yield FirstStep("villages", _("Danh sách thôn, bản"), told, _("Ghi danh sách"), villages > 0, 5)
    told = store.title(officer) if officer else _("Tên người ghi có trong lịch sử của hồ sơ")
    yield FirstStep("officer", _("Người dùng máy này"), told, _("Chọn người"), bool(officer), 2)
    told = _("Cán bộ có quyền “Duyệt, ký”: chức vụ, họ tên in trên văn bản")
    if signers:
        told = ngettext("{n} người duyệt, ký", "{n} người duyệt, ký", signers)
    yield FirstStep("signers", _("Người ký văn bản"), told, _("Chọn người ký"), signers > 0, 2)


def _steps_of_work(store: Store) -> Iterator[FirstStep]:
    peers = _paired_below(store)
    petitions, meetings = (store.count(kind, most=_MANY + 1) for kind in ("petition", "meeting"))
    backup = store.settings.moment(LAST_BACKUP)
    told = _("Sao lưu lần đầu ra USB riêng") if backup is None else _("Sao lưu gần nhất: {day}", day=backup.date())
    yield FirstStep("backup", _("Nơi sao lưu"), told, _("Sao lưu"), backup is not None, 2)
    told = _("Từ Excel hoặc CSV; xem trước rồi mới ghi")
    if petitions > _MANY:
        told = _("hơn {n} kiến nghị", n=_MANY)
    elif petitions:
        told = ngettext("{n} kiến nghị", "{n} kiến nghị", petitions)
    yield FirstStep("load", _("Nạp sổ kiến nghị đang có"), told, _("Nạp sổ"), petitions > 0, 10)
    told = ngettext("{n} máy", "{n} máy", peers) if peers else _("Một lượt cho mọi thôn, so mười từ nhận dạng")
    yield FirstStep("peers", _("Ghép nối máy của các thôn"), told, _("Ghép nối máy"), peers > 0, 5)
    told = _("Từ giấy mời đến biên bản in ra")
    if meetings > _MANY:
        told = _("hơn {n} cuộc họp", n=_MANY)
    elif meetings:
        told = ngettext("{n} cuộc họp", "{n} cuộc họp", meetings)
    yield FirstStep("meeting", _("Ghi cuộc họp thôn đầu tiên"), told, _("Ghi cuộc họp"), meetings > 0, 0)


def _paired_below(store: Store) -> int:
    """Count the laptops of the units below that are paired; nobody is below a village, which pairs with its commune."""
    own = store.unit.text("kind")
    peers = [peer for peer in store.peers.all() if peer.state is not PeerState.REVOKED]
    return sum(own in VILLAGE_KINDS or is_outranked(peer.unit_kind, own) for peer in peers)


class FirstSteps(QScrollArea):
    """The steps as a list; the first that is not done has the one filled button."""

    place_wanted = Signal(str)
    """The name of a page or dialog."""
    list_wanted = Signal(str, object)
    new_wanted = Signal(str)
    record_wanted = Signal(str)
    put_away = Signal()
    """The officer wants to see the list of work instead."""

    def __init__(self, context: UiContext) -> None:
        """Make it without steps yet."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self.buttons: dict[str, Button] = {}
        self._actions: Mapping[str, Callable[[], object]] = {
            "unit": lambda: self.place_wanted.emit("setup/office"),
            "villages": lambda: self.place_wanted.emit("setup/villages"),
            "officer": lambda: self.place_wanted.emit("setup/officers"),
            "signers": lambda: self.place_wanted.emit("setup/signers"),
            "backup": lambda: self.place_wanted.emit("backup"),
            "load": lambda: self.place_wanted.emit("load"),
            "peers": lambda: self.place_wanted.emit("sync"),
            "meeting": lambda: self.new_wanted.emit("meeting"),
        }
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_steps(self, steps: Sequence[FirstStep]) -> None:
        """Show how far the office has come."""
        self.buttons = {}
        content = QWidget()
        column = column_of(gap=10, margins=(24, 20, 24, 20), on=content)
        unit = self._context.store.unit.text("name")
        column.addWidget(page_title(self._say(_("Bắt đầu với {unit}", unit=unit))))
        column.addWidget(quiet_text(self._say(_far(steps))))
        column.addWidget(self._bar(steps))
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(scaled(_WIDEST))
        rows = QVBoxLayout(card)
        rows.setContentsMargins(16, 6, 16, 6)
        due = next((step.code for step in steps if not step.done), "")
        for number, step in enumerate(steps, 1):
            rows.addLayout(self._row(number, step, is_due=step.code == due))
        column.addWidget(card)
        away = quiet_button(
            self._say(_("Ẩn phần bắt đầu")), self.put_away.emit, tip=self._say(_("Mở lại trong Cài đặt, phần Chung"))
        )
        column.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(content)

    def take_focus(self) -> None:
        """Stand on the button of the step that is due."""
        due = next((button for button in self.buttons.values() if button.property("primary")), None)
        (due or self).setFocus()

    def _bar(self, steps: Sequence[FirstStep]) -> QProgressBar:
        bar = QProgressBar()
        bar.setRange(0, len(steps))
        bar.setValue(sum(step.done for step in steps))
        bar.setTextVisible(False)
        bar.setFixedHeight(scaled(6))
        bar.setMaximumWidth(scaled(_WIDEST))
        bar.setAccessibleName(self._say(_far(steps)))
        return bar

    def _row(self, number: int, step: FirstStep, *, is_due: bool) -> QGridLayout:
        row = QGridLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setHorizontalSpacing(12)
        row.setVerticalSpacing(0)
        sign, title = QLabel("✓" if step.done else str(number)), QLabel(self._say(step.title))
        sign.setObjectName("soft")
        sign.setMinimumWidth(scaled(20))
        title.setObjectName("soft" if step.done else "toldFirst")
        title.setWordWrap(True)
        told = quiet_text(step.told if isinstance(step.told, str) else self._say(step.told))
        button = plain_button(self._say(_("Sửa") if step.done else step.action), self._actions[step.code])
        button.setProperty("flat" if step.done else "primary", step.done or is_due)
        button.setAccessibleName(f"{button.text()}: {title.text()}")
        self.buttons[step.code] = button
        ends = QHBoxLayout()
        ends.setSpacing(12)
        if step.minutes and not step.done:
            ends.addWidget(quiet_text(self._say(ngettext("{n} phút", "{n} phút", step.minutes))))
        ends.addWidget(button)
        row.addWidget(sign, 0, 0, 2, 1)
        row.addWidget(title, 0, 1)
        row.addWidget(told, 1, 1)
        row.addLayout(ends, 0, 2, 2, 1)
        row.setColumnStretch(1, 1)
        return row


def _far(steps: Sequence[FirstStep]) -> Message:
    left = sum(step.minutes for step in steps if not step.done)
    return _(
        "Đã xong {done} trong {all} việc, còn khoảng {minutes} phút. Dừng lúc nào cũng được.",
        done=sum(step.done for step in steps),
        all=len(steps),
        minutes=left,
    )
