"""Opens a file that holds tables, whatever its ending says it is."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

from danvan_desktop.exchange.csv_reader import read_csv
from danvan_desktop.exchange.encodings import LEGACY, Encoding
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Grid
from danvan_desktop.exchange.workbook_files import form_of
from danvan_desktop.localization import _


def read_tables(path: Path, encoding: str | None = None, step: Callable[[], None] = lambda: None) -> list[Grid]:
    """Read the sheets of an Excel file, or the one table of a CSV file.

    ``encoding`` is an ``Encoding`` or a codec such as utf-16, ``None`` to find out; ``step`` is called now and then
    and may raise to stop. Raises TableError.
    """
    _check_known(encoding)
    form = form_of(path)
    if form is not None:
        from danvan_desktop.exchange.workbook_reader import read_sheets

        ours = {member.value: member for member in Encoding}
        grids = read_sheets(path, form, ours.get(encoding or ""), step)
    else:
        grid = read_csv(path, encoding, step)
        grids = [grid] if grid.rows else []
    if not grids:
        raise TableError(_("“{name}” không có dòng nào.", name=path.name))
    return grids


def _check_known(encoding: str | None) -> None:
    """Raise TableError for a name that means nothing, even where the file itself tells its encoding."""
    if encoding is None or encoding in set(Encoding):
        return
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        known = ", ".join(("utf-8", "utf-16", *LEGACY))
        raise TableError(
            _("Không có bảng mã “{encoding}”. Các bảng mã: {known}.", encoding=encoding, known=known)
        ) from error
