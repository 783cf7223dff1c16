"""The Word templates that an office keeps in place of the program's own, one a form, in the store of this laptop."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.store.inputs import read_input

if TYPE_CHECKING:
    from danvan_desktop.domain.records import Records
    from danvan_desktop.reports.page_format import PageFormat
    from danvan_desktop.store import Store


def kept_template(store: Records, code: str) -> bytes | None:
    """Return the office's template of a form, ``None`` where it has none or what was kept cannot be read."""
    text = store.settings.get(_setting(code))
    try:
        return base64.b64decode(text, validate=True) or None
    except binascii.Error:
        return None


def take_template(store: Store, code: str, path: Path) -> None:
    """Check a Word file and keep it as the template of a form.

    Raises:
        ReportError: it cannot be read or filled; the message says why.
        StoreError: ``path`` is no file, or is too large.
    """
    from danvan_desktop.reports.docx.template import try_template
    from danvan_desktop.reports.docx.template_check import LARGEST_TEMPLATE
    from danvan_desktop.reports.page_format import load_page_format
    from danvan_desktop.reports.style import Style

    try:
        data = read_input(path, LARGEST_TEMPLATE)
    except OSError as error:
        raise ReportError(_("Không đọc được tệp “{name}”.", name=path.name)) from error
    try_template(data, load_page_format(Style.STATE), store.today())
    store.settings.set(_setting(code), base64.b64encode(data).decode("ascii"))


def remove_template(store: Store, code: str) -> None:
    """Print a form by the program's own template again."""
    store.settings.set(_setting(code), "")


def save_template(store: Store, code: str, page_format: PageFormat, out: Path) -> None:
    """Write the office's template of a form, or one to begin with; raises OutputError when it cannot be written."""
    from danvan_desktop.reports.docx.template import starting_template
    from danvan_desktop.reports.output import replacing

    data = kept_template(store, code) or starting_template(page_format, store.today())
    with replacing(out) as stream:
        stream.write(data)


def _setting(code: str) -> str:
    return f"template.{code}"
