"""Pages a second of a long report, against WeasyPrint, fpdf2, Typst and LibreOffice: one content, one run.

``python bench/report.py`` makes an environment for the rivals in a temporary folder (``--rivals FOLDER`` keeps it);
what cannot be installed is skipped with a line. Each renderer runs in a process of its own; of ours the best
of three runs counts.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from measuring import ratio_line
from report_content import COLUMNS, Content, content

from danvan_desktop.assets import resource_path

HERE = Path(__file__).parent
INFO_DAY = dt.date(2026, 10, 1)
MOST_MEGABYTES = 250


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    kept = Path(sys.argv[2]) if sys.argv[1:2] == ["--rivals"] else None
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = _write(work / "content.json", content())
        pages, ours, megabytes = _ours("pdf", source, work / "ours.pdf")
        print(f"ours: {pages} pages in {ours:.2f} s = {pages / ours:.0f} pages a second, {megabytes:.0f} MB")
        _grow(work, pages, ours)
        for name, rate in _rivals(work, source, kept or work / "rivals"):
            ratio_line(f"pages a second of {name} against ours", rate, pages / ours, "< 1 x", "pages/s")


def _grow(work: Path, pages: int, seconds: float) -> None:
    """Five times as long a report must take five times as long, and little more memory."""
    source = _write(work / "long.json", content(1_000 / pages))
    long_pages, long_seconds, megabytes = _ours("pdf", source, work / "long.pdf")
    print(f"ours: {long_pages} pages in {long_seconds:.2f} s, {megabytes:.0f} MB")
    ratio_line("time a page at 1,000 pages", 1000 * long_seconds / long_pages, 1000 * seconds / pages, "<= 1.2 x")
    ratio_line("memory at 1,000 pages", megabytes, MOST_MEGABYTES, "< 1 x", "MB")


def _rivals(work: Path, source: Path, environment: Path) -> list[tuple[str, float]]:
    found = []
    python = _environment(environment)
    for name in ("weasyprint", "fpdf2", "typst"):
        out = work / f"{name}.pdf"
        if python is None:
            print(f"{name}: skipped, no environment could be made")
            continue
        command = [
            str(python),
            str(HERE / "report_rivals.py"),
            name,
            str(source),
            str(out),
            str(resource_path("fonts")),
        ]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            print(f"{name}: skipped, {made.stderr.strip().splitlines()[-1:]}")
            continue
        found.append(_told(name, out, **json.loads(made.stdout.splitlines()[-1])))
    return [*found, *_office(work, source)]


def _office(work: Path, source: Path) -> list[tuple[str, float]]:
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice: skipped, not installed")
        return []
    _ours("docx", source, work / "office.docx")
    start = time.perf_counter()
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(work / "office.docx")]
    subprocess.run(command, capture_output=True, check=True, env={**os.environ, "HOME": str(work)})
    seconds = time.perf_counter() - start
    return [_told("LibreOffice", work / "office.pdf", seconds)]


def _told(name: str, out: Path, seconds: float, megabytes: float | None = None) -> tuple[str, float]:
    pages = _count(out)
    memory = f", {megabytes:.0f} MB" if megabytes else ""
    print(f"{name}: {pages} pages in {seconds:.2f} s = {pages / seconds:.0f} pages a second{memory}")
    return name, pages / seconds


def _environment(folder: Path) -> Path | None:
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "weasyprint", "fpdf2", "typst"]
    return python if subprocess.run(install, check=False, capture_output=True).returncode == 0 else None


def _ours(kind: str, source: Path, out: Path) -> tuple[int, float, float]:
    command = [sys.executable, str(HERE / "report.py"), "--child", kind, str(source), str(out)]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _turn in range(3 if kind == "pdf" else 1)
    ]
    best = min(runs, key=lambda run: run["seconds"])
    return (_count(out) if kind == "pdf" else 0), best["seconds"], best["megabytes"]


def _child(kind: str, source: Path, out: Path) -> None:
    from danvan_desktop.reports.docx import render_docx
    from danvan_desktop.reports.page_format import load_page_format
    from danvan_desktop.reports.pdf.render import Chapter, render_book

    data: Content = json.loads(source.read_text(encoding="utf-8"))
    style = load_page_format("state")
    start = time.perf_counter()
    register, minutes = _documents(data)
    if kind == "pdf":
        chapters = (Chapter(document.kind, document, style) for document in (register, *minutes))
        render_book(chapters, register.info, out)
    else:
        from dataclasses import replace

        from danvan_desktop.reports.document import Appendix

        annexes = tuple(Appendix("Phụ lục", document.kind, document.blocks) for document in minutes)
        render_docx(replace(register, appendices=annexes), style, out)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def _documents(data: Content):
    from danvan_desktop.reports.document import Column, Document, DocumentInfo, Header, Paragraph, Table

    info, header = DocumentInfo("Sổ theo dõi", "UBND xã", INFO_DAY), Header("UBND xã Đông Sơn")
    columns = tuple(Column(title, width) for title, width in COLUMNS)
    table = Table(columns, tuple(map(tuple, data["rows"])))
    register = Document(info, header, "Sổ theo dõi kiến nghị", blocks=(table,), landscape=True)
    minutes = [Document(info, header, "Biên bản", blocks=tuple(map(Paragraph, texts))) for texts in data["minutes"]]
    return register, minutes


def _write(path: Path, data: Content) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def _count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


if __name__ == "__main__":
    main()
