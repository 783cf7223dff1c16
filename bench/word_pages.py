"""Pages of every form's Word file in LibreOffice against those of its PDF: ``python bench/word_pages.py``.

It prints the forms that differ by more than one page, and ends with status 1 when there are any. Liberation Serif or
Times New Roman must be installed, or LibreOffice sets wider letters.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.batch import print_to_folder
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store


def main() -> int:
    office = shutil.which("soffice")
    if office is None:
        print("skipped: LibreOffice is not installed")
        return 0
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        with Store.create(work / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            fill_sample(store)
            for style in Style:
                differing += _compare(store, style, work / style, office)
    print(f"{differing} Word files differ by more than a page")
    return 1 if differing else 0


def _compare(store: Store, style: Style, work: Path, office: str) -> int:
    """Print one record of each form as PDF and Word; convert all Word files at once."""
    items = {item.form.code: item for item in _items(store, style)}.values()
    pdfs = print_to_folder(tuple(items), work / "pdf")
    words = print_to_folder(tuple(items), work / "word", FileFormat.DOCX)
    files = [str(work / "word" / name) for name in words.names]
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(work / "office"), *files]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "HOME": str(work)})
    differing = 0
    for name in pdfs.names:
        ours, theirs = _pages(work / "pdf" / name), _pages(work / "office" / name)
        if abs(ours - theirs) > 1:
            differing += 1
        if ours != theirs:
            print(f"{style} {name}: {ours} pages, {theirs} from Word")
    return differing


def _items(store: Store, style: Style):
    from danvan_desktop.reports.batch import batch_of

    today = store.today()
    last = Period.quarter_of(today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1)).first
    return batch_of(store, Period.quarter_of(last.fromordinal(last.toordinal() - 1)), style).items


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    pages = len(document)
    document.close()
    return pages


if __name__ == "__main__":
    sys.exit(main())
