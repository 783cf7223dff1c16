"""Lines of a list's menu that take it out of the window; what draws and writes is loaded when somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.localization import _
from danvan_desktop.ui.reports.sources import may_read_above

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage


class ListPapers(QObject):
    """Prints a list, writes it as it is shown, and writes all fields of its records."""

    def __init__(self, page: RecordPage) -> None:
        """Belong to a page with a list."""
        super().__init__(page)
        self._page = page
        self.print_action = page.add_action(_("In danh sách…"), "preview", self.print_out, "Ctrl+P")
        self.write_action = page.add_action(_("Xuất ra Excel như đang xem…"), "export", self.write)
        self.export_action = page.add_action(_("Xuất ra Excel đủ mọi mục…"), "export", self.export)
        if may_read_above(page.context.store):
            self.above_action = page.add_action(_("Xem ở cơ sở dữ liệu cấp trên…"), "figures", self.show_above)

    def show_above(self) -> None:
        """Show the records of all units, as the database of the level above has them."""
        from danvan_desktop.ui.reports.database_list import DatabaseList

        DatabaseList(self._page.context, self._page.kind.name, self._page).open()

    def print_out(self) -> None:
        """Show on paper what the list shows: its columns, its order, its groups."""
        from danvan_desktop.ui.pages.list_printing import print_list

        print_list(self._page)

    def write(self) -> None:
        """Ask where to and write into a file of Excel what would be printed."""
        from danvan_desktop.ui.pages.list_printing import choose_file

        choose_file(self._page)

    def export(self) -> None:
        """Write the records into a file of Excel with all their fields, from which they can be loaded again."""
        from danvan_desktop.ui.loading.export import export_list

        export_list(self._page.context, self._page.query, self._page)
