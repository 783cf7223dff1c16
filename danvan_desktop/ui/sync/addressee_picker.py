"""To whom a bundle goes: devices that are known, whoever knows a passphrase, or anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Peer
from danvan_desktop.store.passphrases import is_too_weak, too_weak
from danvan_desktop.sync import ExportWish
from danvan_desktop.ui.protection.passphrase_fields import StrengthLine, secret_line
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.rows import column_of

_TO_PEERS, _BY_PASSPHRASE, _PLAIN = range(3)
_INDENT = 26


class AddresseePicker(Card):
    """Three ways; the safest that is possible is chosen at first.

    ``is_touched`` tells whether the officer chose or typed something.
    """

    changed = Signal()
    devices_wanted = Signal()

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        """Show no peers yet."""
        super().__init__(translator(_("Gửi cho ai?")), parent)
        self._say = translator
        self.peers: list[QCheckBox] = []
        self._is_chosen = False
        self.is_touched = False
        self._ways = QButtonGroup(self)
        self._ways.idClicked.connect(self._choose)
        self._column = self.column()
        self._column.setSpacing(6)
        self.to_peers = self._way(_TO_PEERS, _("Các máy đã ghép nối (mã hóa)"))
        self._column.addWidget(self._peer_list())
        self.by_passphrase = self._way(_BY_PASSPHRASE, _("Người biết mật khẩu (mã hóa)"))
        self._column.addWidget(self._passphrase_fields())
        self.plain = self._way(_PLAIN, _("Không mã hóa"))
        self.plain_warning = LiveResult()
        self._column.addWidget(self.plain_warning)
        self._column.addWidget(self._own_unit_box())
        self._column.addStretch(1)
        self._ways.idToggled.connect(self._toggled)
        self.show_peers(())

    def show_peers(self, peers: Sequence[Peer], usual: Sequence[Peer] | None = None) -> None:
        """Offer these peers, the ``usual`` ones ticked, or all.

        Until the officer chooses a way, the safest that is possible is suggested.
        """
        for box in self.peers:
            self._peers_layout.removeWidget(box)
            box.deleteLater()
        self.peers = [self._peer_box(peer, ticked=usual is None or peer in usual) for peer in peers]
        for place, box in enumerate(self.peers):
            self._peers_layout.insertWidget(place, box)
        self._no_peers.setVisible(not peers)
        self.devices_button.setVisible(not peers)
        self.to_peers.setEnabled(bool(peers))
        if not self._is_chosen or (self.to_peers.isChecked() and not peers):
            (self.to_peers if peers else self.by_passphrase).setChecked(True)
        self._show_way()

    def wished(self, wish: ExportWish) -> ExportWish:
        """Return a wish with the addressees that are chosen."""
        way = self._ways.checkedId()
        if way == _TO_PEERS:
            return replace(wish, to=tuple(str(box.property("device")) for box in self.peers if box.isChecked()))
        own_unit = self.own_unit.isChecked()
        if way == _BY_PASSPHRASE:
            return replace(wish, passphrase=self.passphrase.text(), own_unit=own_unit)
        return replace(wish, plain=True, own_unit=own_unit)

    @property
    def names_devices(self) -> bool:
        """Whether it goes to devices by name."""
        return bool(self.wished(ExportWish()).to)

    def problem(self) -> tuple[Message, QWidget] | None:
        """Tell what is missing, and where."""
        way = self._ways.checkedId()
        if way == _TO_PEERS and not any(box.isChecked() for box in self.peers):
            return _("Hãy chọn ít nhất một máy nhận."), self.peers[0]
        if way != _BY_PASSPHRASE:
            return None
        if not self.passphrase.text():
            return _("Chưa gõ mật khẩu. Hãy gõ mật khẩu, hoặc chọn cách gửi khác."), self.passphrase
        if is_too_weak(self.passphrase.text()):
            return too_weak(), self.passphrase
        if self.passphrase.text() != self.again.text():
            return _("Hai lần gõ mật khẩu chưa giống nhau."), self.again
        return None

    # Building

    def _way(self, number: int, words: Message) -> QRadioButton:
        button = QRadioButton(self._say(words))
        self._ways.addButton(button, number)
        self._column.addWidget(button)
        return button

    def _peer_list(self) -> QWidget:
        holder, self._peers_layout = _indented()
        self._no_peers = quiet_text(
            self._say(_("Chưa ghép nối máy nào. Muốn gửi cách này, hãy ghép nối máy nhận bằng thẻ máy."))
        )
        self.devices_button = plain_button(self._say(_("Các máy…")), self.devices_wanted.emit)
        self._peers_layout.addWidget(self._no_peers)
        self._peers_layout.addWidget(self.devices_button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _peer_box(self, peer: Peer, *, ticked: bool) -> QCheckBox:
        box = QCheckBox(self._say(_("{name} – {unit}", name=peer.name, unit=peer.unit_name)))
        box.setProperty("device", peer.device)
        box.setChecked(ticked)
        box.toggled.connect(self.changed)
        box.clicked.connect(self._touch)
        return box

    def _passphrase_fields(self) -> QWidget:
        self._passphrase_holder, layout = _indented()
        self.passphrase, self.again = secret_line(), secret_line()
        for words, line in ((_("Mật khẩu"), self.passphrase), (_("Gõ lại mật khẩu"), self.again)):
            line.textEdited.connect(self._touch)
            label = QLabel(self._say(words))
            label.setBuddy(line)
            layout.addWidget(label)
            layout.addWidget(line)
        self.strength = StrengthLine(self._say, self.passphrase)
        layout.addWidget(self.strength)
        layout.addWidget(quiet_text(self._say(_("Báo mật khẩu cho nơi nhận qua điện thoại, không ghi kèm USB."))))
        return self._passphrase_holder

    def _own_unit_box(self) -> QCheckBox:
        """What stays inside the unit goes along only when somebody says that the file stays inside it too."""
        self.own_unit = QCheckBox(self._say(_("Cho máy khác của chính đơn vị này: kèm cả dữ liệu nội bộ")))
        self.own_unit.setToolTip(
            self._say(_("Không chọn thì dữ liệu chỉ dùng trong đơn vị ở lại máy này, vì ai cũng có thể nhận được tệp."))
        )
        self.own_unit.toggled.connect(self.changed)
        return self.own_unit

    def _choose(self, _way: int) -> None:
        self._is_chosen = True
        self._touch()

    def _touch(self) -> None:
        self.is_touched = True

    def _toggled(self, _number: int, on: bool) -> None:
        if on:
            self._show_way()
            self.changed.emit()

    def _show_way(self) -> None:
        way = self._ways.checkedId()
        self._passphrase_holder.setVisible(way == _BY_PASSPHRASE)
        self.own_unit.setVisible(way != _TO_PEERS)
        if way == _PLAIN:
            words = _("Ai nhặt được tệp cũng đọc được. Chỉ dùng khi thật cần và xóa tệp sau khi nơi nhận đã nhập.")
            self.plain_warning.tell(self._say(words), good=False)
        else:
            self.plain_warning.hide()
        for box in self.peers:
            box.setEnabled(way == _TO_PEERS)


def _indented() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    layout = column_of(gap=4, margins=(_INDENT, 0, 0, 0), on=holder)
    return holder, layout
