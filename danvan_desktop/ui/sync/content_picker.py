"""How much of the store a bundle holds, with its size told while one chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.sync import ExportSize, ExportWish, TextOfRecord, stays_told
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.period_picker import PeriodPicker
from danvan_desktop.ui.sync.export_words import held_back_told, secrets_kept, volumes_told
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.widgets.beside import Beside
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_COLUMNS_BESIDE = 640
"""From this width, in pixels at letters of 100 %, the kinds stand in two columns."""


class ContentPicker(Card):
    """Everything is sent unless something is left out."""

    changed = Signal()
    texts_wanted = Signal()
    """The officer wants to see which texts go and which stay."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Begin with all that was not acknowledged."""
        super().__init__(context.translator(_("Gửi những gì?")), parent)
        self._say = context.translator
        self._is_touched = False
        self.texts: Sequence[TextOfRecord] = ()
        self.texts_chosen: frozenset[tuple[str, str]] = frozenset()
        self._column = self.column()
        self._column.setSpacing(6)
        self._names = [view.kind for view in context.views if view.goes_apart]
        self.since_ack = self._box(_("Chỉ phần nơi nhận chưa có"))
        self.since_ack.setChecked(True)
        self.kinds = [self._kind_box(context, name) for name in self._names]
        self._column.addWidget(self._kind_columns())
        self.in_period = self._box(_("Chỉ trong một kỳ"))
        self.periods = PeriodPicker(context.translator, context.today())
        self.periods.setContentsMargins(26, 0, 0, 0)
        self.periods.hide()
        self._column.addWidget(self.periods)
        self.without_personal = self._box(_("Không kèm dữ liệu cá nhân của người dân"))
        self._column.addLayout(self._personal_choices())
        self.without_personal.toggled.connect(self._personal_toggled)
        self.with_secrets = self._box(_("Gửi cấp trên cả nội dung bí mật của đơn tố cáo"))
        self.with_secrets.setToolTip(
            self._say(
                _("Chỉ trong tệp mã hóa, cho cấp trên giải quyết đơn. Lịch sử từng đơn ghi ai gửi, lúc nào, cho ai.")
            )
        )
        self.all_units = self._box(_("Gửi cấp dưới cả hồ sơ của các đơn vị khác"))
        self.all_units.setToolTip(
            self._say(_("Không chọn thì cấp dưới chỉ nhận hồ sơ của mình và được báo phần không gửi."))
        )
        self.size_told = quiet_text("")
        self._column.addStretch(1)
        self._column.addWidget(self.size_told)
        self.in_period.toggled.connect(self.periods.setVisible)
        self.periods.chosen.connect(lambda _period: self.changed.emit())
        self.changed.connect(self._touch)

    @property
    def is_touched(self) -> bool:
        """Whether the officer chose something."""
        return self._is_touched

    def wished(self, wish: ExportWish) -> ExportWish:
        """Return a wish with the content that is chosen."""
        chosen = tuple(name for name, box in zip(self._names, self.kinds, strict=True) if box.isChecked())
        return replace(
            wish,
            since_ack=self.since_ack.isChecked() and not self.since_ack.isHidden(),
            kinds=() if len(chosen) == len(self._names) else chosen,
            period=self.periods.period if self.in_period.isChecked() else None,
            without_personal=self.without_personal.isChecked(),
            with_texts=self.with_texts.isChecked() and self.without_personal.isChecked(),
            with_files=self.with_files.isChecked() and self.without_personal.isChecked(),
            texts=self.texts_chosen if self.without_personal.isChecked() else frozenset(),
            with_secrets=self.with_secrets.isChecked() and not self.with_secrets.isHidden(),
            all_units=self.all_units.isChecked() and not self.all_units.isHidden(),
        )

    def problem(self) -> tuple[Message, QWidget] | None:
        """Tell what is missing, and where."""
        if not any(box.isChecked() for box in self.kinds):
            return _("Hãy chọn ít nhất một loại để gửi."), self.kinds[0]
        return None

    def offer_increment(self, offered: bool) -> None:
        """Let only what was not acknowledged be sent: this makes sense for known addressees alone, as levels do."""
        self.since_ack.setVisible(offered)
        self.all_units.setVisible(offered)
        self.with_secrets.setVisible(offered)

    def show_fault(self, fault: DanvanError) -> None:
        """Tell why such a bundle cannot be made."""
        self.size_told.setText(self._say(fault.message))

    def show_size(self, size: ExportSize) -> None:
        """Tell how much would go."""
        told = [
            ngettext(
                "Khoảng {n} thay đổi, {files} tệp đính kèm ({bytes}).",
                "Khoảng {n} thay đổi, {files} tệp đính kèm ({bytes}).",
                size.changes,
                files=size.attachments,
                bytes=size_text(size.attachment_bytes, self._say),
            )
        ]
        if size.unit_name:
            told.append(_("Tệp chỉ mang hồ sơ của {unit}.", unit=size.unit_name))
        if size.files > 1:
            told.append(volumes_told(size.files))
        told += stays_told(self.wished(ExportWish()))
        self._show_texts(size.texts)
        if size.secret_kept:
            told.append(secrets_kept(size.secret_kept))
        if size.held_back:
            told.append(held_back_told(size.held_back))
        self.size_told.setText("\n".join(self._say(message) for message in told))

    def _touch(self) -> None:
        self._is_touched = True

    def _personal_choices(self) -> QVBoxLayout:
        """What goes although personal data stays: nothing that is not chosen here."""
        column = QVBoxLayout()
        column.setContentsMargins(26, 0, 0, 0)
        self.with_texts = QCheckBox(self._say(_("Gửi các ô viết bằng lời không thấy tên, số điện thoại ai")))
        self.with_files = QCheckBox(self._say(_("Gửi tệp đính kèm")))
        self.texts_button = plain_button("", self.texts_wanted.emit)
        for widget in (self.with_texts, self.with_files, self.texts_button):
            widget.hide()
            column.addWidget(widget)
        for box in (self.with_texts, self.with_files):
            box.toggled.connect(lambda _on: self.changed.emit())
        return column

    def _personal_toggled(self, on: bool) -> None:
        for widget in (self.with_texts, self.with_files):
            widget.setVisible(on)
        self.texts_button.setVisible(on and bool(self.texts))

    def _show_texts(self, texts: Sequence[TextOfRecord]) -> None:
        self.texts = texts
        going = sum(text.goes for text in texts)
        words = _("Xem từng ô: {going} ô sẽ gửi, {staying} ô ở lại…", going=going, staying=len(texts) - going)
        self.texts_button.setText(self._say(words))
        self.texts_button.setVisible(bool(texts) and self.without_personal.isChecked())

    def choose_texts(self, chosen: frozenset[tuple[str, str]]) -> None:
        """Let texts go that the officer looked at."""
        self.texts_chosen = chosen
        self.changed.emit()

    def _kind_columns(self) -> Beside:
        half = (len(self.kinds) + 1) // 2
        columns = [QWidget(), QWidget()]
        for holder, boxes in zip(columns, (self.kinds[:half], self.kinds[half:]), strict=True):
            column_of(*boxes, None, gap=6, margins=FLUSH, on=holder)
        return Beside(columns, _COLUMNS_BESIDE, first=2)

    def _kind_box(self, context: UiContext, name: str) -> QCheckBox:
        box = QCheckBox(self._say(context.store.kinds[name].plural))
        box.setChecked(True)
        box.toggled.connect(lambda _on: self.changed.emit())
        return box

    def _box(self, words: Message) -> QCheckBox:
        box = QCheckBox(self._say(words))
        box.toggled.connect(lambda _on: self.changed.emit())
        self._column.addWidget(box)
        return box
