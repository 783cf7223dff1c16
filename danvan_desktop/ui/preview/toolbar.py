"""The controls above the pages: which page, how large, and where to with it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.widgets.buttons import PictureButton, main_button, picture_button, plain_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.rows import FLUSH, row_of
from danvan_desktop.ui.widgets.steady import NumberBox

# A styled box without buttons leaves no room for its text (Qt 6), so that its buttons are made narrow instead.
_GAP, _WITHIN = 12, 4
"""Pixels between the groups of controls, and within one."""
_STYLE = """
QToolButton#plain { padding: 6px 9px; }
QToolButton#plain:focus { padding: 5px 8px; }
QToolButton#plain::menu-indicator { image: none; }
QSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: 1px; }
QSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: 1px; }
"""
_STYLES = {Style.STATE: _("Thể thức Nhà nước"), Style.PARTY: _("Thể thức của Đảng")}
_OTHER_FORMATS = {FileFormat.DOCX: _("Lưu dạng Word…"), FileFormat.XLSX: _("Lưu bảng số liệu ra Excel…")}


class PreviewToolbar(QWidget):
    """Buttons and shortcuts; shortcuts work anywhere in ``scope``."""

    page_chosen = Signal(int)
    """Page index, from 0."""
    zoom_in = Signal()
    zoom_out = Signal()
    actual_size = Signal()
    fit_width = Signal()
    list_pages = Signal(bool)
    """Whether the small pictures of the pages are wanted."""
    search = Signal()
    style_chosen = Signal(object)
    """Style."""
    copy_wanted = Signal()
    original_wanted = Signal()
    """The form is shown as a copy, and is wanted without its mark."""
    save = Signal(object)
    """FileFormat."""
    word_wanted = Signal()
    """The form is wanted open in the word processor."""
    template_wanted = Signal()
    """The office's own Word template of the form is asked for."""
    sign_wanted = Signal()
    """The form is to be signed by a certificate file."""
    print_out = Signal()

    def __init__(self, translator: Translator, scope: QWidget) -> None:
        """Make the row, all of it disabled until there are pages."""
        super().__init__(scope)
        self._translator = translator
        self._scope = scope
        self._styles: dict[Style, QAction] = {}
        self._saves: dict[FileFormat, QAction] = {}
        self._steps: list[QToolButton] = []
        self._sizes: list[QToolButton] = []
        self.setStyleSheet(_STYLE)
        groups = self._groups = FlowLayout(self, _GAP)
        groups.setContentsMargins(8, 6, 8, 6)
        for add in (self._add_pages, self._add_zoom, self._add_ways_out):
            group = QWidget()
            row = row_of(gap=_WITHIN, margins=FLUSH, on=group)
            add(row)
            groups.addWidget(group)
        self.set_pages(0)

    def set_pages(self, count: int) -> None:
        """Offer ``count`` pages."""
        self._page.setRange(1 if count else 0, count)
        told = self._translator.number(count)
        self._page.setGroupSeparatorShown(True)
        self._page.setFixedWidth(self._page.fontMetrics().horizontalAdvance("0" * max(3, len(told))) + 26)
        self._count.setText(f"/ {told}")
        self.setEnabled(count > 0)
        self._fit_line()

    def set_style(self, style: Style, offered: tuple[Style, ...]) -> None:
        """Show in which page format the form is set; formats that its issuing body has not cannot be chosen."""
        for of, action in self._styles.items():
            action.setChecked(of is style)
            action.setEnabled(of in offered)

    def set_copy(self, is_copy: bool, *, may_be: bool = True) -> None:
        """Offer the way back to the original while a copy is shown, which is no workbook; or no copies at all."""
        self._copy.setVisible(may_be)
        self._template.setVisible(may_be)
        self._original.setVisible(is_copy)
        self._saves[FileFormat.XLSX].setEnabled(not is_copy)

    def set_page(self, page: int) -> None:
        """Show which page (from 0) is read."""
        self._page.blockSignals(True)
        self._page.setValue(page + 1)
        self._page.blockSignals(False)

    def set_zoom(self, zoom: float, fits_width: bool) -> None:
        """Show how large pages are."""
        self._zoom.setText(self._translator.percent(zoom, 0))
        self._fit.setChecked(fits_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to one line where that can be."""
        super().resizeEvent(event)
        self._fit_line()

    def _fit_line(self) -> None:
        """Leave out what would cost the pages a line: the steps from page to page, then those of the size.

        Wheel and keys do as much.
        """
        sets = (self._steps, self._sizes)
        widths = [sum(one.sizeHint().width() + _WITHIN for one in buttons) for buttons in sets]
        needed = self._groups.sizeHint().width()
        needed += sum(width for width, buttons in zip(widths, sets, strict=True) if buttons[0].isHidden())
        for width, buttons in zip(widths, sets, strict=True):
            fits = needed <= self.width()
            needed -= 0 if fits else width
            for button in buttons:
                button.setVisible(fits)

    def _add_pages(self, row: QHBoxLayout) -> None:
        pages = picture_button(self._translator(_("Danh sách trang")), icon("pages"))
        pages.setCheckable(True)
        pages.toggled.connect(self.list_pages)
        search = picture_button(self._translator(_("Tìm trong các trang (Ctrl+F)")), icon("search"))
        search.clicked.connect(self.search)
        self._bind(search, QKeySequence(QKeySequence.StandardKey.Find))
        row.addWidget(pages)
        row.addWidget(search)
        self._page = NumberBox()
        self._page.setLocale(QLocale(self._translator.language))
        self._page.setAccessibleName(self._translator(_("Số trang đang xem")))
        self._page.setToolTip(self._page.accessibleName())
        self._page.setKeyboardTracking(False)
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.valueChanged.connect(lambda number: self.page_chosen.emit(number - 1))
        row.addWidget(self._page)
        self._count = QLabel()
        row.addWidget(self._count)
        for words, picture, step in ((_("Trang trước"), "up", -1), (_("Trang sau"), "down", 1)):
            button = picture_button(self._translator(words), icon(picture))
            button.clicked.connect(lambda _checked=False, step=step: self._page.setValue(self._page.value() + step))
            row.addWidget(button)
            self._steps.append(button)

    def _add_zoom(self, row: QHBoxLayout) -> None:
        smaller = self._tool(_("Thu nhỏ (Ctrl+−)"), "−", self.zoom_out, QKeySequence.StandardKey.ZoomOut)
        larger = self._tool(_("Phóng to (Ctrl++)"), "+", self.zoom_in, QKeySequence.StandardKey.ZoomIn)
        QShortcut(QKeySequence("Ctrl+="), self._scope, self.zoom_in.emit).setContext(_HERE)
        self._zoom = self._tool(_("Khổ giấy thật (Ctrl+0)"), "100%", self.actual_size, QKeySequence("Ctrl+0"))
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("0000%") + 12)
        self._fit = picture_button(self._translator(_("Vừa chiều rộng")), icon("width"))
        self._fit.setCheckable(True)
        self._fit.clicked.connect(self.fit_width)
        self._sizes = [smaller, larger]
        for button in (smaller, self._zoom, larger, self._fit):
            row.addWidget(button)

    def _add_ways_out(self, row: QHBoxLayout) -> None:
        print_out = plain_button(self._translator(_("In…")), self.print_out.emit)
        self._bind(print_out, QKeySequence(QKeySequence.StandardKey.Print))
        save = main_button(self._translator(_("Lưu PDF…")), lambda: self.save.emit(FileFormat.PDF))
        self._bind(save, QKeySequence(QKeySequence.StandardKey.Save))
        word = plain_button(
            self._translator(_("Mở bằng Word")),
            self.word_wanted.emit,
            tip=self._translator(_("Lưu thành tệp Word rồi mở để sửa (Ctrl+Shift+S)")),
        )
        self._bind(word, QKeySequence("Ctrl+Shift+S"))
        for button in (self._more_button(), print_out, word, save):
            row.addWidget(button)

    def _more_button(self) -> QToolButton:
        button = picture_button(
            self._translator(_("Thể thức trang in; bản sao; ký số; lưu dạng Word, Excel")), icon("more")
        )
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for style, words in _STYLES.items():
            action = menu.addAction(self._translator(words))
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, style=style: self.style_chosen.emit(style))
            self._styles[style] = action
        menu.addSeparator()
        self._copy = menu.addAction(self._translator(_("Bản sao…")))
        self._copy.triggered.connect(self.copy_wanted)
        self._original = menu.addAction(self._translator(_("Bỏ dấu bản sao")))
        self._original.triggered.connect(self.original_wanted)
        self._original.setVisible(False)
        sign = menu.addAction(self._translator(_("Ký số…")))
        sign.triggered.connect(self.sign_wanted)
        menu.addSeparator()
        for file_format, words in _OTHER_FORMATS.items():
            action = menu.addAction(self._translator(words))
            action.triggered.connect(lambda _checked=False, chosen=file_format: self.save.emit(chosen))
            self._saves[file_format] = action
        self._template = menu.addAction(self._translator(_("Mẫu Word của đơn vị…")))
        self._template.triggered.connect(self.template_wanted)
        button.setMenu(menu)
        return button

    def _tool(
        self, help_text: Message, sign: str, told: SignalInstance, keys: QKeySequence | QKeySequence.StandardKey
    ) -> QToolButton:
        button = PictureButton()
        button.setObjectName("plain")
        button.setText(sign)
        button.setToolTip(self._translator(help_text))
        button.setAccessibleName(self._translator(help_text))
        button.clicked.connect(told)
        self._bind(button, QKeySequence(keys))
        return button

    def _bind(self, button: QToolButton | QPushButton, keys: QKeySequence) -> None:
        QShortcut(keys, self._scope, button.click).setContext(_HERE)


_HERE = Qt.ShortcutContext.WindowShortcut
"""In the whole window in which the pages stand, wherever in it the keyboard is, as long as they are seen."""
