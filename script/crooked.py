"""Makes the crooked lists of ``tests/data/legacy``, as communes keep them, each with what loading it must come to.

    script/crooked.py [FOLDER]

Every list is a petition register unless it says otherwise. ``expected.json`` holds for each file: its kind, options,
the rows that load (``new``), the rows left out, a word of the reason for each rejected row, values of the first
record, or a word of the error that refuses the file as a whole.
"""

from __future__ import annotations

import codecs
import datetime as dt
import json
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from environment import ROOT, speak_utf8
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

FOLDER = ROOT / "tests" / "data" / "legacy"
_MADE = dt.datetime(2026, 9, 30, 8, 0)

Write = Callable[[Path], None]


@dataclass
class Expected:
    """What loading a file must come to."""

    kind: str = "petition"
    new: int = 0
    same: int = 0
    rejected: dict[str, str] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    first: dict[str, object] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    refused: str = ""


HEADS: list[Any] = ["Số đơn", "Ngày nhận", "Họ và tên", "Thôn", "Lĩnh vực", "Nội dung kiến nghị"]
PEOPLE: list[list[Any]] = [
    ["01", "12/8/2026", "Nguyễn Văn Hùng", "Thôn Đông", "Đất đai", "Đề nghị đo lại diện tích thửa đất số 15"],
    ["02", "13/8/2026", "Trần Thị Thủy", "Thôn Hạ", "Giao thông", "Đường vào thôn xuống cấp, mưa là ngập"],
    ["03", "ngày 14 tháng 8 năm 2026", "Lê Đức Cường", "Thôn Đông", "Rác thải", "Rác đổ cạnh mương chưa được thu gom"],
]
FIRST: dict[str, object] = {
    "number": "01",
    "received_on": "2026-08-12",
    "citizen_name": "Nguyễn Văn Hùng",
    "field": "land",
    "content": "Đề nghị đo lại diện tích thửa đất số 15",
}


# Writing down


def old_letters(text: str, encoding: str) -> str:
    """Write Unicode in TCVN3 or VNI, as its letters look under a western font; TCVN3 has no marked capitals."""
    table = json.loads((ROOT / "resources" / "encodings" / f"{encoding}.json").read_text("utf-8"))["letters"]
    back = {letter: code for code, letter in reversed(table.items())}
    return "".join(back.get(letter) or back.get(letter.lower(), letter) for letter in text)


def windows_1258(text: str) -> bytes:
    """Write Unicode in windows-1258, whose tones are letters of their own."""
    coded = b""
    for letter in text:
        try:
            coded += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            coded += unicodedata.normalize("NFC", apart.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return coded


def separated(rows: list[list[str]], separator: str = ",") -> str:
    """Join rows as programs that quote only what must be quoted do."""

    def cell(text: str) -> str:
        return f'"{text}"' if any(sign in text for sign in (separator, '"', "\n")) else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows)


def raw(data: bytes) -> Write:
    """Write bytes as they are."""

    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


def sheet(rows: list[list[Any]], finish: Callable[[Any], object] | None = None) -> Write:
    """Write rows into an Excel file and let ``finish`` make it crooked."""

    def write(path: Path) -> None:
        book = Workbook()
        book.properties.created = book.properties.modified = _MADE
        page = book.active
        page.title = "Sheet1"
        for row in rows:
            page.append(row)
        if finish is not None:
            finish(page)
        book.save(path)

    return write


def under_font(name: str, rows: slice = slice(None)) -> Callable[[Any], None]:
    """Put all text of a sheet under one font."""

    def finish(page: Any) -> None:
        for row in list(page.iter_rows())[rows]:
            for cell in row:
                cell.font = Font(name=name, size=13)

    return finish


def merged(*areas: str) -> Callable[[Any], None]:
    """Merge areas of a sheet."""

    def finish(page: Any) -> None:
        for area in areas:
            page.merge_cells(area)

    return finish


def titled(rows: list[list[Any]]) -> list[list[Any]]:
    """Put the titles of an office above a list, so that its headings stand on row 5."""
    return [
        ["ỦY BAN NHÂN DÂN XÃ ĐÔNG SƠN", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None, None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        ["SỔ THEO DÕI KIẾN NGHỊ, PHẢN ÁNH QUÝ III NĂM 2026"],
        [],
        *rows,
    ]


def coded_rows(encoding: str) -> list[list[str]]:
    """Write the headings and the people's rows in an old encoding."""
    return [[old_letters(text, encoding) for text in row] for row in [HEADS, *PEOPLE]]


# The lists


def encodings() -> dict[str, tuple[Write, Expected]]:
    """Lists whose letters are the trouble."""
    rows = [HEADS, *PEOPLE]
    text = separated(rows)
    good = Expected(new=3, first=FIRST)
    tcvn3_titled = [[old_letters(t, "tcvn3") if isinstance(t, str) else t for t in row] for row in titled(rows)]

    def capitals(page: Any) -> None:
        under_font(".VnTime")(page)
        for cell in page["C"][5:]:
            cell.font = Font(name=".VnTimeH", size=13)

    return {
        "01-tcvn3-phong-vntime.xlsx": (
            sheet(tcvn3_titled, capitals),
            Expected(new=3, first={**FIRST, "citizen_name": "NGUYỄN VĂN HÙNG"}),
        ),
        "02-vni-times.xlsx": (sheet(coded_rows("vni"), under_font("VNI-Times")), good),
        "03-tcvn3-doi-phong-arial.xlsx": (sheet(coded_rows("tcvn3"), under_font("Arial")), good),
        "04-nhieu-phong-trong-o.xlsx": (sheet(rows, _runs), Expected(new=3, first=FIRST)),
        "05-windows-1258.csv": (raw(windows_1258(text)), good),
        "06-tcvn3.csv": (raw(old_letters(text, "tcvn3").encode("latin-1")), good),
        "07-vni-cham-phay.csv": (raw(old_letters(separated(rows, ";"), "vni").encode("latin-1")), good),
        "08-unicode-text-cua-excel.csv": (raw(codecs.BOM_UTF16_LE + separated(rows, "\t").encode("utf-16-le")), good),
        "09-utf8-dau-roi.csv": (raw(unicodedata.normalize("NFD", text).encode()), good),
        "10-utf8-luu-nham.csv": (raw(text.encode().decode("latin-1").encode("utf-8")), good),
        "11-utf16-khong-bom.csv": (raw(text.encode("utf-16-be")), good),
    }


def _runs(page: Any) -> None:
    """Make the first petition's text of two runs: its beginning in TCVN3 under its font, its end in Unicode."""
    content = str(PEOPLE[0][5])
    old = InlineFont(rFont=".VnTime", sz=13)
    new = InlineFont(rFont="Times New Roman", sz=13, b=True)
    page["F2"] = CellRichText(TextBlock(old, old_letters(content[:20], "tcvn3")), TextBlock(new, content[20:]))


def shapes() -> dict[str, tuple[Write, Expected]]:
    """Lists whose layout is the trouble."""
    two_rows: list[list[Any]] = [
        ["STT", "Số đơn", "Ngày tháng", None, "Công dân", None, "Nội dung kiến nghị"],
        [None, None, "Ngày nhận", "Thời hạn trả lời", "Họ và tên", "Thôn", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "01", dt.date(2026, 8, 12), dt.date(2026, 8, 22), "Nguyễn Văn Hùng", "Thôn Đông", "Đo lại đất"],
        [2, "02", dt.date(2026, 8, 13), None, "Trần Thị Thủy", None, "Sửa đường"],
    ]
    grouped: list[list[Any]] = titled(
        [
            HEADS,
            ["I. THÔN ĐÔNG"],
            PEOPLE[0],
            PEOPLE[2],
            ["II. THÔN HẠ"],
            PEOPLE[1],
            ["Tổng cộng", None, "3 đơn"],
            [],
            [None, "NGƯỜI LẬP BIỂU", None, None, "Đông Sơn, ngày 30 tháng 9 năm 2026"],
            [None, "Phạm Thị Mai", None, None, "CHỦ TỊCH"],
        ]
    )
    empty_form = [
        ["STT", *HEADS, "Ghi chú"],
        *([place, *row, "hỏa tốc"] for place, row in enumerate(PEOPLE[:2], 1)),
        *([place] for place in range(3, 16)),
    ]
    return {
        "12-tieu-de-hai-dong-o-gop.xlsx": (
            sheet(two_rows, merged("A1:A2", "B1:B2", "G1:G2", "C1:D1", "E1:F1", "F4:F5")),
            Expected(
                new=2,
                left_out=[3],
                first={"number": "01", "received_on": "2026-08-12", "due_on": "2026-08-22", "content": "Đo lại đất"},
            ),
        ),
        "13-tieu-de-dong-5-nhom-tong-ky.xlsx": (
            sheet(grouped, merged("A6:F6", "A9:F9", "A3:F3")),
            Expected(new=3, left_out=[6, 9, 11, 13, 14], first=FIRST),
        ),
        "14-bieu-mau-de-trong.xlsx": (sheet(empty_form), Expected(new=2, left_out=list(range(4, 17)), first=FIRST)),
        "15-khong-co-cot-thon.csv": (
            raw(separated([[*r[:3], *r[4:]] for r in [HEADS, *PEOPLE]]).encode("utf-8-sig")),
            Expected(new=3, constants={"unit": "thon dong"}, first=FIRST),
        ),
        "16-khong-co-tieu-de.xlsx": (sheet([list(row) for row in PEOPLE]), Expected(refused="tiêu đề")),
    }


def values() -> dict[str, tuple[Write, Expected]]:
    """Lists whose cells are the trouble."""
    base = ["Nguyễn Văn An", "Thôn Đông", "Khác", "Nội dung"]
    days: list[list[Any]] = [
        HEADS,
        ["1", dt.date(2026, 8, 12), *base],
        ["2", 46246, *base],
        ["3", "12-08-26", *base],
        ["4", "mùng 2 tháng 9 năm 2026", *base],
        ["5", "31/2/2026", *base],
        ["6", "12/8", *base],
        ["7", "tháng trước", *base],
        [dt.date(2026, 8, 12), dt.date(2026, 8, 12), *base],
        ["9", None, *base],
        ["10", "12/8/2062", *base],
    ]
    names: list[list[str]] = [
        HEADS,
        ["1", "12/8/2026", "An", "thôn đông", "đất đai", "a"],
        ["2", "12/8/2026", "An", "DS-02", "GPMB", "b"],
        ["3", "12/8/2026", "An", "Hạ", "Y tế, bảo hiểm", "c"],
        ["4", "12/8/2026", "An", "THON DONG", "Vũ trụ", "d"],
        ["5", "12/8/2026", "An", "Thôn Thượng", "Khác", "đ"],
        ["6", "12/8/2026", "An", "Xã Đông", "Khác", "e"],
    ]
    meetings: list[list[Any]] = [
        ["Thôn", "Ngày họp", "Giờ họp", "Nội dung cuộc họp", "Địa điểm", "Chủ trì", "Thư ký", "Tổng số hộ", "Số hộ dự"],
        ["Thôn Đông", dt.date(2026, 8, 12), dt.time(19, 30), "Làm đường", "NVH", "An", "Bình", "1.120 hộ", 950],
        ["Thôn Hạ", "13/8/2026", "19h30", "Họp quý", "NVH", "An", "Bình", 120, "95"],
        ["Thôn Hạ", "14/8/2026", None, "Thiếu giờ", "NVH", "An", "Bình", 120, 95],
        ["Thôn Hạ", "15/8/2026", "25h", "Sai giờ", "NVH", "An", "Bình", 120, 95],
        ["Thôn Hạ", "16/8/2026", "20h", "Lẻ hộ", "NVH", "An", "Bình", "120,5", 95],
        ["Thôn Hạ", "17/8/2026", "20h", "Quá số hộ", "NVH", "An", "Bình", 120, 950],
    ]
    twice: list[list[str]] = [HEADS, *PEOPLE, PEOPLE[0], [*PEOPLE[1][:5], "Nội dung khác hẳn"]]
    formulas: list[list[Any]] = [
        [*HEADS, "SĐT", "Số người"],
        ["1", "12/8/2026", *base, 912345678, 3],
        ["2", "12/8/2026", *base, "0912 345 678", "=G2+1"],
        ["3", "12/8/2026", *base[:3], "#REF!", 912345678, 2],
    ]
    commands = [HEADS, ["1", "12/8/2026", "=cmd|' /C calc'!A0", "Thôn Đông", "Khác", "'=HYPERLINK(1)"]]
    return {
        "17-ngay-thang-du-kieu.xlsx": (
            sheet(days),
            Expected(
                new=4,
                rejected={
                    "6": "28 ngày",
                    "7": "thiếu năm",
                    "8": "không phải là ngày",
                    "9": "Excel",
                    "10": "Chưa nhập",
                    "11": "chưa tới",
                },
                first={"received_on": "2026-08-12"},
            ),
        ),
        "18-ten-thon-va-linh-vuc.csv": (
            raw(separated(names).encode()),
            Expected(new=3, rejected={"5": "Vũ trụ", "6": "Thôn Thượng", "7": "Xã Đông"}, first={"field": "land"}),
        ),
        "19-hop-thon-ngay-gio-hai-cot.xlsx": (
            sheet(meetings),
            Expected(
                kind="meeting",
                new=2,
                rejected={"4": "chưa có giờ", "5": "25 giờ", "6": "số nguyên", "7": "nhiều hơn"},
                first={"starts_at": "2026-08-12T19:30", "households_total": 1120, "households_present": 950},
            ),
        ),
        "20-dong-lap.xlsx": (sheet(twice), Expected(new=3, same=1, rejected={"6": "Trùng với dòng 3"}, first=FIRST)),
        "21-cong-thuc-va-loi.xlsx": (
            sheet(formulas),
            Expected(new=1, rejected={"3": "công thức", "4": "#REF!"}, first={"citizen_phone": "0912345678"}),
        ),
        "22-lenh-trong-o.csv": (
            raw(separated(commands).encode()),
            Expected(new=1, first={"citizen_name": "=cmd|' /C calc'!A0", "content": "=HYPERLINK(1)"}),
        ),
        "23-ho-gia-dinh.xlsx": (
            sheet(
                [
                    ["DANH SÁCH HỘ GIA ĐÌNH THÔN ĐÔNG"],
                    [],
                    ["STT", "Họ và tên chủ hộ", "Số khẩu", "Xóm"],
                    [1, "Trần Thị\u00a0Mùi", 4.0, "Xóm 1"],
                    [2, "Trần Thị Mùi", "5 khẩu", "Xóm 2"],
                    [3, None, 2, "Xóm 2"],
                ],
                merged("A1:D1"),
            ),
            Expected(
                kind="household",
                new=2,
                left_out=[6],
                constants={"unit": "DS-01"},
                first={"head": "Trần Thị Mùi", "order": 1, "members": 4},
            ),
        ),
    }


def strangers() -> dict[str, tuple[Write, Expected]]:
    """Files that are no lists this program reads."""
    return {
        "24-excel-97.xlsx": (raw(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)), Expected(refused=".xls")),
        "25-trang-web.xlsx": (raw("<html><table><tr><td>Số</td></tr></table>".encode()), Expected(refused="trang web")),
        "26-tai-do.xlsx": (_cut_short, Expected(refused="hỏng")),
        "27-khong-phai-chu.csv": (raw(bytes(range(256)) * 4), Expected(refused="CSV")),
    }


def _cut_short(path: Path) -> None:
    sheet([HEADS, *PEOPLE])(path)
    path.write_bytes(path.read_bytes()[:2_000])


def main(arguments: list[str]) -> int:
    """Write all files; returns the exit status."""
    speak_utf8()
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = {**encodings(), **shapes(), **values(), **strangers()}
    for name, (write, _expected) in files.items():
        write(folder / name)
    expected = {name: vars(outcome) for name, (_write, outcome) in files.items()}
    text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    (folder / "expected.json").write_text(text, "utf-8")
    print(f"{len(files)} files in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
