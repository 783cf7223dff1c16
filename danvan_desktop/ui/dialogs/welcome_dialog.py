"""The first start: look around with sample data, begin for one's own unit, or open a file that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.telling import Tell
from danvan_desktop.ui.dialogs.store_maker import NewOffice, OfficeWork, StoreMaker, make_sample, open_existing
from danvan_desktop.ui.icons import window_icon
from danvan_desktop.ui.lane import Cancelled
from danvan_desktop.ui.protection.passphrase_fields import NewPassphrase
from danvan_desktop.ui.widgets.banner import Banner, Severity
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.files import STORE_FILES, ask_for_file
from danvan_desktop.ui.widgets.following_area import scrolled
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.sizing import grow_to_content, open_with_size
from danvan_desktop.ui.widgets.steady import ChoiceBox

SAMPLE_FILE = "du-lieu-mau.db"
"""Beside the office's own file, so that trying out never mixes with real records."""
_LEVELS = ("commune", "village", "hamlet", "residential_group", "province", "agency", "organisation")
_ICON_SIZE = 56


class WelcomeDialog(AskingDialog):
    """Accepted when ``store_path`` names a store that can be opened; ``key`` is that of one made encrypted here."""

    failed = Signal(object)
    """Bug: something that no officer can cause."""

    def __init__(self, translator: Translator, default_path: Path, parent: QWidget | None = None) -> None:
        """Suggest to keep the office's records at ``default_path``."""
        super().__init__(translator, parent)
        self.store_path: Path | None = None
        self.key: bytes | None = None
        self._say = translator
        self._default_path = default_path
        self._maker: StoreMaker | None = None
        self._office: OfficeWork | None = None
        self.setWindowTitle(self._say(_("Sổ tay dân vận")))
        self.setWindowIcon(window_icon())
        self._page = QWidget()
        column = column_of(self._head(), gap=14, margins=(28, 24, 28, 20), on=self._page)
        self.banner = Banner()
        column.addWidget(self.banner)
        self._choices = QWidget()
        row = row_of(gap=14, margins=FLUSH, on=self._choices)
        row.addWidget(self._new_card(), 3)
        row.addLayout(self._other_cards(), 2)
        column.addWidget(self._choices)
        self._progress = QProgressBar(textVisible=False)
        self._progress.hide()
        column.addWidget(self._progress)
        column.addStretch(1)
        self._make_room()
        open_with_size(self, 860, 460)
        grow_to_content(self, self._page)
        # A button knows of its dialog, whose Enter it answers, only once it stands in it.
        self.begin_button.setDefault(True)
        self.name.setFocus()

    def unsaved(self) -> Unsaved | None:
        """Tell of an office that was typed and has no data file yet."""
        typed = self.name.text().strip() or self.code.text().strip()
        return Unsaved(_("Đơn vị vừa ghi chưa có tệp dữ liệu."), _("Bắt đầu")) if typed else None

    def save_unsaved(self) -> None:
        """Begin with the office that was typed."""
        self._begin()

    def reject(self) -> None:
        """Close; while a store is being made or opened, stop that instead."""
        if self._maker is None:
            super().reject()
        else:
            self._maker.cancel()

    # Arrangement

    def _make_room(self) -> None:
        """Let the page be scrolled on a screen that has no room for all of it."""
        column_of(scrolled(self._page, by_key=False), margins=FLUSH, on=self)

    def _head(self) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(16)
        picture = QLabel()
        picture.setPixmap(window_icon().pixmap(_ICON_SIZE, _ICON_SIZE))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(page_title(self._say(_("Sổ tay dân vận"))))
        words.addWidget(
            quiet_text(
                self._say(
                    _(
                        "Ghi việc dân vận ở cơ sở: tiếp dân, đơn thư, họp thôn, đối thoại, công khai, công trình,"
                        " mô hình “Dân vận khéo”, kế hoạch, báo cáo; in đúng thể thức."
                        " Không cần mạng, dữ liệu nằm trên máy này."
                    )
                )
            )
        )
        row.addLayout(words, 1)
        return row

    def _new_card(self) -> Card:
        card = Card(self._say(_("Bắt đầu mới")))
        column = card.column()
        self.name, self.code, self.level = QLineEdit(), QLineEdit(), ChoiceBox()
        self.name.setPlaceholderText(self._say(_("Ví dụ: Xã Đông Sơn")))
        self.code.setPlaceholderText(self._say(_("Ví dụ: DS; in trong số văn bản và tên tệp")))
        kind = ALL_KINDS["unit"].field("kind")
        self.level.offer((self._say(kind.choice(level).label), level) for level in _LEVELS)
        for words, field in (
            (_("Tên đơn vị"), self.name),
            (_("Mã đơn vị"), self.code),
            (_("Loại đơn vị"), self.level),
        ):
            label = QLabel(self._say(words))
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
        column.addSpacing(6)
        self._ask_passphrase(column)
        self.begin_button = self._button(column, _("Bắt đầu"), self._begin)
        self.begin_button.setProperty("primary", True)
        card.body.addStretch(1)
        return card

    def _ask_passphrase(self, column: QVBoxLayout) -> None:
        """Encrypt, unless somebody chooses otherwise and is told what that means."""
        self.passphrase = NewPassphrase(self._say)
        self.passphrase.strength.judged.connect(lambda _estimate: grow_to_content(self, self._page))
        self.plain = QCheckBox(self._say(_("Không đặt mật khẩu (dữ liệu không mã hóa)")))
        self._plain_warning = LiveResult()
        self.plain.toggled.connect(self._show_way)
        for widget in (self.passphrase, self.plain, self._plain_warning):
            column.addWidget(widget)
        for name in (self.name, self.code):
            name.textChanged.connect(self._name_office)
        for line in (self.name, self.code, self.passphrase.new, self.passphrase.again):
            line.textEdited.connect(self.banner.hide)

    def _name_office(self) -> None:
        self.passphrase.strength.known = (self.name.text(), self.code.text())

    def _show_way(self, plain: bool) -> None:
        self.passphrase.setVisible(not plain)
        self._plain_warning.setVisible(plain)
        if plain:
            words = _(
                "Ai lấy được máy, ổ đĩa hay bản sao lưu đều đọc được đơn thư, điện thoại của người dân."
                " Đặt mật khẩu sau được trong “Cài đặt”."
            )
            self._plain_warning.tell(self._say(words), good=False)
        grow_to_content(self, self._page)

    def _other_cards(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        sample = Card(self._say(_("Xem thử với dữ liệu mẫu")))
        trying = sample.column()
        trying.addWidget(
            quiet_text(
                self._say(
                    _("Một xã mẫu với một năm công việc, để làm quen. Nằm ở tệp riêng, không lẫn với dữ liệu thật.")
                )
            )
        )
        self._button(trying, _("Xem thử"), self._try_sample)
        sample.body.addStretch(1)
        existing = Card(self._say(_("Mở tệp dữ liệu đã có")))
        opening = existing.column()
        opening.addWidget(quiet_text(self._say(_("Ví dụ tệp sao lưu, hoặc tệp chép từ máy cũ."))))
        self.open_button = self._button(opening, _("Chọn tệp…"), self._choose_file)
        existing.body.addStretch(1)
        column.addWidget(sample, 1)
        column.addWidget(existing, 1)
        return column

    def _button(self, column: QVBoxLayout, words: Message, then: Callable[[], object]) -> QPushButton:
        button = plain_button(self._say(words), then)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    # What is done

    def _begin(self) -> None:
        office = NewOffice(self.name.text().strip(), self.code.text().strip(), str(self.level.currentData()))
        if not office.name or not office.code:
            self._tell(_("Hãy ghi mã đơn vị.") if office.name else _("Hãy ghi tên đơn vị."), "error")
            (self.code if office.name else self.name).setFocus()
            return
        problem = None if self.plain.isChecked() else self.passphrase.problem()
        if problem is not None:
            self._tell(problem[0], "error")
            problem[1].setFocus()
            return
        passphrase = None if self.plain.isChecked() else self.passphrase.text
        self._office = OfficeWork(office, passphrase)
        self._make(self._default_path, self._office, _("Đang tạo sổ…"))

    def _tell(self, words: Message, style: Severity = "info") -> None:
        """Tell something above the choices, and make room for it: they would be squeezed and their texts cut."""
        self.banner.say(self._say(words), style)
        grow_to_content(self, self._page)

    def _try_sample(self) -> None:
        self._make(self._default_path.with_name(SAMPLE_FILE), make_sample, _("Đang tạo dữ liệu mẫu…"))

    def _choose_file(self) -> None:
        start = self._default_path.parent if self._default_path.parent.is_dir() else Path.home()
        if path := ask_for_file(self, self._say, _("Mở tệp dữ liệu"), STORE_FILES, start):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a store that is there already."""
        self._make(path, open_existing, _("Đang mở tệp…"))

    def _make(self, path: Path, work: Callable[[Path, Tell], None], words: Message) -> None:
        self._choices.setEnabled(False)
        self._tell(words)
        self._progress.setRange(0, 0)
        self._progress.show()
        self._maker = StoreMaker(path, work, self)
        self._maker.progressed.connect(self._show_progress)
        self._maker.ended.connect(self._ended)
        self._maker.start()

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _ended(self, path: Path | None, error: Exception | None) -> None:
        if self._maker is not None:
            self._maker.wait()
            self._maker = None
        self._progress.hide()
        self._choices.setEnabled(True)
        if path is not None:
            self.store_path = path
            self.key = None if self._office is None else self._office.key
            self.accept()
            return
        if isinstance(error, Cancelled):
            self._tell(_("Đã dừng. Không tệp nào bị thay đổi."))
        elif isinstance(error, DanvanError):
            self._tell(error.message, "error")
        else:
            self._tell(_("Có lỗi ngoài dự kiến, chưa tạo được gì."), "error")
            self.failed.emit(error)


def choose_store(translator: Translator, default_path: Path) -> tuple[Path, bytes | None] | None:
    """Ask where to begin; returns the path of a store that can be opened, ``None`` when the officer gave up.

    A store that was made encrypted comes with its key: whoever has just chosen a passphrase is not asked for it.
    """
    dialog = WelcomeDialog(translator, default_path)
    dialog.exec()
    return None if dialog.store_path is None else (dialog.store_path, dialog.key)
