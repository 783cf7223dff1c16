"""Vietnamese for what Qt itself writes: standard buttons, menus of text fields, the file, colour and print dialogs.

Qt ships no Vietnamese translation of its own words. They go through the same catalogs as ours; in English Qt's own
words are kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from danvan_desktop.localization import Message, Translator, _

QT_WORDS: Mapping[str, Message] = {
    # Buttons
    "OK": _("Đồng ý"),
    "&OK": _("Đồng ý"),
    "Cancel": _("Hủy"),
    "&Cancel": _("Hủy"),
    "Close": _("Đóng"),
    "&Close": _("Đóng"),
    "&Yes": _("Có"),
    "&No": _("Không"),
    "Yes to &All": _("Có tất cả"),
    "N&o to All": _("Không tất cả"),
    "Save": _("Lưu"),
    "&Save": _("Lưu"),
    "Save All": _("Lưu tất cả"),
    "Open": _("Mở"),
    "&Open": _("Mở"),
    "Apply": _("Áp dụng"),
    "Reset": _("Đặt lại"),
    "Help": _("Trợ giúp"),
    "Discard": _("Bỏ"),
    "Don't Save": _("Không lưu"),
    "Retry": _("Thử lại"),
    "Ignore": _("Bỏ qua"),
    "Abort": _("Dừng"),
    "Restore Defaults": _("Về mặc định"),
    # Menus of text fields
    "&Undo": _("Hoàn tác"),
    "&Redo": _("Làm lại"),
    "Cu&t": _("Cắt"),
    "&Copy": _("Sao chép"),
    "Copy &Link Location": _("Sao chép liên kết"),
    "&Paste": _("Dán"),
    "Delete": _("Xóa"),
    "Select All": _("Chọn tất cả"),
    # Choosing files
    "&Look in:": _("Tìm trong:"),
    "Look in:": _("Tìm trong:"),
    "File &name:": _("Tên tệp:"),
    "Files of &type:": _("Loại tệp:"),
    "Files of type:": _("Loại tệp:"),
    "Directory:": _("Thư mục:"),
    "Directories": _("Thư mục"),
    "&Choose": _("Chọn"),
    "Back": _("Lùi"),
    "Forward": _("Tiến"),
    "Parent Directory": _("Thư mục cha"),
    "Create New Folder": _("Tạo thư mục mới"),
    "New Folder": _("Thư mục mới"),
    "&New Folder": _("Thư mục mới"),
    "List View": _("Xem danh sách"),
    "Detail View": _("Xem chi tiết"),
    "&Rename": _("Đổi tên"),
    "&Delete": _("Xóa"),
    "Show &hidden files": _("Hiện tệp ẩn"),
    "Name": _("Tên"),
    "Size": _("Kích thước"),
    "Type": _("Loại"),
    "Date Modified": _("Ngày sửa"),
    "My Computer": _("Máy tính"),
    "Computer": _("Máy tính"),
    "Folder": _("Thư mục"),
    "%1 already exists.\nDo you want to replace it?": _("Đã có tệp %1.\nCó ghi đè lên không?"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": _(
        "%1\nKhông thấy tệp. Hãy kiểm tra lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": _(
        "%1\nKhông thấy thư mục. Hãy kiểm tra lại tên thư mục."
    ),
    # Printing
    "Print": _("In"),
    "&Print": _("In"),
    "Copies": _("Số bản"),
    "Copies:": _("Số bản:"),
    "Print range": _("In những trang"),
    "Print all": _("In tất cả"),
    "Pages from": _("Từ trang"),
    "to": _("đến"),
    "Current Page": _("Trang đang xem"),
    "Options": _("Tùy chọn"),
    "&Options >>": _("Tùy chọn >>"),
    "&Options <<": _("Tùy chọn <<"),
    "Properties": _("Thuộc tính"),
    "P&roperties": _("Thuộc tính"),
    "Printer": _("Máy in"),
    "&Name:": _("Tên:"),
    "Location:": _("Nơi đặt:"),
    "Type:": _("Loại:"),
    "Local file": _("Tệp trên máy"),
    "Write PDF file": _("Ghi tệp PDF"),
    "Print to File (PDF)": _("In ra tệp (PDF)"),
    "Output &file:": _("Tệp xuất:"),
    "Preview": _("Xem trước"),
    "Page size:": _("Khổ giấy:"),
    "Orientation": _("Hướng giấy"),
    "Portrait": _("Dọc"),
    "Landscape": _("Ngang"),
    "Paper": _("Giấy"),
    "Margins": _("Lề"),
    "Color": _("Màu"),
    "Grayscale": _("Đen trắng"),
}
"""Qt's own words, with the marks of its shortcuts, as they are looked up."""

_INSTALLED = "danvan.words"
"""The application's property that holds the words in use."""


def speak(application: QCoreApplication, say: Translator) -> None:
    """Let Qt's own words be those of a language from now on."""
    # Kept by name: looking through the children of the application would wrap its style, for which PySide6 makes all
    # enumerations of styles.
    former, words = application.property(_INSTALLED), QtWords(say, application)
    if isinstance(former, QtWords):
        application.removeTranslator(former)
        former.deleteLater()
    application.installTranslator(words)
    application.setProperty(_INSTALLED, words)


class QtWords(QTranslator):
    """Answers Qt's look-ups; what is not known stays as Qt has it."""

    def __init__(self, say: Translator, parent: QObject | None = None) -> None:
        """Translate into the language of ``say``."""
        super().__init__(parent)
        self._words = {word: say(message) for word, message in QT_WORDS.items()} if say.language == "vi" else {}

    def isEmpty(self) -> bool:
        """Be asked: there are words although no file was loaded."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return the Vietnamese of one of Qt's words."""
        return self._words.get(source, source)
