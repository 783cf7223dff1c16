"""Lập lịch báo cáo năm: the reports that are owed in a year, made in one press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.kinds.submission import SUBMISSION
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.exchange.owed_calendars import (
    BELOW,
    OWN,
    OwedYear,
    calendars_for,
    owed_year,
    owing_units,
    read_calendar,
)
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.dialogs.preparing_dialog import Prepared, PreparingDialog
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_file
from danvan_desktop.ui.widgets.steady import ChoiceBox


class OwedDialog(PreparingDialog):
    """Chooses the year and who owes; a calendar of the office stands beside the store or is chosen as a file."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Suggest this year's reports of the own office that are still due; from December on, those of the next.

        An office that begins in November would have all of its year late at once otherwise.
        """
        super().__init__(
            context,
            _("Lập lịch báo cáo năm"),
            _("Báo cáo đã lập hoặc đã xóa thì bỏ qua. Hai máy cùng lập một năm thì vẫn chỉ có một bộ báo cáo."),
            (_("Hạn"), _("Đơn vị"), _("Báo cáo"), _("Kỳ báo cáo"), _("Nơi nhận")),
            parent,
        )
        self._file: Path | None = None
        self.year, self.units = ChoiceBox(), ChoiceBox()
        today = context.today()
        self.year.offer(self.years(), today.year + (today.month == 12))
        whose = ((_("Báo cáo đơn vị này phải nộp cấp trên"), OWN), (_("Báo cáo các đơn vị cấp dưới phải nộp"), BELOW))
        self.units.offer((self.say(words), code) for words, code in whose)
        self.part = ChoiceBox()
        parts = ((_("Báo cáo còn hạn, từ hôm nay"), True), (_("Cả năm, kể cả báo cáo đã qua hạn"), False))
        self.part.offer(((self.say(words), still_due) for words, still_due in parts), True)
        self.file_button = plain_button(self.say(_("Lịch có sẵn; bấm để chọn tệp lịch khác…")), self._choose_file)
        self.add_row(_("Năm"), self.year)
        self.add_row(_("Đơn vị nộp"), self.units)
        self.add_row(_("Gồm"), self.part)
        self.add_row(_("Lịch báo cáo"), self.file_button)
        self.year.currentIndexChanged.connect(lambda _place: self.prepare_anew())
        self.units.currentIndexChanged.connect(lambda _place: self.prepare_anew())
        self.part.currentIndexChanged.connect(lambda _place: self.prepare_anew())
        self.prepare_anew()

    def use_file(self, path: Path) -> None:
        """Use the calendar of a file."""
        self._file = path
        self.file_button.setText(path.name)
        self.prepare_anew()

    def preparing(self) -> Callable[[Store], Prepared]:
        """Return what finds the reports that were not made yet."""
        file, year, say = self._file, int(self.year.currentData()), self.say
        who, since = str(self.units.currentData()), self.context.today().isoformat() if self.part.currentData() else ""

        def prepare(store: Store) -> Prepared:
            calendars = calendars_for(store.path) if file is None else [read_calendar(file)]
            found = owed_year(store, calendars, owing_units(store, who), year)
            wanted = [draft for draft in found.drafts if str(draft.values["due_on"]) >= since]
            told = _told(found, len(found.drafts) - len(wanted))
            return Prepared(wanted, [_line(store, draft, say) for draft in wanted], told)

        return prepare

    def _choose_file(self) -> None:
        if path := ask_for_file(self, self.say, _("Chọn lịch báo cáo"), _("Lịch báo cáo (*.toml)"), export_folder()):
            self.use_file(path)


def _line(store: Store, draft: Draft, say: Translator) -> Sequence[str]:
    values = {name: str(value) for name, value in draft.values.items()}
    record = Record(SUBMISSION.name, str(draft.uid), values)
    day = record.date("due_on")
    return (
        say.date(day) if day is not None else "",
        store.title(record.text("from_unit")),
        say.value(SUBMISSION.field("report").label_of(record.get("report")) or ""),
        say(Period.parse(record.text("period")).title),
        record.text("to"),
    )


def _told(found: OwedYear, past: int) -> Message:
    if found.without and not found.drafts and not found.known:
        return _("Chưa có lịch báo cáo cho đơn vị loại này; hãy chọn tệp lịch.")
    if not found.drafts:
        return ngettext("Đã lập đủ {n} báo cáo của năm này.", "Đã lập đủ {n} báo cáo của năm này.", found.known)
    count = len(found.drafts) - past
    told = ngettext(
        "Sẽ lập {n} báo cáo, bỏ qua {known} đã có. Hạn, nơi nhận lấy từ lịch đang dùng: hãy đối chiếu quy định.",
        "Sẽ lập {n} báo cáo, bỏ qua {known} đã có. Hạn, nơi nhận lấy từ lịch đang dùng: hãy đối chiếu quy định.",
        count,
        known=found.known,
    )
    if not past:
        return told
    left = ngettext("{n} báo cáo đã qua hạn để lại.", "{n} báo cáo đã qua hạn để lại.", past)
    return _("{told} {left}", told=told, left=left)
