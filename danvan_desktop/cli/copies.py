"""``danvan report --copy``: prints a certified copy and enters its number in the office's register."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.reports.document import CopyKind
from danvan_desktop.reports.style import FileFormat

if TYPE_CHECKING:
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.form import ReportForm
    from danvan_desktop.reports.printing import Printed


@dataclass(frozen=True)
class CopyOptions:
    """What was typed; without a number the next one of the register."""

    kind: str
    number: int | None
    recipients: tuple[str, ...]


def print_copy(
    form: ReportForm, context: ReportContext, out: Path, file_format: FileFormat, options: CopyOptions
) -> tuple[Printed, str]:
    """Print a copy, enter it in the register, and return what was printed with number and symbol.

    A number is spent only when the file is written.

    Raises:
        ReportError: the number was given to another copy, or the form cannot be built.
        OutputError: the path cannot be written.
    """
    from danvan_desktop.reports.copies import CopyWish, copy_draft, next_copy_number, written_copy_number
    from danvan_desktop.reports.printing import print_form

    number = next_copy_number(context) if options.number is None else options.number
    wish = CopyWish(CopyKind(options.kind), number, options.recipients)
    draft = copy_draft(form, context, wish)
    printed = print_form(form, context, out, file_format=file_format, copy=wish)
    if draft is not None:
        context.own_store.save(draft)
    return printed, written_copy_number(context, wish)
