"""The named fields of an office's own Word template: what may stand between ``{{`` and ``}}``, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.components import number_text, recipient_lines, unbroken
from danvan_desktop.reports.document import Block, Document, KeepTogether, Row, Table, cell_of, plain
from danvan_desktop.reports.page_format import PageFormat

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
CONTENT, CLOSING = "noi_dung", "ky_ten"
_CELL = re.compile(r"bang_([1-9]\d?)\.cot_([1-9]\d?)")


@dataclass(frozen=True)
class TemplateField:
    """A field: what it prints in words for the officer; ``text_of`` gives a text, ``None`` for a whole part."""

    name: str
    label: Message
    text_of: Callable[[Document, PageFormat], str] | None = None


def _number(document: Document, page_format: PageFormat) -> str:
    number = document.header.number
    return number_text(number, page_format.masthead) if number else ""


FIELDS = (
    TemplateField("co_quan_cap_tren", _("Cơ quan cấp trên"), lambda one, _format: unbroken(one.header.superior)),
    TemplateField("co_quan", _("Cơ quan ban hành"), lambda one, _format: unbroken(one.header.issuer)),
    TemplateField("so_ky_hieu", _("Dòng số và ký hiệu, đã có chữ “Số”"), _number),
    TemplateField("dia_danh_ngay", _("Địa danh và ngày"), lambda one, _format: one.header.place_date),
    TemplateField(
        "ve_viec",
        _("“V/v …” của công văn"),
        lambda one, page_format: page_format.masthead.worded(one.header.letter_subject),
    ),
    TemplateField("loai_van_ban", _("Tên loại văn bản"), lambda one, _format: one.kind),
    TemplateField("trich_yeu", _("Trích yếu"), lambda one, page_format: page_format.title_block.worded(one.subject)),
    TemplateField(CONTENT, _("Toàn bộ nội dung, cùng bảng và danh sách; đứng riêng một dòng")),
    TemplateField(CLOSING, _("Chỗ ký, nơi nhận, mã kiểm chứng; đứng riêng một dòng")),
    TemplateField(
        "noi_nhan",
        _("Các dòng nơi nhận"),
        lambda one, _format: "\n".join(recipient_lines(one.recipients)) if one.recipients else "",
    ),
    TemplateField(
        "chuc_vu",
        _("Quyền hạn, chức vụ của người ký đầu tiên"),
        lambda one, _format: "\n".join(one.signatures[0].lines) if one.signatures else "",
    ),
    TemplateField(
        "nguoi_ky",
        _("Họ tên người ký đầu tiên"),
        lambda one, _format: one.signatures[0].name if one.signatures else "",
    ),
)
CELL_EXAMPLE = TemplateField(
    "bang_1.cot_1", _("Cột 1 của bảng 1 trong văn bản; dòng của bảng chứa nó được lặp lại cho mỗi dòng số liệu")
)


def names() -> list[str]:
    """Return the names that an officer may write, the cells of tables by an example."""
    return [field.name for field in (*FIELDS, CELL_EXAMPLE)]


def is_known(name: str) -> bool:
    """Tell whether a name, as it is written, is a field."""
    return name.lower() in {field.name for field in FIELDS} or cell_named(name) is not None


def cell_named(name: str) -> tuple[int, int] | None:
    """Return the indexes of table and column, from 0, that a name asks for."""
    found = _CELL.fullmatch(name.lower())
    return (int(found[1]) - 1, int(found[2]) - 1) if found else None


def values_of(document: Document, page_format: PageFormat) -> dict[str, str]:
    """Return the text of every field that is one."""
    return {field.name: field.text_of(document, page_format) for field in FIELDS if field.text_of is not None}


def value_of(name: str, values: Mapping[str, str]) -> str:
    """Return the value of a field; one written in capitals is printed in capitals."""
    value = values.get(name.lower(), "")
    return value.upper() if name.isupper() else value


def tables_of(document: Document) -> list[Table]:
    """Return all tables of the document, then those of its annexes."""
    blocks = (*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks))
    return list(_tables(blocks))


def row_values(table: int, row: Row) -> dict[str, str]:
    """Return the values of one row; a cell over several columns stands in the first of them."""
    found: dict[str, str] = {}
    column = 1
    for cell in map(cell_of, row):
        found[f"bang_{table + 1}.cot_{column}"] = plain(cell.content)
        column += cell.span
    return found


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, KeepTogether):
            yield from _tables(block.blocks)
