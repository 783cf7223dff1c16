"""Triggers and views of another program in a file, such as one brought on a stick: SQLite would run them with ours.

A trigger changes what it likes whenever something is saved; a view in the place of a table never ends to be read.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreDamaged

_VIEWS = frozenset({"cell", "head"})
"""The views that stores have."""
_FORMER = "search_document"
"""The table whose triggers stores of earlier versions had."""
_DECLARED = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')"


def refuse_foreign_triggers(connection: Any) -> None:
    """Raise StoreDamaged for a file with triggers or views that no store has."""
    for sort, name, table, text in connection.execute(_DECLARED):
        is_view = sort == "view" and name in _VIEWS and "recursive" not in str(text).casefold()
        if not is_view and not (sort == "trigger" and table == _FORMER):
            raise StoreDamaged(
                _(
                    "Tệp dữ liệu bị phần mềm khác gài lệnh lạ nên không mở. Hãy khôi phục từ bản sao lưu, hoặc cứu"
                    " phần còn đọc được ra tệp mới."
                )
            )
