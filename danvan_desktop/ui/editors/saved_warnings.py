"""What a save warned of, told where it is seen: beside the fields in sight, else in one line below the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import SaveResult
from danvan_desktop.ui.editors.child_panel import ChildPanel

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor

_MOST = 2
"""So many are told in words; a list below the form would leave no room for it."""


def show_warnings(editor: RecordEditor, result: SaveResult) -> None:
    """Show what a save warned of: a warning of a tab that is not in sight, or of a row, is not to be overlooked."""
    elsewhere = [*_of_record(editor, result), *_of_rows(editor, result), *_of_no_record(result)]
    if not elsewhere:
        return
    told = " ".join(editor.say(words) for words in elsewhere[:_MOST])
    words = _("Đã lưu. Nên xem lại: {told}", told=told)
    if more := len(elsewhere[_MOST:]):
        words = ngettext("{told} Còn {n} điều nữa.", "{told} Còn {n} điều nữa.", more, told=words)
    editor.tell(words, is_fault=False)


def _of_record(editor: RecordEditor, result: SaveResult) -> Iterator[Message]:
    """Show beside the fields what is warned of the record itself, and return what is not seen there."""
    problems = result.warned.get(editor.uid, ())
    homeless = editor.form.show_problems(problems)
    if editor.tabs.currentIndex() == 0:
        problems = tuple(homeless)
    tab = editor.tabs.tabText(0)
    yield from (_("“{tab}”: {words}", tab=tab, words=problem.message) for problem in problems)


def _of_rows(editor: RecordEditor, result: SaveResult) -> Iterator[Message]:
    for panel in editor.parts.panels:
        if not isinstance(panel, ChildPanel):
            continue
        tab = editor.tabs.tabText(editor.tabs.indexOf(panel))
        for place, row in enumerate(panel.rows.rows):
            for problem in result.warned.get(row.uid, ()):
                yield _("“{tab}”, dòng {number}: {words}", tab=tab, number=place + 1, words=problem.message)


def _of_no_record(result: SaveResult) -> Iterator[Message]:
    """Return what speaks of no record that is there yet, such as a task that comes again."""
    told = [problem for problems in result.warned.values() for problem in problems]
    yield from (problem.message for problem in result.warnings if problem not in told)
