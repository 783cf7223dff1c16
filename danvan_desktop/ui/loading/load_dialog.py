"""Nhập từ Excel: a list becomes records; every row is shown with what it comes to before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QProgressBar, QSplitter, QTableView, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Grid
from danvan_desktop.exchange.lacking import lacking_in
from danvan_desktop.exchange.layout import best_grid, guess_layout
from danvan_desktop.exchange.planning import LoadPlan, Options, RowOutcome, missing_targets
from danvan_desktop.exchange.rejects import count_line, write_rejects
from danvan_desktop.exchange.sheets import alike, joined
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import SaveResult
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import documents_folder
from danvan_desktop.ui.loading.findings_panel import FindingsPanel
from danvan_desktop.ui.loading.mapping_panel import MappingPanel
from danvan_desktop.ui.loading.plan_table import PlanTable
from danvan_desktop.ui.loading.source_bar import SourceBar
from danvan_desktop.ui.loading.words import encoding_words, load_words, loaded_words
from danvan_desktop.ui.loading.work import JudgedList, Ticket, loading, planning, reading, rejects_wanted
from danvan_desktop.ui.models.naming import counted
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.files import TABLE_FILES, ask_for_file, ask_where_to_save
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, section_title
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.row_table import fit_rows
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_WAIT_FOR_TYPING = 350
_FATE_WIDTH = 260
T = TypeVar("T")


class LoadDialog(AskingDialog):
    """Reads, shows, loads; what was loaded is taken back by one undo."""

    def __init__(self, context: UiContext, kind: str = "", parent: QWidget | None = None) -> None:
        """Wait for ``open_file``; records of ``kind`` are expected, without it those that lists are taken for most."""
        super().__init__(context.translator, parent, _("Nhập từ Excel"))
        self._context = context
        self._own = context.store.unit
        self._path: Path | None = None
        self._grids: Sequence[Grid] = ()
        self._grid: Grid | None = None
        self._ticket = Ticket()
        self._is_touched = False
        self.plan: LoadPlan | None = None
        loaded = [view.kind for view in context.views.loaded]
        names = loaded if kind in ("", *loaded) else [kind, *loaded]
        self.source = SourceBar([(name, context.store.kinds[name].plural) for name in names], context.translator)
        self.source.kind.setCurrentIndex(names.index(kind or loaded[0]))
        self.banner = Banner()
        self.mapping = MappingPanel(context)
        self.findings = FindingsPanel(context.translator)
        self._mended: dict[tuple[int, int], str] = {}
        self.table = PlanTable(context.translator)
        self.view = QTableView()
        copies_rows(self.view)
        self.detail = quiet_text("")
        self.summary = QLabel()
        self.only_rejected = QCheckBox(self._say(_("Chỉ xem dòng lỗi")))
        self.update_box = QCheckBox(self._say(_("Cập nhật hồ sơ đã có theo danh sách")))
        self.progress = QProgressBar()
        self.stop_button = plain_button(self._say(_("Dừng")), self._stop)
        self.load_button = main_button(self._say(_("Nhập")), self.load)
        self.rejects_button = plain_button(self._say(_("Lưu các dòng lỗi…")), self.save_rejects)
        self._replan = QTimer(self, singleShot=True, interval=_WAIT_FOR_TYPING)
        self._arrange()
        self._connect()
        self._show_plan(None)

    @property
    def kind(self) -> Kind:
        """What the list holds."""
        return self._context.store.kinds[str(self.source.kind.currentData())]

    # Closing

    def unsaved(self) -> Unsaved | None:
        """Tell of columns, values and cells that the officer set right for a list that is not loaded yet."""
        return (
            Unsaved(_("Danh sách này chưa được nhập."), _("Nhập"), title=_("Chưa nhập")) if self._is_touched else None
        )

    def save_unsaved(self) -> None:
        """Load the list, where it can be."""
        self.load()

    # Steps

    def choose_file(self) -> None:
        """Ask for the file."""
        start = self._path.parent if self._path is not None else documents_folder()
        kinds = _("Danh sách (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt);;Mọi tệp (*)")
        if path := ask_for_file(self, self._say, _("Chọn danh sách"), kinds, start):
            self.open_file(path)
        elif self._path is None:
            self.reject()

    def open_file(self, path: Path) -> None:
        """Read a list and show what its rows come to."""
        self._path = path
        self._is_touched = False
        self.source.show_file(path)
        self._read()

    def load(self) -> None:
        """Save the good rows in one step; the rejected ones are written to a file beside the list first."""
        if self.plan is None or self._path is None or not self.plan.drafts:
            return
        try:
            rejects = rejects_wanted(self.plan, self._path)
        except TableError as error:
            self._tell(error)
            return
        title = _("Nhập danh sách “{name}”", name=self._path.name)
        work = loading(self.plan, rejects, self._context.translator)
        self._is_touched = False
        self._begin()
        self._context.operations.run(
            Operation(title, work, lambda result: self._loaded(result, rejects), self._failed, undoable=True)
        )

    def save_rejects(self) -> None:
        """Write the rejected rows where the officer wants them."""
        if self.plan is None or self._path is None:
            return
        try:
            suggested = rejects_wanted(self.plan, self._path) or ""
            out = ask_where_to_save(self, self._say, _("Lưu các dòng lỗi"), TABLE_FILES, suggested)
            if out is None:
                return
            count = write_rejects(self.plan, out, self._context.translator)
        except TableError as error:
            self._tell(error)
            return
        words = ngettext("Đã lưu {n} dòng lỗi vào “{name}”.", "Đã lưu {n} dòng lỗi vào “{name}”.", count, name=str(out))
        self.banner.say(self._say(words), "done")

    def done(self, result: int) -> None:
        """Stop what is under way."""
        self._ticket.stopped.set()
        self._replan.stop()
        super().done(result)

    # Reading

    def _read(self) -> None:
        if self._path is None:
            return
        ticket = self._begin()
        work = reading(self._path, self.source.chosen_encoding, ticket)
        self._run(_("Đọc danh sách"), work, self._was_read, ticket)

    def _was_read(self, grids: Sequence[Grid]) -> None:
        self._grids = grids
        self._take_grid(best_grid(grids, self.kind))

    def _take_sheet(self) -> None:
        """Take one sheet, or all that have the same columns as one list."""
        place, grids, kind = self.source.sheet.currentIndex(), self._grids, self.kind
        if place < len(grids):
            self._take_grid(grids[place])
            return
        ticket = self._begin()
        work = short_work(lambda _store: joined(alike(grids, kind), kind))
        self._run(_("Đọc danh sách"), work, self._take_grid, ticket)

    def _take_grid(self, grid: Grid) -> None:
        self._grid = grid
        self._mended = {}
        self.findings.forget()
        self.findings.show_notes((), has_hidden=bool(grid.hidden_rows or grid.hidden_columns))
        self.source.show_sheets(self._grids, grid, len(alike(self._grids, self.kind)))
        self._take_header(None)

    def _take_header(self, number: int | None) -> None:
        if self._grid is None:
            return
        shown = self._grid if self.findings.hidden_box.isChecked() else self._grid.as_seen()
        layout = guess_layout(shown, self.kind, number)
        if layout is None and shown.rows:
            layout = guess_layout(shown, self.kind, shown.rows[0].number)
        if layout is not None:
            self.source.show_header(shown, layout.header)
            self.mapping.show_layout(self.kind, shown, layout)
        self._plan_now()

    def _mend(self, row: int, column: int, text: str) -> None:
        """Take a cell as the officer wrote it anew and judge the list again."""
        self._mended[row, column] = text
        self._plan_now()

    def _tell_encoding(self, grid: Grid) -> None:
        words = encoding_words(grid)
        self.banner.say("" if words is None else self._say(words))

    # Planning

    def _plan_now(self) -> None:
        self._replan.stop()
        layout = self.mapping.layout_wanted
        if self._grid is None or layout is None:
            return
        options = Options(
            self.mapping.constants,
            self.update_box.isChecked(),
            self.findings.hidden_box.isChecked(),
            self.findings.answers,
            dict(self._mended),
        )
        missing = missing_targets(self.kind, layout, options, self._own)
        if missing:
            self._end()
            self._show_plan(None)
            names = self._context.translator.listing([self._say(field.label) for field in missing])
            self.banner.say(
                self._say(
                    _("Danh sách không có cột cho: {fields}. Hãy chọn cột, hoặc ghi giá trị chung.", fields=names)
                ),
                "warning",
            )
            self.summary.clear()
            return
        self._tell_encoding(self._grid)
        ticket = self._begin()
        work = planning(self.kind, self._grids, self._grid, layout, options, self._context.translator, ticket)
        self._run(_("Kiểm tra danh sách"), work, self._was_planned, ticket)

    def _was_planned(self, judged: JudgedList) -> None:
        self._end()
        plan = judged.plan
        self.findings.show_notes(judged.notes, has_hidden=judged.has_hidden)
        self.findings.show_repairs(plan.repairs)
        current = self.table.row_number(self.view.currentIndex().row())
        self._show_plan(plan)
        self.mapping.ask_for(field.name for field in lacking_in(plan))
        place = self.table.place_of(current)
        if place is not None:
            self.view.setCurrentIndex(self.table.index(place, 0))
        if self.focusWidget() in (None, self.source.file):
            # The file is chosen: the arrow keys look through its rows, and Enter takes them in.
            self.view.setFocus()

    def _show_plan(self, plan: LoadPlan | None) -> None:
        self.plan = plan
        rejected = 0 if plan is None else plan.count(RowOutcome.REJECTED)
        if not rejected:
            self.only_rejected.setChecked(False)
        self.table.show_plan(plan, self.only_rejected.isChecked())
        self._show_detail(-1)
        self._set_widths()
        self.only_rejected.setEnabled(rejected > 0)
        self.rejects_button.setEnabled(rejected > 0)
        good = 0 if plan is None else len(plan.drafts)
        self.load_button.setEnabled(good > 0)
        self.load_button.setText(self._say(load_words(good, rejected)))
        if plan is not None:
            self.summary.setText(count_line(plan, self._context.translator))

    def _show_detail(self, row: int) -> None:
        """Say in full what the chosen row comes to."""
        self.detail.setText(self.table.outcome(row) if row >= 0 else "")
        self.detail.setVisible(row >= 0)

    def _set_widths(self) -> None:
        self.view.resizeColumnsToContents()
        for column in range(self.table.columnCount()):
            widest = scaled(_FATE_WIDTH if column == 1 else 180)
            self.view.setColumnWidth(column, min(widest, self.view.columnWidth(column)))

    # Loading

    def _loaded(self, result: SaveResult, rejects: Path | None) -> None:
        self._end()
        if rejects is None:
            self.accept()
            return
        words = loaded_words(counted(self.kind, len(result.uids), self._say), rejects)
        self.banner.say(self._say(words), "done")
        self.load_button.setEnabled(False)

    # Work under way

    def _run(self, title: Message, work: Callable[..., T], then: Callable[[T], object], ticket: Ticket) -> None:
        """Run work whose result nobody waits for once another has begun."""

        def deliver(result: T) -> None:
            if ticket is self._ticket:
                then(result)

        self._context.operations.run(Operation(title, work, deliver, self._failed, quiet=True))

    def _begin(self) -> Ticket:
        """Stop what was under way and show that something is."""
        self._ticket.stopped.set()
        self._ticket = Ticket()
        self.progress.setRange(0, 0)
        self._show_running(True)
        return self._ticket

    def _end(self, *_told: object) -> None:
        self._show_running(False)

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.stop_button.setVisible(running)
        self.load_button.setEnabled(not running and self.plan is not None and bool(self.plan.drafts))

    def _stop(self) -> None:
        self._ticket.stopped.set()
        self._end()
        self._show_plan(None)
        self.summary.setText(self._say(_("Đã dừng. Chưa nhập gì.")))

    def _failed(self, error: DanvanError) -> bool:
        self._end()
        self._touch()
        self._show_plan(None if not isinstance(error, InvalidRecord) else self.plan)
        self._tell(error)
        return True

    def _touch(self) -> None:
        self._is_touched = True

    def _tell(self, error: DanvanError) -> None:
        self.banner.say(self._say(error.message), "error")

    def _show_progress(self, done: int, total: int, _text: Message | None) -> None:
        if self.progress.isVisible():
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    # Building

    def _arrange(self) -> None:
        self.view.setModel(self.table)
        self.view.verticalHeader().hide()
        fit_rows(self.view)
        self.view.setAlternatingRowColors(True)
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.setAccessibleName(self._say(_("Các dòng của danh sách")))
        self.view.setTabKeyNavigation(False)
        self.progress.setTextVisible(False)
        column = column_of(
            page_title(self._say(_("Nhập từ Excel"))),
            self.source,
            self.banner,
            self.findings,
            gap=10,
            margins=(20, 16, 20, 14),
            on=self,
        )
        column.addWidget(self._middle(), 1)
        column.addLayout(self._foot())
        room = self.screen().availableSize()
        self.resize(min(scaled(1120), room.width() * 19 // 20), min(scaled(660), room.height() * 9 // 10))

    def _middle(self) -> QSplitter:
        right = QWidget()
        head = QHBoxLayout()
        head.addWidget(section_title(self._say(_("Xem trước"))), 1)
        head.addWidget(self.only_rejected)
        column_of(head, self.view, self.detail, self.update_box, grows=self.view, gap=8, margins=FLUSH, on=right)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(14)
        split.addWidget(self.mapping)
        split.addWidget(right)
        split.setSizes([scaled(500), scaled(580)])
        split.setStretchFactor(1, 1)
        return split

    def _foot(self) -> QHBoxLayout:
        close = plain_button(self._say(_("Đóng")), self.reject)
        self.load_button.setDefault(True)
        self.summary.setWordWrap(True)
        row = row_of(self.summary, grows=self.summary, gap=8)
        for widget in (self.progress, self.stop_button, self.rejects_button, self.load_button, close):
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        for sent in (
            self.source.kind_chosen,
            self.source.sheet_chosen,
            self.source.encoding_chosen,
            self.source.header_chosen,
            self.mapping.changed,
            self.findings.answered,
            self.table.mended,
        ):
            sent.connect(self._touch)
        self.source.file_wanted.connect(self.choose_file)
        self.source.kind_chosen.connect(lambda: self._was_read(self._grids) if self._grids else None)
        self.source.sheet_chosen.connect(self._take_sheet)
        self.source.encoding_chosen.connect(self._read)
        self.source.header_chosen.connect(lambda: self._take_header(self.source.chosen_header))
        self.mapping.changed.connect(self._replan.start)
        self.findings.answered.connect(self._plan_now)
        self.findings.hidden_wanted.connect(lambda _on: self._take_header(None))
        self.table.mended.connect(self._mend)
        self._replan.timeout.connect(self._plan_now)
        self.update_box.toggled.connect(lambda _on: self._plan_now())
        self.only_rejected.toggled.connect(lambda on: self.table.show_plan(self.plan, on))
        self.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_detail(now.row()))
        self._context.operations.progressed.connect(self._show_progress)
        self._context.operations.failed.connect(self._end)
