"""Giao việc: assigns several petitions to one agency, with the term that each has by rule, in one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import FieldError
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.petitions import suggested_due_date
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.date_input import MomentInput
from danvan_desktop.ui.forms.inputs import LineInput
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, under_label
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved


class AssignDialog(AskingDialog):
    """Closes when all petitions are assigned; when one is refused none is, and the reason is told."""

    def __init__(self, context: UiContext, petitions: Sequence[Record], parent: QWidget | None = None) -> None:
        """Suggest today, and terms by rule."""
        super().__init__(context.translator, parent, _("Giao việc"))
        self._context = context
        self._petitions = petitions
        kind = context.store.kinds["petition"]
        self.agency = LineInput(kind.field("assigned_to"), context.translator)
        self.assigned_on = MomentInput(kind.field("assigned_on"), context.translator, context.today)
        self.due_on = MomentInput(kind.field("due_on"), context.translator, context.today)
        self.by_rule = QCheckBox(self._say(_("Hạn trả lời theo quy định của từng loại; giữ hạn đã ghi")))
        self.trouble = Banner()
        self.assign_button = main_button(self._say(_("Giao việc")), self.assign, default=True)
        self._arrange()
        self.by_rule.setChecked(True)
        self.by_rule.toggled.connect(lambda by_rule: self.due_on.setEnabled(not by_rule))
        self.due_on.setEnabled(False)
        self.assigned_on.show_value(context.today().isoformat())
        self._suggested_day = self.assigned_on.raw()
        context.operations.read(
            lambda store: store.words(kind.field("assigned_to").completed_from), self.agency.offer, owner=self.agency
        )
        self.agency.setFocus()

    def assign(self) -> None:
        """Assign all in one operation, which one undo takes back."""
        agency = str(self.agency.raw()).strip()
        if not agency:
            self._tell(_("Hãy ghi cơ quan hoặc người được giao."))
            self.agency.setFocus()
            return
        today = self._context.today()
        try:
            day = self.assigned_on.field.parse(self.assigned_on.raw(), today)
            due = None if self.by_rule.isChecked() else self.due_on.field.parse(self.due_on.raw(), today)
        except FieldError as error:
            self._tell(error.message)
            return
        petitions = self._petitions

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.save(*(assignment(store, petition, agency, day, due) for petition in petitions))

        title = ngettext("Giao {n} kiến nghị", "Giao {n} kiến nghị", len(petitions))
        done = lambda _result: self.accept()  # noqa: E731 - handed on as it is
        self._context.operations.run(Operation(title, work, done, self._refused, undoable=True))

    def unsaved(self) -> Unsaved | None:
        """Tell of an agency or a day that was typed."""
        typed = str(self.agency.raw()).strip() or str(self.due_on.raw()).strip()
        if not typed and self.assigned_on.raw() == self._suggested_day:
            return None
        return Unsaved(_("Việc giao vừa ghi chưa được lưu."), _("Giao việc"))

    def save_unsaved(self) -> None:
        """Assign."""
        self.assign()

    # Private

    def _refused(self, error: DanvanError) -> bool:
        if isinstance(error, InvalidRecord) and error.index < len(self._petitions):
            number = self._petitions[error.index].text("number")
            self._tell(_("Chưa giao được, vì kiến nghị {number}: {reason}", number=number, reason=error.message))
        else:
            self._tell(error.message)
        return True

    def _tell(self, words: Message) -> None:
        self.trouble.say(self._say(words), "error")

    def _arrange(self) -> None:
        count = len(self._petitions)
        numbers = ", ".join(petition.text("number") for petition in self._petitions[:12])
        self.lay_out(
            page_title(self._say(ngettext("Giao {n} kiến nghị", "Giao {n} kiến nghị", count))),
            quiet_text(numbers + (", …" if count > 12 else "")),
            *(under_label(self._say(field.field.label), field) for field in (self.agency, self.assigned_on)),
            self.by_rule,
            under_label(self._say(self.due_on.field.label), self.due_on),
            self.trouble,
            buttons=(self.assign_button, plain_button(self._say(_("Hủy")), self.reject)),
            size=(560, 380),
        )


def assignment(store: Store, petition: Record, agency: str, day: object, due: object) -> Draft:
    """Make the draft that assigns a petition; without ``due`` an empty term is set by rule."""
    values: dict[str, object] = {"assigned_to": agency, "assigned_on": day}
    if due is not None:
        values["due_on"] = due
    elif petition.get("due_on") is None:
        suggested = suggested_due_date(petition, store.terms)
        values["due_on"] = None if suggested is None else suggested.isoformat()
    return Draft("petition", values, petition.uid)
