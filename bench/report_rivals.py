"""One rival draws the report: ``python report_rivals.py NAME CONTENT.json OUT.pdf FONTS``; prints seconds and memory.

It runs in an environment of its own, so it imports nothing of the program.
"""

from __future__ import annotations

import html
import json
import resource
import sys
import time
from pathlib import Path

from report_content import COLUMNS, Content

TITLE = "SỔ THEO DÕI KIẾN NGHỊ, PHẢN ÁNH"


def weasyprint(content: Content, out: Path, fonts: Path) -> None:
    """HTML with the same paper, margins, type and lines; the register's header is repeated."""
    from weasyprint import HTML

    heads = "".join(f"<th style='width:{width}mm'>{html.escape(title)}</th>" for title, width in COLUMNS)
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in content["rows"])
    minutes = "".join(
        f"<section><h1>BIÊN BẢN</h1>{''.join(f'<p>{html.escape(text)}</p>' for text in texts)}</section>"
        for texts in content["minutes"]
    )
    style = f"""
    @font-face {{ font-family: S; src: url(file://{fonts}/LiberationSerif-Regular.ttf) }}
    @font-face {{ font-family: S; font-weight: bold; src: url(file://{fonts}/LiberationSerif-Bold.ttf) }}
    @page {{ size: A4; margin: 20mm 20mm 20mm 30mm; @top-center {{ content: counter(page) }} }}
    @page wide {{ size: A4 landscape }}
    body {{ font: 14pt/1.26 S; text-align: justify }}
    h1 {{ font-size: 14pt; text-align: center }} p {{ text-indent: 12.7mm; margin: 6pt 0 0 }}
    table {{ page: wide; font-size: 12pt; line-height: 1.15; border-collapse: collapse; table-layout: fixed }}
    table {{ width: 100% }}
    td, th {{ border: 0.5pt solid; padding: 1.2mm; text-align: left }} section {{ break-before: page }}
    """
    page = f"<html lang=vi><style>{style}</style><table><thead><tr>{heads}</tr></thead>{rows}</table>{minutes}</html>"
    HTML(string=page).write_pdf(out)


def fpdf2(content: Content, out: Path, fonts: Path) -> None:
    """fpdf2's own table with the header repeated, and its multi_cell for text."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_margins(30, 20, 20)
    pdf.set_auto_page_break(True, 20)
    pdf.add_font("S", "", fonts / "LiberationSerif-Regular.ttf")
    pdf.add_font("S", "B", fonts / "LiberationSerif-Bold.ttf")
    pdf.add_page()
    pdf.set_font("S", size=12)
    widths = tuple(width for _title, width in COLUMNS)
    with pdf.table(
        col_widths=widths, text_align="LEFT", headings_style=FontFace(emphasis="BOLD"), line_height=4.9, padding=1.2
    ) as table:
        table.row([title for title, _width in COLUMNS])
        for row in content["rows"]:
            table.row(row)
    pdf.set_font("S", size=14)
    for texts in content["minutes"]:
        pdf.add_page(orientation="portrait")
        pdf.cell(0, 7, "BIÊN BẢN", align="C", new_x="LMARGIN", new_y="NEXT")
        for text in texts:
            pdf.multi_cell(0, 6.2, text, align="J", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2.1)
    pdf.output(str(out))


def typst(content: Content, out: Path, fonts: Path) -> None:
    """Typst with the same paper, type and repeated header; tagged, PDF/A-2a and PDF/UA-1 as ours."""
    import typst as compiler

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    heads = ", ".join(quoted(title) for title, _width in COLUMNS)
    widths = ", ".join(f"{width}fr" for _title, width in COLUMNS)
    rows = "\n".join(", ".join(map(quoted, row)) + "," for row in content["rows"])
    minutes = "\n".join(
        "#pagebreak()\n= BIÊN BẢN\n" + "\n".join(f"#par({quoted(text)})" for text in texts)
        for texts in content["minutes"]
    )
    source = f"""
#set document(title: {quoted(TITLE)}, date: datetime(year: 2026, month: 10, day: 1))
#set text(font: "Liberation Serif", size: 12pt, lang: "vi")
#set page("a4", flipped: true, margin: (left: 30mm, rest: 20mm), numbering: "1")
= {TITLE}
#table(columns: ({widths}), inset: 1.2mm, stroke: 0.5pt, table.header({heads}),
{rows})
#set page(flipped: false)
#set text(size: 14pt)
#set par(justify: true, first-line-indent: 12.7mm)
{minutes}
"""
    path = out.with_suffix(".typ")
    path.write_text(source, encoding="utf-8")
    compiler.compile(path, output=out, font_paths=[fonts], pdf_standards=["a-2a", "ua-1"])


def main() -> None:
    name, source, out, fonts = sys.argv[1], *map(Path, sys.argv[2:])
    content = json.loads(source.read_text(encoding="utf-8"))
    draw = {"weasyprint": weasyprint, "fpdf2": fpdf2, "typst": typst}[name]
    start, worked = time.perf_counter(), time.process_time()
    draw(content, out, fonts)
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    print(
        json.dumps(
            {"seconds": seconds, "work": work, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        )
    )


if __name__ == "__main__":
    main()
