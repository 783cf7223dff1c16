"""Kế hoạch theo mẫu: a plan with its tasks, made of a template of the program, of the office or of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from danvan_desktop.domain.dates import parse_date
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.exchange.plan_templates import (
    Asked,
    PlanTemplate,
    drafts_of,
    keep_template,
    read_template,
    templates_for,
)
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.dialogs.preparing_dialog import Prepared, PreparingDialog
from danvan_desktop.ui.forms.date_input import MomentInput
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_file, ask_where_to_save
from danvan_desktop.ui.widgets.steady import ChoiceBox

_COLUMNS = ("due_on", "title", "lead", "repeat", "target")


class PlanTemplateDialog(PreparingDialog):
    """Chooses template, year, day of issue and who leads; the tasks are shown with their days before any is saved."""

    made = Signal(str)
    """The uid of the plan that was saved."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Suggest the first template, this year, today and the own office."""
        task = context.store.kinds["task"]
        super().__init__(
            context,
            _("Kế hoạch theo mẫu"),
            _("Mọi ngày trong mẫu lùi, tiến theo năm được chọn. Lập xong vẫn sửa được từng nhiệm vụ."),
            [task.field(name).label for name in _COLUMNS],
            parent,
        )
        self._plan = context.store.new_uid()
        self.template, self.year, self.lead = ChoiceBox(), ChoiceBox(), QLineEdit(context.store.unit.text("name"))
        today = context.today()
        self.year.offer(self.years(), today.year)
        issued = Field(name="issued_on", label=_("Ngày ban hành"), type=FieldType.DATE)
        self.issued = MomentInput(issued, context.translator, context.today)
        self.issued.show_value(today.isoformat())
        self.file_button = plain_button(self.say(_("Lấy mẫu của đơn vị từ tệp…")), self._choose_file)
        self.file_button.setToolTip(self.say(_("Tệp TOML, JSON hoặc Excel; mẫu được giữ lại cho lần sau")))
        for words, widget in (
            (_("Mẫu"), self.template),
            (_("Năm"), self.year),
            (_("Ngày ban hành"), self.issued),
            (_("Chủ trì, nếu mẫu không ghi"), self.lead),
        ):
            self.add_row(words, widget)
        self.rows.addRow("", self.file_button)
        self.write_button = plain_button(self.say(_("Ghi mẫu ra Excel để sửa…")), self._choose_copy)
        self.rows.addRow("", self.write_button)
        self._list_templates()
        self.template.currentIndexChanged.connect(lambda _place: self.prepare_anew())
        self.year.currentIndexChanged.connect(lambda _place: self.prepare_anew())
        self.issued.edited.connect(self.prepare_anew)
        self.lead.editingFinished.connect(self.prepare_anew)
        self.prepare_anew()

    def take_file(self, path: Path) -> None:
        """Keep the template of a file for the office and choose it."""
        store_path = self.context.store.path

        def work(_store: Store, _progress: Progress) -> str:
            read_template(path)
            return keep_template(path, store_path)

        def refused(error: DanvanError) -> bool:
            self.told.setText(self.say(error.message))
            return True

        title = _("Giữ mẫu kế hoạch của đơn vị")
        self.context.operations.run(Operation(title, work, self._show_kept, refused, owner=self))

    def write_copy(self, path: Path) -> None:
        """Write the chosen template as an Excel file, to be changed and taken back as one of the office."""
        template = self.template.currentData()

        def work(_store: Store, _progress: Progress) -> None:
            from danvan_desktop.exchange.plan_sheets import write_sheet

            write_sheet(template, path)

        self.context.operations.run(Operation(_("Ghi mẫu kế hoạch ra Excel"), work))

    def preparing(self) -> Callable[[Store], Prepared]:
        """Return what makes the drafts of the chosen template."""
        template, plan, say = self.template.currentData(), self._plan, self.say
        year, issued = int(self.year.currentData()), str(self.issued.raw())
        lead = self.lead.text().strip() or self.context.store.unit.text("name")

        def prepare(store: Store) -> Prepared:
            day = parse_date(issued, store.today()) if issued.strip() else store.today()
            drafts = drafts_of(template, Asked(year, day, lead), plan)
            tasks = drafts[1:]
            told = ngettext("Kế hoạch có {n} nhiệm vụ.", "Kế hoạch có {n} nhiệm vụ.", len(tasks))
            return Prepared(drafts, [_line(store, draft, say) for draft in tasks], told)

        return prepare

    def after_saving(self, result: SaveResult) -> None:
        """Tell who asked for the plan that it is there."""
        self.made.emit(self._plan)

    def _list_templates(self, chosen: str = "") -> None:
        self.template.blockSignals(True)
        self.template.clear()
        try:
            found: Sequence[tuple[str, PlanTemplate]] = templates_for(self.context.store.path, self._tell_fault)
        except DanvanError as error:
            found = ()
            self.told.setText(self.say(error.message))
        for code, one in found:
            self.template.addItem(one.name, one)
            if code == chosen:
                self.template.setCurrentIndex(self.template.count() - 1)
        self.template.blockSignals(False)

    def _tell_fault(self, fault: Message) -> None:
        self.told.setText(self.say(fault))

    def _show_kept(self, code: str) -> None:
        self._list_templates(code)
        self.prepare_anew()

    def _choose_copy(self) -> None:
        suggested = export_folder() / f"{self.template.currentText()}.xlsx"
        if path := ask_where_to_save(self, self.say, _("Ghi mẫu kế hoạch ra Excel"), "*.xlsx", suggested):
            self.write_copy(path)

    def _choose_file(self) -> None:
        kinds = _("Mẫu kế hoạch (*.toml *.json *.xlsx)")
        if path := ask_for_file(self, self.say, _("Chọn mẫu kế hoạch"), kinds, export_folder()):
            self.take_file(path)


def _line(store: Store, draft: Draft, say: Translator) -> Sequence[str]:
    kind = store.kinds["task"]
    record = Record(kind.name, "", {name: str(value) for name, value in draft.values.items()})
    day = record.date("due_on")
    repeat = kind.field("repeat").label_of(record.get("repeat"))
    return (
        say.date(day) if day is not None else "",
        record.text("title"),
        record.text("lead"),
        say.value(repeat) if repeat is not None else "",
        record.text("target"),
    )
