"""The step of the set-up about the criteria by which models are scored: a ready set, or one that is pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import msgspec
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from danvan_desktop.assets import read_resource
from danvan_desktop.domain.decimals import read_decimal
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.pasting import Headings, PastedRow, read_pasted
from danvan_desktop.localization import _, ngettext
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.setup.paste_section import PasteSection
from danvan_desktop.ui.setup.read_lines import LineOutcome, ReadLine, dropped, dropped_twice, in_order, taken
from danvan_desktop.ui.setup.section import Due
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import text_label

_HEADINGS: Headings = {
    **dict.fromkeys(("tieu chi", "noi dung", "noi dung tieu chi", "ten tieu chi", "tieu chi cham diem"), "name"),
    **dict.fromkeys(("diem", "diem toi da", "diem chuan", "thang diem", "so diem"), "maximum"),
    **dict.fromkeys(("stt", "tt", "so tt", "so thu tu")),
}
_TYPED = re.compile(r"(.*?\w.*?)[\s;:,(–-]+(\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?\)?$", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"^\(?\d{1,3}[.)]\s+|^[-+•*]\s+")
_FULL = 100
"""Points that sets of criteria usually come to."""


class _Criterion(msgspec.Struct, frozen=True):
    name: str
    maximum: Decimal


class CriteriaSection(PasteSection):
    """One set, told by its name and by the year or paper that issued it."""

    code = "criteria"
    title = _("Bộ tiêu chí chấm điểm")
    hint = _("Tiêu chí chấm mô hình “Dân vận khéo”: dán theo hướng dẫn của cấp trên, hoặc lấy bộ tham khảo rồi sửa.")
    columns = (_("Tiêu chí"), _("Điểm tối đa"))
    long_names = True
    example = _("Có kế hoạch, mục tiêu cụ thể; 20\nNgười dân tham gia, hưởng lợi; 30")

    def __init__(self, context: UiContext) -> None:
        """Ask for the name of the set above the list."""
        self.set_name, self.version = QLineEdit(), QLineEdit()
        self._rows: list[tuple[str, Decimal]] = []
        super().__init__(context)
        self.set_name.setText(self.say(_("Mô hình “Dân vận khéo”")))
        self.set_name.setCursorPosition(0)
        self.version.setText(str(context.today().year))
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, line, share in ((_("Bộ tiêu chí"), self.set_name, 3), (_("Ban hành"), self.version, 1)):
            label = text_label(self.say(words), "fieldLabel")
            label.setBuddy(line)
            line.setAccessibleName(label.text())
            line.textEdited.connect(self._read_anew)
            row.addWidget(label)
            row.addWidget(line, share)
        self.ready_button = plain_button(
            self.say(_("Lấy bộ tham khảo")),
            self.take_ready,
            tip=self.say(_("Bộ mẫu để sửa; khi cấp trên có bộ tiêu chí riêng thì dùng bộ ấy.")),
        )
        row.addWidget(self.ready_button)
        self.above.addLayout(row)
        self._show()

    @property
    def order(self) -> Sequence[QWidget]:
        """Begin with what the set is called."""
        return (self.set_name, self.version, self.ready_button, self.text, self.table)

    def take_ready(self) -> None:
        """Write the ready set into the list, where it is seen and changed before it is saved."""
        if not self.text.toPlainText().strip():
            self.text.setPlainText("\n".join(f"{one.name}; {one.maximum}" for one in _ready()))
        self.text.setFocus()

    def read_lines(self) -> Sequence[ReadLine]:
        """Return what becomes of each line: a criterion without points is told and left out."""
        pasted, self._rows, lines = read_pasted(self.text.toPlainText(), _HEADINGS), [], list[ReadLine]()
        seen, known = set[str](), self._known()
        for row in pasted.rows:
            name, most = _parted(row)
            if fold(name) in seen or fold(name) in known:
                lines.append(dropped_twice(row, known=fold(name) in known))
            elif most is None:
                lines.append(ReadLine(row.line, LineOutcome.DROPPED, (name,), (_("chưa ghi điểm tối đa"),)))
            else:
                self._rows.append((name, most))
                lines.append(taken(row, (name, self.context.translator.number(most))))
            seen.add(fold(name))
        return in_order(lines, map(dropped, pasted.others))

    def due(self) -> Due | None:
        """Return the criteria to save, in their order."""
        if not self._rows or not self.set_name.text().strip() or not self.version.text().strip():
            return None
        shared = {"set": self.set_name.text().strip(), "version": self.version.text().strip()}
        first = 1 + len(self._known())
        drafts = [
            Draft("criterion", {**shared, "name": name, "maximum": str(most), "order": first + number})
            for number, (name, most) in enumerate(self._rows)
        ]
        return Due(drafts, ngettext("Ghi {n} tiêu chí", "Ghi {n} tiêu chí", len(drafts)))

    def told(self) -> str:
        """Add the points up; sets usually come to 100."""
        total = sum((most for _name, most in self._rows), Decimal(0))
        if not total:
            return self.say(_("Có thể để sau.")) if not self.is_done() else ""
        number = self.context.translator.number(total)
        words = _("Tổng {total} điểm, khác 100", total=number)
        return self.say(_("Tổng {total} điểm", total=number) if total == _FULL else words)

    def is_done(self) -> bool:
        """Tell whether there are criteria."""
        return self.context.store.count("criterion") > 0

    def _known(self) -> set[str]:
        shared = {"set": self.set_name.text().strip(), "version": self.version.text().strip()}
        return {fold(one.text("name")) for one in self.context.store.list("criterion", filters=shared)}


def _parted(row: PastedRow) -> tuple[str, Decimal | None]:
    """Return the criterion of a row and its points, which may stand behind it on the same line: “…: 2,5 điểm”."""
    if "maximum" in row.named:
        return row.cells[0], _decimal(row.named["maximum"])
    typed = _TYPED.match(_NUMBER_BEFORE.sub("", row.written[0])) if len(row.written) == 1 else None
    if typed is not None:
        return typed[1], _decimal(typed[2])
    return row.cells[0], next((found for cell in row.cells[1:] if (found := _decimal(cell)) is not None), None)


def _decimal(cell: str) -> Decimal | None:
    return read_decimal(fold(cell).removesuffix("diem"))


@cache
def _ready() -> Sequence[_Criterion]:
    return read_resource(msgspec.json.Decoder(list[_Criterion]).decode, "criteria", "dan-van-kheo.json")
