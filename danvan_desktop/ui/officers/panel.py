"""Cán bộ và quyền: what each officer may do, and after how long the window locks itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.facts import Allowed, Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kinds.officer_right import GROUPS, ROLES
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import SaveResult
from danvan_desktop.store.locked import is_locked
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.officers.idle import LOCK_MINUTES, minutes_of
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.protection.dialogs import OwnPassphraseDialog
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text, text_label
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_CHOICES = (0, 2, 5, 10, 15, 30, 60)
"""Minutes to choose from; 0: never."""


class OfficerRow(QFrame):
    """What one officer may: his role, what he may open, and a button that says so from now on."""

    def __init__(self, context: UiContext, uid: str, name: str, parent: QWidget | None = None) -> None:
        """Show what holds for him now."""
        super().__init__(parent)
        say = context.translator
        self.uid = uid
        self._shown = Allowed(Role.READ)
        self.name = text_label(name, wraps=True, plain=True)
        self.role = ChoiceBox()
        self.role.setAccessibleName(say(_("Quyền của {name}", name=name)))
        self.role.offer((say(choice.label), choice.code) for choice in ROLES)
        self.boxes = {Guarded(choice.code): QCheckBox(say(choice.label)) for choice in GROUPS}
        self.apply_button = plain_button(say(_("Đặt quyền")))
        self.apply_button.setAccessibleName(say(_("Đặt quyền cho {name}", name=name)))
        self.own_button = plain_button(say(_("Mật khẩu riêng…")))
        self.own_button.setAccessibleName(say(_("Mật khẩu riêng của {name}", name=name)))
        opened = QWidget()
        flow = FlowLayout(opened)
        for box in self.boxes.values():
            flow.addWidget(box)
            box.toggled.connect(self._changed)
        self.role.currentIndexChanged.connect(self._changed)
        head = row_of(self.name, self.role, self.apply_button, self.own_button, grows=self.name)
        column_of(head, opened, gap=4, margins=(0, 4, 0, 8), on=self)

    @property
    def chosen(self) -> Allowed:
        """What is chosen for him."""
        opens = frozenset(group for group, box in self.boxes.items() if box.isChecked())
        return Allowed(Role(self.role.currentData()), opens)

    def show_allowed(self, allowed: Allowed, *, may_change: bool) -> None:
        """Show what holds; who may not say it sees it alone."""
        self._shown = allowed
        self.role.setCurrentIndex(self.role.findData(allowed.role.value))
        for group, box in self.boxes.items():
            box.setChecked(group in allowed.opens)
        for widget in (self.role, *self.boxes.values()):
            widget.setEnabled(may_change)
        self.apply_button.setVisible(may_change)
        self._changed()

    def allow_any(self) -> None:
        """Let the present choice be said though nothing differs: nothing was said of anybody yet."""
        self.apply_button.setEnabled(True)

    def _changed(self) -> None:
        self.apply_button.setEnabled(self.chosen != self._shown)


class OfficersPanel(QWidget):
    """Lists the officers who work here; what is set counts at all laptops of the unit from now on."""

    minutes_chosen = Signal(int)
    """After how many minutes without a key or a click the window is to lock itself; 0: never."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show what holds now."""
        super().__init__(parent)
        self._context, self._say = context, context.translator
        self.banner, self.state = Banner(), LiveResult()
        self._warned: tuple[str, Allowed] | None = None
        """What was asked for and told to put out who asks."""
        store = context.store
        officers = store.list("officer", filters={"active": True})
        self.rows = [OfficerRow(context, one.uid, store.title(one.uid)) for one in officers]
        for row in self.rows:
            row.apply_button.clicked.connect(lambda _checked=False, row=row: self.apply(row))
            row.own_button.clicked.connect(lambda _checked=False, row=row: self.ask_own(row.uid))
        column_of(self.banner, self._rights_card(), self._lock_card(), None, gap=12, margins=FLUSH, on=self)
        context.operations.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the rights in force again."""
        officers = self._context.store.officers
        said, may_change = officers.said, officers.allowed.role is Role.APPROVE
        locked = is_locked(self._context.store_path)
        for row in self.rows:
            row.show_allowed(officers.allowed_to(row.uid), may_change=may_change)
            row.own_button.setVisible(locked and (may_change or row.uid == self._context.store.officer))
            if not said:
                row.allow_any()
        self.state.tell(self._say(self._standing(len(said), may_change)), good=bool(said))

    def apply(self, row: OfficerRow) -> None:
        """Say what an officer may from now on."""
        chosen, uid = row.chosen, row.uid
        if self._puts_out_who_says_it(uid, chosen.role) and self._warned != (uid, chosen):
            self._warned = (uid, chosen)
            told = _(
                "Đặt xong, chính bạn chỉ còn xem hoặc nhập liệu: việc duyệt và đặt quyền phải nhờ người khác. Muốn giữ"
                " quyền, hãy đặt “Duyệt, ký” cho mình trước; vẫn muốn vậy, bấm “Đặt quyền” lần nữa."
            )
            self.banner.say(self._say(told), "warning")
            return
        work = short_work(lambda store: store.say_rights(uid, chosen.role, chosen.opens))
        self._context.operations.run(
            Operation(_("Đặt quyền cho cán bộ"), work, on_success=self._done, on_error=self._refused)
        )

    def _puts_out_who_says_it(self, uid: str, role: Role) -> bool:
        """Tell whether by such a word who works here, who may say it, approves no more."""
        store = self._context.store
        if uid == store.officer:
            return role is not Role.APPROVE and bool(store.officers.said)
        return bool(store.officer) and role is Role.APPROVE and not store.officers.said

    def ask_own(self, uid: str) -> OwnPassphraseDialog:
        """Ask for a passphrase that is an officer's own."""
        dialog = OwnPassphraseDialog(self._context, uid, self)
        told = self._say(_("Đã đặt mật khẩu riêng. Lần mở khóa sau gõ mật khẩu ấy."))
        dialog.accepted.connect(lambda: self.banner.say(told, "done"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _done(self, _result: SaveResult) -> None:
        self.banner.say(self._say(_("Đã đặt quyền, có hiệu lực ngay; máy khác của đơn vị biết khi nhận tệp.")), "done")
        self.refresh()

    def _refused(self, error: DanvanError) -> bool:
        self.banner.say(self._say(error.message), "error")
        self.refresh()
        return True

    def _on_changed(self, summary: object) -> None:
        if getattr(summary, "kinds", frozenset()) & {"officer_right"}:
            self.refresh()

    def _standing(self, named: int, may_change: bool) -> Message:
        if not named:
            return _("Chưa đặt quyền: ai cũng được làm mọi việc. Hãy cho một người quyền “Duyệt, ký” trước.")
        if not may_change:
            return _("Bạn xem được, không đổi được: chỉ cán bộ được duyệt mới đặt quyền.")
        return ngettext(
            "Đã đặt quyền cho {n} cán bộ; người không được đặt quyền chỉ được xem.",
            "Đã đặt quyền cho {n} cán bộ; người không được đặt quyền chỉ được xem.",
            named,
        )

    def _rights_card(self) -> Card:
        card = Card(self._say(_("Quyền của từng cán bộ")))
        column = card.column()
        column.addWidget(self.state)
        told = _(
            "“Chỉ xem” không ghi được gì. “Nhập liệu” ghi, không ký, không khóa hồ sơ. “Duyệt, ký” làm được mọi việc và"
            " đặt quyền cho người khác. Bốn nhóm hồ sơ bên dưới chỉ người được đánh dấu mới mở được."
        )
        column.addWidget(quiet_text(self._say(told)))
        for row in self.rows:
            column.addWidget(row)
        if not self.rows:
            column.addWidget(
                quiet_text(self._say(_("Chưa có cán bộ nào: hãy ghi ở thẻ “Chung”, “Danh sách cán bộ…”.")))
            )
        return card

    def _lock_card(self) -> Card:
        card = Card(self._say(_("Tự khóa cửa sổ")))
        column = card.column()
        self.minutes = ChoiceBox()
        self.minutes.setAccessibleName(self._say(_("Tự khóa khi không ai dùng")))
        store = self._context.store
        chosen = minutes_of(store.settings.get(LOCK_MINUTES), locked=is_locked(self._context.store_path))
        self.minutes.offer(((self._say(_minutes(one)), one) for one in sorted({*_CHOICES, chosen})), chosen)
        self.minutes.activated.connect(self._keep_minutes)
        asked = text_label(self._say(_("Khi không ai gõ phím, bấm chuột trong")))
        column.addLayout(row_of(asked, self.minutes, None))
        column.addWidget(
            quiet_text(
                self._say(
                    _(
                        "Khóa tay: Ctrl+Shift+L. Chữ đang gõ dở vẫn còn nguyên khi mở khóa. Dữ liệu không mã hóa thì"
                        " không có mật khẩu: khóa chỉ che màn hình."
                    )
                )
            )
        )
        return card

    def _keep_minutes(self) -> None:
        self._context.operations.remember(LOCK_MINUTES, str(self.minutes.currentData()))
        self.minutes_chosen.emit(self.minutes.currentData())


def _minutes(minutes: int) -> Message:
    return ngettext("{n} phút", "{n} phút", minutes) if minutes else _("Không tự khóa")
