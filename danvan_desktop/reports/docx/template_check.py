"""Looks at a Word file that an office brings as its template: foreign, so nothing in it is run, opened or fetched."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

import docx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from danvan_desktop.localization import _
from danvan_desktop.reports.docx.template_fields import CLOSING, CONTENT, FIELD, cell_named, is_known, names
from danvan_desktop.reports.errors import ReportError

LARGEST_TEMPLATE = 4 * 1024 * 1024
_LARGEST_UNPACKED = 40 * 1024 * 1024
_MOST_PARTS = 300
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OF_WORD_TOO = (
    "wordprocessingml.template.main+xml",
    "document.macroenabled.main+xml",
    "template.macroenabledtemplate.main+xml",
)
"""Types of files that Word opens as it opens documents: templates (``.dotx``), and both kinds with macros."""
_FOREIGN_PARTS = ("vbaproject", "vbadata", "embeddings/", "activex", "afchunk", "customui")
_FETCHING = ("DDE", "INCLUDE", "LINK", "IMPORT", "MACROBUTTON", "DATABASE", "EMBED", "HTMLCONTROL")
"""What begins the fields of Word that fetch other files or run something."""
_MERGED = "MERGEFIELD"
"""What begins the fields of Word's own mail merge, which nothing fills in here."""
_OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1")
"""How files of Word before 2007 begin, and those with a password, whatever they are called."""
_UNFINISHED = re.compile(r"\{\{[^{}]*|[^{}\s]*\}\}|\{%.*?(?:%\}|$)|%\}")
"""What is left of a field that is not closed, and the commands of other programs for templates."""
_ONE_BRACE = re.compile(r"(?<!\{)\{\s*([\w.]+)\s*\}(?!\})")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def checked_template(data: bytes) -> WordDocument:
    """Open a template that can be filled.

    Raises:
        ReportError: it is no sound Word file, holds or fetches what is foreign, names a field that does not exist, or
            has no place for the content.
    """
    if data.startswith(_OLD_WORD):
        raise ReportError(
            _(
                "Tệp này là Word kiểu cũ (.doc) hoặc có mật khẩu nên chưa dùng được. Hãy mở bằng Word, bỏ mật khẩu nếu"
                " có, rồi lưu lại thành .docx."
            )
        )
    _refuse_foreign(data)
    try:
        file = docx.Document(io.BytesIO(data))
        list(paragraphs_of(file))
    except Exception as error:  # python-docx raises whatever a broken part makes it stumble over
        raise broken_template() from error
    _check_fields(file)
    return file


def paragraphs_of(file: WordDocument) -> Iterator[BaseOxmlElement]:
    """Go through all paragraphs: of the text, of tables and boxes, of heads and feet of pages."""
    yield from file.element.body.iter(qn("w:p"))
    for section in file.sections:
        edges = (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        )
        for edge in edges:
            if not edge.is_linked_to_previous:
                yield from edge._element.iter(qn("w:p"))


def text_of(paragraph: BaseOxmlElement) -> str:
    """Return the text of a paragraph, without that of boxes that hang in it."""
    return "".join(part.text or "" for part in texts_of(paragraph))


def texts_of(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return the stretches of text of a paragraph; Word cuts fields into several at will."""
    return [part for part in paragraph.iter(qn("w:t")) if next(part.iterancestors(qn("w:p"))) is paragraph]


def broken_template() -> ReportError:
    """Return the fault of a template whose parts are not as Word writes them."""
    return ReportError(_("Tệp này không phải tệp Word (.docx) dùng được, hoặc đã hỏng. Hãy lưu lại bằng Word."))


def _refuse_foreign(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
                raise ReportError(_("Tệp mẫu lớn quá hoặc chứa quá nhiều phần. Hãy dùng một mẫu gọn hơn."))
            for member in members:
                _refuse_part(member.filename, archive)
            _refuse_other_type(archive.read("[Content_Types].xml").decode("utf-8", "replace"))
    except (
        zipfile.BadZipFile, zlib.error, OSError, ValueError, LookupError, RuntimeError, EOFError, ParseError,
        NotImplementedError, DefusedXmlException,
    ) as error:  # fmt: skip
        raise broken_template() from error


def _refuse_other_type(types: str) -> None:
    if any(kind in types.lower() for kind in _OF_WORD_TOO):
        raise ReportError(
            _(
                "Tệp này là mẫu riêng của Word (.dotx, .dotm) hoặc có macro (.docm). Hãy mở bằng Word rồi lưu lại thành"
                " .docx."
            )
        )
    if _MAIN not in types:
        raise broken_template()


def _refuse_part(name: str, archive: zipfile.ZipFile) -> None:
    lower = name.replace("\\", "/").lower()
    if any(foreign in lower for foreign in _FOREIGN_PARTS):
        raise ReportError(
            _("Tệp mẫu chứa macro hoặc tệp nhúng nên không nhận. Hãy lưu lại thành Word (.docx) không có macro.")
        )
    if not lower.endswith((".xml", ".rels")):
        return
    root = fromstring(archive.read(name), forbid_dtd=True)
    for element in root.iter():
        if element.get("TargetMode", "").lower() == "external" and not element.get("Type", "").endswith("/hyperlink"):
            raise ReportError(_("Tệp mẫu gọi đến tệp khác ở ngoài nên không nhận. Hãy chép nội dung ấy vào mẫu."))
        if element.tag == f"{_W}altChunk":
            raise ReportError(_("Tệp mẫu gọi đến tệp khác ở ngoài nên không nhận. Hãy chép nội dung ấy vào mẫu."))
    for instruction in _instructions(root):
        _refuse_instruction(instruction)


def _refuse_instruction(instruction: str) -> None:
    """Refuse a field of Word that fetches or runs something, or that waits for Word's own mail merge."""
    said = instruction.strip().upper()
    if said.startswith(_MERGED):
        raise ReportError(
            _(
                "Trường trộn thư của Word ({field}) không được điền ở đây. Hãy thay bằng trường của phần mềm, ví dụ"
                " {example}.",
                field=" ".join(instruction.split()[:2])[:60],
                example=_shown(CONTENT),
            )
        )
    if said.startswith(_FETCHING):
        raise ReportError(
            _("Tệp mẫu có trường Word lấy dữ liệu từ ngoài ({field}) nên không nhận.", field=instruction.split()[0])
        )


def _instructions(root: object) -> Iterator[str]:
    """Give the fields of Word of a part; a field may be cut into several stretches."""
    from xml.etree.ElementTree import Element

    if not isinstance(root, Element):
        return
    for simple in root.iter(f"{_W}fldSimple"):
        yield simple.get(f"{_W}instr", "")
    for paragraph in root.iter(f"{_W}p"):
        whole = ""
        for part in paragraph.iter():
            if part.tag == f"{_W}fldChar":
                yield whole
                whole = ""
            elif part.tag == f"{_W}instrText":
                whole += part.text or ""
        yield whole


def _check_fields(file: WordDocument) -> None:
    met: set[str] = set()
    body = file.element.body
    for paragraph in paragraphs_of(file):
        text = text_of(paragraph)
        _refuse_unfinished(FIELD.sub("", text))
        for name in FIELD.findall(text):
            _refuse_unknown(name)
            if name.lower() in (CONTENT, CLOSING):
                is_alone = paragraph.getparent() is body and not FIELD.sub("", text).strip()
                _refuse_whole_part(name, is_alone=is_alone, is_again=name.lower() in met)
            elif cell_named(name) and next(paragraph.iterancestors(qn("w:tr")), None) is None:
                raise ReportError(_("{field} phải nằm trong một dòng của bảng.", field=_shown(name)))
            met.add(name.lower())
    if CONTENT not in met and not any(map(cell_named, met)):
        raise ReportError(
            _("Mẫu không có chỗ cho nội dung. Hãy ghi {field} ở nơi nội dung sẽ được in.", field=_shown(CONTENT))
        )


def _refuse_whole_part(name: str, *, is_alone: bool, is_again: bool) -> None:
    """Refuse a field that stands for a whole part of the paper where no part has room, or a second time."""
    if not is_alone:
        raise ReportError(
            _(
                "{field} phải đứng riêng một dòng trong thân văn bản, không ở trong bảng, hộp chữ hay khung điền.",
                field=_shown(name),
            )
        )
    if is_again:
        raise ReportError(_("{field} ghi hai lần nên sẽ in hai lần. Hãy xóa bớt một chỗ.", field=_shown(name)))


def _refuse_unfinished(text: str) -> None:
    """Refuse what looks like a field and is none: it would stand on the paper as it is."""
    if left := _UNFINISHED.search(text):
        raise ReportError(
            _(
                "Mẫu có “{text}” không phải là một trường viết đủ ngoặc mở, ngoặc đóng. Hãy ghi trường như {example},"
                " không dùng lệnh của phần mềm khác.",
                text=left[0][:60].strip(),
                example=_shown(CONTENT),
            )
        )
    for name in _ONE_BRACE.findall(text):
        if is_known(name):
            raise ReportError(_("Hãy ghi {field} với hai dấu ngoặc ở mỗi bên.", field=_shown(name)))


def _refuse_unknown(name: str) -> None:
    if is_known(name):
        return
    near = difflib.get_close_matches(name.lower(), names(), 1)
    if near:
        raise ReportError(
            _("Không có trường {field}. Có phải là {near}?", field=_shown(name)[:60], near=_shown(near[0]))
        )
    raise ReportError(
        _(
            "Không có trường {field}. Xem các trường dùng được: {names}.",
            field=_shown(name)[:60],
            names=", ".join(names()),
        )
    )


def _shown(name: str) -> str:
    return f"{{{{{name}}}}}"
