"""Nhật ký thay đổi: who did what, when, on which laptop and why, with filters and a file to take along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.period import Period
from danvan_desktop.exchange.change_table import Papers, change_table, deed_told, fields_told, kind_told, paper_rows
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.store.change_register import DEED_NAMES, OPENINGS, ChangeFilter, ChangeLine, Deed
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import documents_folder
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.pages.listing_page import ListingPage
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_where_to_save
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.steady import ChoiceBox
from danvan_desktop.ui.widgets.two_line_list import Item

_MOST = 500
"""Lines that are shown; a file has all."""
_ALL = 10_000_000
_TODAY, _WEEK, _QUARTER, _EVER = "today", "week", "quarter", ""
_TIMES = (
    (_WEEK, _("7 ngày qua")),
    (_TODAY, _("Hôm nay")),
    (_QUARTER, _("Quý này")),
    (_EVER, _("Mọi lúc")),
)
_OPENINGS, _PAST_RIGHTS = "openings", "past_rights"
_WIDEST = 240


class ChangesPage(ListingPage):
    """The register, newest first; a double click opens the record."""

    title = _("Nhật ký thay đổi")
    icon = "history"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(context, self.title, parent)
        self._lines: Sequence[ChangeLine] = ()
        self.banner = Banner()
        self.time = self._choice(_("Thời gian"), [(code, self._say(words)) for code, words in _TIMES])
        self.deed = self._choice(_("Việc"), self._deeds())
        self.kind = self._choice(_("Loại hồ sơ"), self._kinds())
        self.officer = self._choice(_("Người làm"), [("", self._say(_("Mọi người")))])
        self.device = self._choice(_("Máy"), [("", self._say(_("Mọi máy")))])
        self.list.opened.connect(self._open)
        self.save_button = plain_button(self._say(_("Ghi ra tệp…")), self.choose_file, icon("export"))
        self._arrange()

    def activate(self) -> None:
        """Read the register as it is now."""
        self.context.operations.read(
            lambda store: (store.changes.authors(), store.changes.devices()), self._offer_authors, owner=self
        )
        super().activate()
        self.context.operations.read(
            lambda store: store.changes.rewriting(), self._warn, key=(self, "rewriting"), owner=self, slow=True
        )

    def refresh(self) -> None:
        """Read the lines that the filters leave, in the background."""
        wanted = self.wanted()
        self.context.operations.read(
            lambda store: store.changes.lines(wanted, _MOST), self._show, key=(self, "changes"), owner=self, slow=True
        )

    def wanted(self) -> ChangeFilter:
        """Return what the filters ask for."""
        deed = str(self.deed.currentData())
        past_rights = deed == _PAST_RIGHTS
        deeds = OPENINGS if deed == _OPENINGS else ({Deed(deed)} if deed and not past_rights else ())
        officer, kind = str(self.officer.currentData()), str(self.kind.currentData())
        device = str(self.device.currentData())
        return ChangeFilter(self._since(), None, officer, device, kind, "", deeds, past_rights)

    def show_all(self) -> None:
        """Show the lines of all times, people and kinds."""
        self.time.setCurrentIndex(self.time.findData(_EVER))
        for box in (self.deed, self.kind, self.officer, self.device):
            box.setCurrentIndex(0)
        self.refresh()

    def choose_file(self) -> None:
        """Ask for a file, and write all lines there that the filters leave."""
        suggested = documents_folder() / "nhat-ky-thay-doi.xlsx"
        kinds = "Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)"
        if path := ask_where_to_save(self, self._say, _("Ghi nhật ký ra tệp"), kinds, suggested):
            self.save(path)

    def save(self, out: Path) -> None:
        """Write them as a table, or on paper, in the form that the file's ending names."""
        wanted, say, told = self.wanted(), self.context.translator, self._told()

        def work(store: Store, _progress: Progress) -> None:
            lines = store.changes.lines(wanted, _ALL)
            if out.suffix.lower() == ".pdf":
                rewriting = store.changes.rewriting()
                _print(store, lines, told if rewriting is None else (*told, Translator()(rewriting)), out)
                return
            from danvan_desktop.exchange.dumping import write_table
            from danvan_desktop.reports.catalogue import papers_named

            write_table(change_table(store, lines, say, papers_named(say)), out)

        self.context.operations.run(Operation(_("Ghi nhật ký ra tệp"), work))

    # Private

    def _choice(self, name: Message, choices: Sequence[tuple[str, str]]) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(self._say(name))
        for code, words in choices:
            box.addItem(words, code)
        box.setMaximumWidth(scaled(_WIDEST))
        box.activated.connect(lambda _place: self.refresh())
        return box

    def _deeds(self) -> Sequence[tuple[str, str]]:
        own = [(deed.value, self._say(words)) for deed, words in DEED_NAMES.items()]
        past = (_PAST_RIGHTS, self._say(_("Việc người làm không có quyền")))
        return [("", self._say(_("Mọi việc"))), (_OPENINGS, self._say(_("Mở, in, gửi hồ sơ bí mật"))), past, *own]

    def _kinds(self) -> Sequence[tuple[str, str]]:
        kinds = [view.kind for view, _listing in self.context.views.listed]
        named = [(kind, self._say(self.context.store.kinds[kind].label)) for kind in kinds]
        return [("", self._say(_("Mọi loại"))), *named]

    def _offer_authors(self, found: tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]) -> None:
        for box, named in zip((self.officer, self.device), found, strict=True):
            chosen, everybody = box.currentData(), box.itemText(0)
            box.clear()
            box.addItem(everybody, "")
            for code, name in named:
                box.addItem(name, code)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _told(self) -> Sequence[str]:
        """Return what the filters ask for in words, those alone that ask for something."""
        boxes = (self.time, self.deed, self.kind, self.officer, self.device)
        return [f"{box.accessibleName()}: {box.currentText()}" for box in boxes if box.currentData()]

    def _since(self) -> dt.date | None:
        today = self.context.store.today()
        begins = {_TODAY: today, _WEEK: today - dt.timedelta(days=7), _QUARTER: Period.quarter_of(today).first}
        return begins.get(str(self.time.currentData()))

    def _arrange(self) -> None:
        holder = QWidget()
        filters = FlowLayout(holder)
        for widget in (self.time, self.deed, self.kind, self.officer, self.device, self.save_button):
            filters.addWidget(widget)
        self.lay_out(self.banner, holder)
        self.empty.say(
            self._say(_("Không có thay đổi nào như vậy")),
            self._say(_("Chọn thời gian dài hơn, hoặc bỏ bớt điều kiện lọc.")),
            self._say(_("Bỏ lọc")),
        )
        self.empty.action_wanted.connect(self.show_all)

    def _show(self, lines: Sequence[ChangeLine]) -> None:
        from danvan_desktop.reports.catalogue import papers_named

        self._lines, papers = lines, papers_named(self._say)
        self.list.set_items([self._item(number, line, papers) for number, line in enumerate(lines)])
        count = ngettext("{n} lần", "{n} lần", len(lines))
        self._count.setText(self._say(_("{n} lần mới nhất", n=_MOST) if len(lines) == _MOST else count))
        self.show_list(bool(lines))
        self.save_button.setEnabled(bool(lines))

    def _warn(self, rewriting: Message | None) -> None:
        """Say that somebody rewrote what the register is read from."""
        self.banner.say("" if rewriting is None else self._say(rewriting), "error")

    def _item(self, number: int, line: ChangeLine, papers: Papers) -> Item:
        say, store = self._say, self.context.store
        who = line.officer_name or say(_("(chưa chọn người)"))
        name = readable(line.title, self.context.translator)
        what = say(_("{who}: {deed} · {kind}", who=who, deed=deed_told(line, say), kind=kind_told(store, line, say)))
        where = say(_("{moment} · máy {device}", moment=line.moment, device=line.device_name or "–"))
        told = (where, fields_told(store, line, say, papers), line.reason)
        return Item(str(number), f"{what} “{name}”" if name else what, " · ".join(part for part in told if part))

    def _open(self, number: str) -> None:
        self.record_wanted.emit(self._lines[int(number)].uid)


def _print(store: Store, lines: Sequence[ChangeLine], told: Sequence[str], out: Path) -> None:
    """Print lines; papers are Vietnamese whatever the language of the window."""
    from danvan_desktop.reports.catalogue import papers_named
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.forms.change_paper import ChangeExtract, change_form
    from danvan_desktop.reports.printing import print_form

    say = Translator()
    papers = papers_named(say)
    extract = ChangeExtract(paper_rows(store, lines, say, papers), told)
    print_form(change_form(extract), ReportContext(store, store.today()), out)
