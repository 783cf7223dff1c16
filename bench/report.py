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
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import pypdfium2
from measuring import ratio_line
from report_content import COLUMNS, Content, content

from danvan_desktop.assets import resource_path

HERE = Path(__file__).parent
INFO_DAY = dt.date(2026, 10, 1)
MOST_MEGABYTES = 250
MOST_OF_OURS = {"typst": "< 0.83 x"}
"""The aim is to draw 1.2 times as many pages as Typst."""


class Run(TypedDict):
    """What a process told of its drawing."""

    seconds: float
    work: float
    megabytes: float


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    kept = Path(sys.argv[2]) if sys.argv[1:2] == ["--rivals"] else None
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = _write(work / "content.json", content())
        ours = _ours("pdf", source, work / "ours.pdf")
        _grow(work, ours)
        for rival in _rivals(work, source, kept or work / "rivals"):
            most = MOST_OF_OURS.get(rival.name, "< 1 x")
            ratio_line(f"pages a second of {rival.name} against ours", rival.rate, ours.rate, most, "pages/s")
            if rival.work:
                ratio_line(
                    "the same a second of the processor",
                    rival.pages / rival.work,
                    ours.pages / ours.work,
                    most,
                    "pages/s",
                )


@dataclass(frozen=True)
class Drawn:
    """What one renderer made: seconds by the clock and of the processor (0 where another process worked)."""

    name: str
    pages: int
    seconds: float
    work: float
    megabytes: float

    @property
    def rate(self) -> float:
        return self.pages / self.seconds

    def tell(self) -> None:
        much = f", {self.work:.2f} s of the processor, {self.megabytes:.0f} MB" if self.work else ""
        print(f"{self.name}: {self.pages} pages in {self.seconds:.2f} s = {self.rate:.0f} pages a second{much}")


def _grow(work: Path, short: Drawn) -> None:
    """Five times as long a report must take five times as long, and little more memory."""
    source = _write(work / "long.json", content(1_000 / short.pages))
    long = _ours("pdf", source, work / "long.pdf")
    ratio_line("work a page at 1,000 pages", 1000 * long.work / long.pages, 1000 * short.work / short.pages, "<= 1.2 x")
    ratio_line("memory at 1,000 pages", long.megabytes, MOST_MEGABYTES, "< 1 x", "MB")


def _rivals(work: Path, source: Path, environment: Path) -> list[Drawn]:
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
        found.append(_told(name, out, json.loads(made.stdout.splitlines()[-1])))
    return [*found, *_office(work, source)]


def _office(work: Path, source: Path) -> list[Drawn]:
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice: skipped, not installed")
        return []
    _child_of("docx", source, work / "office.docx")
    start = time.perf_counter()
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(work / "office.docx")]
    subprocess.run(command, capture_output=True, check=True, env={**os.environ, "HOME": str(work)})
    seconds = time.perf_counter() - start
    return [_told("LibreOffice", work / "office.pdf", {"seconds": seconds, "work": 0.0, "megabytes": 0.0})]


def _told(name: str, out: Path, run: Run) -> Drawn:
    drawn = Drawn(name, _count(out), **run)
    drawn.tell()
    return drawn


def _environment(folder: Path) -> Path | None:
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "weasyprint", "fpdf2", "typst"]
    return python if subprocess.run(install, check=False, capture_output=True).returncode == 0 else None


def _ours(kind: str, source: Path, out: Path) -> Drawn:
    runs = [_child_of(kind, source, out) for _turn in range(3)]
    return _told("ours", out, min(runs, key=lambda run: run["work"]))


def _child_of(kind: str, source: Path, out: Path) -> Run:
    command = [sys.executable, str(HERE / "report.py"), "--child", kind, str(source), str(out)]
    run: Run = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return run


def _child(kind: str, source: Path, out: Path) -> None:
    from danvan_desktop.reports.docx import render_docx
    from danvan_desktop.reports.page_format import load_page_format
    from danvan_desktop.reports.pdf.render import Chapter, render_book

    data: Content = json.loads(source.read_text(encoding="utf-8"))
    style = load_page_format("state")
    start, worked = time.perf_counter(), time.process_time()
    register, minutes = _documents(data)
    if kind == "pdf":
        chapters = (Chapter(document.kind, document, style) for document in (register, *minutes))
        render_book(chapters, register.info, out)
    else:
        from dataclasses import replace

        from danvan_desktop.reports.document import Appendix

        annexes = tuple(Appendix("Phụ lục", document.kind, document.blocks) for document in minutes)
        render_docx(replace(register, appendices=annexes), style, out)
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    print(
        json.dumps(
            {"seconds": seconds, "work": work, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        )
    )


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
