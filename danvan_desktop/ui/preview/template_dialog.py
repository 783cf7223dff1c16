"""The office's own Word template of a form: taking one, going back, and what may be named in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.own_templates import kept_template, remove_template, save_template, take_template
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_file, ask_where_to_save
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import quiet_text, text_label
from danvan_desktop.ui.widgets.rows import column_of, row_of

_NOTE = _(
    "Lưu mẫu ra tệp Word, sửa phông chữ, lề, phần đầu và chân trang như đơn vị muốn, giữ các trường trong dấu ngoặc"
    " nhọn, rồi dùng tệp đã sửa. Mẫu chỉ có ở máy này; bản PDF vẫn theo thể thức quy định."
)


class TemplateDialog(FramedDialog):
    """Stays open after each step, and says what it came to."""

    def __init__(self, context: UiContext, code: str, parent: QWidget | None = None) -> None:
        """Show the template of one form."""
        super().__init__(context.translator, parent, _("Mẫu Word của đơn vị"))
        self._context, self._form = context, form_of(code)
        self.state = text_label("", wraps=True)
        self.save_button = plain_button(self._say(_("Lưu mẫu để sửa…")), self._choose_place)
        self.take_button = plain_button(self._say(_("Dùng tệp Word…")), self._choose_template)
        self.remove_button = plain_button(self._say(_("Trở lại mẫu của phần mềm")), self.remove)
        fields = text_label("\n".join(self._field_lines()), wraps=True)
        fields.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = row_of(self.save_button, self.take_button, self.remove_button)
        column_of(
            text_label(self._say(self._form.title), wraps=True),
            self.state,
            quiet_text(self._say(_NOTE)),
            buttons,
            text_label(self._say(_("Các trường ghi được trong mẫu:"))),
            fields,
            on=self,
        )
        self._show_state()

    def take(self, path: Path) -> None:
        """Check a Word file and use it; a refusal is told here."""
        self._run(_("Dùng mẫu Word của đơn vị"), lambda store: take_template(store, self._form.code, path))

    def save(self, path: Path) -> None:
        """Write the template in use, or one to begin with."""
        page_format = load_page_format(self._form.styles()[0])
        told = _("Đã lưu “{path}”.", path=str(path))
        self._run(_("Lưu mẫu Word"), lambda store: save_template(store, self._form.code, page_format, path), told)

    def remove(self) -> None:
        """Print by the program's own template again."""
        self._run(_("Trở lại mẫu của phần mềm"), lambda store: remove_template(store, self._form.code))

    def _run(self, title: Message, step: Callable[[Store], None], told: Message | None = None) -> None:

        def done(_result: None) -> None:
            self._show_state()
            if told is not None:
                self.state.setText(self._say(told))

        self._context.operations.run(Operation(title, short_work(step), done, self._refused, owner=self))

    def _refused(self, error: DanvanError) -> bool:
        self.state.setText(self._say(error.message))
        return True

    def _show_state(self) -> None:
        has_own = kept_template(self._context.store, self._form.code) is not None
        self.state.setText(
            self._say(_("Đang dùng mẫu riêng của đơn vị.") if has_own else _("Đang dùng mẫu của phần mềm."))
        )
        self.remove_button.setEnabled(has_own)

    def _choose_place(self) -> None:
        suggested = Path.home() / f"{self._form.file_stem}.docx"
        if path := ask_where_to_save(self, self._say, _("Lưu mẫu Word"), "Word (*.docx)", suggested):
            self.save(path.with_suffix(".docx"))

    def _choose_template(self) -> None:
        if path := ask_for_file(self, self._say, _("Dùng tệp Word…"), "Word (*.docx)"):
            self.take(path)

    def _field_lines(self) -> list[str]:
        from danvan_desktop.reports.docx.template_fields import CELL_EXAMPLE, FIELDS

        return [f"{{{{{field.name}}}}}: {self._say(field.label)}" for field in (*FIELDS, CELL_EXAMPLE)]
