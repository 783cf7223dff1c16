"""The files of a round one by one: what waits, what goes out, or what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.device_names import device_of_unit
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.sync import Outgoing, Peeked, Received
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import quiet_text, section_title
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList


class RoundDialog(FramedDialog):
    """``opened`` is sent with the key of an item that was entered: a file's path."""

    opened = Signal(str)

    def __init__(
        self,
        translator: Translator,
        title: Message,
        words: Message,
        items: Sequence[Item],
        parent: QWidget | None = None,
    ) -> None:
        """List the items."""
        super().__init__(translator, parent)
        self.setWindowTitle(translator(title))
        self.list = TwoLineList()
        self.list.setAccessibleName(translator(title))
        self.list.set_items(items)
        self.list.opened.connect(self._open)
        close = plain_button(translator(_("Đóng")), self.accept)
        head = (section_title(translator(title)), quiet_text(translator(words)))
        self.lay_out(*head, self.list, buttons=(close,), grows=self.list, size=(700, 520))
        if items:
            self.list.choose(items[0].key)
        self.list.setFocus()

    def _open(self, key: str) -> None:
        if key:
            self.accept()
            self.opened.emit(key)


def items_waiting(files: Sequence[Peeked], say: Translator) -> list[Item]:
    """List files that lie on a stick, those that bring something first."""
    ordered = sorted(files, key=lambda file: not file.is_waiting)
    return [Item(str(one.path), one.unit or one.path.name, f"{say(one.told)} · {one.path.name}") for one in ordered]


def items_received(files: Sequence[Received], say: Translator) -> list[Item]:
    """List what became of files."""
    return [Item(str(one.path), one.path.name, say(one.told)) for one in files]


def items_going(round_: Sequence[Outgoing], say: Translator) -> list[Item]:
    """List what goes, or went, to whom."""
    return [
        Item(one.peer.device, say(device_of_unit(one.peer.unit_name, one.peer.name)), say(_told(one))) for one in round_
    ]


def _told(one: Outgoing) -> Message:
    if one.fault is not None:
        return one.fault
    if one.result is not None:
        return _("đã ghi: {names}", names=", ".join(file.path.name for file in one.result.files))
    if one.size is None or not one.is_new:
        return _("không có gì mới")
    if not one.size.carried:
        return _("chỉ giấy báo nhận")
    told = ngettext(
        "{n} thay đổi, {files} tệp đính kèm, kèm giấy báo nhận",
        "{n} thay đổi, {files} tệp đính kèm, kèm giấy báo nhận",
        one.size.carried,
        files=one.size.attachments,
    )
    return _("{what}; không có dữ liệu cá nhân", what=told) if one.wish.without_personal else told
