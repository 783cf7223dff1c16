"""The step of the set-up about the office itself: its name, the body above it, how its papers look."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.style import OFFICE_STYLE, Style
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.completing import complete_from
from danvan_desktop.ui.setup.section import Due, Section
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.labels import quiet_text, text_label
from danvan_desktop.ui.widgets.steady import ChoiceBox

STYLES = (
    ("", _("Theo từng biểu mẫu (văn bản của Đảng theo thể thức Đảng, còn lại theo Nghị định 30)")),
    (Style.STATE.value, _("Báo cáo, văn bản chọn được: theo thể thức nhà nước")),
    (Style.PARTY.value, _("Báo cáo, văn bản chọn được: theo thể thức của Đảng")),
)
"""How papers look unless another look is chosen for one."""

_ABOVE = {"commune": "province", "district": "province"}
"""The kind of the body above a unit, by the kind of that unit; a village is below a commune."""
_WIDEST = 640
_WORDS_BEFORE_NAMES = frozenset({"tinh", "thanh", "pho", "xa", "phuong", "dac", "khu", "uy", "ban", "nhan", "dan"})


class OfficeSection(Section):
    """Three fields and a choice."""

    code = "office"
    title = _("Đơn vị, cấp trên")
    hint = _("Tên in ở đầu văn bản, cơ quan cấp trên trực tiếp và thể thức văn bản thường dùng.")

    def __init__(self, context: UiContext) -> None:
        """Arrange the fields."""
        super().__init__(context)
        self.name, self.above, self.above_code, self.style_box = QLineEdit(), QLineEdit(), QLineEdit(), ChoiceBox()
        is_village = context.store.unit.text("kind") in VILLAGE_KINDS
        self.above.setPlaceholderText(self.say(_("Ví dụ: Xã Đông Sơn") if is_village else _("Ví dụ: Tỉnh Bắc Ninh")))
        self.above_code.setPlaceholderText(self.say(_("Ví dụ: DS") if is_village else _("Ví dụ: BN")))
        self.style_box.offer((self.say(words), value) for value, words in STYLES)
        self.style_box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.shown_above = quiet_text("")
        self._arrange()
        for line in (self.name, self.above, self.above_code):
            line.textEdited.connect(self._typed)
        self.above.textEdited.connect(self._above_typed)
        self.style_box.activated.connect(lambda _place: self.edited.emit())
        self.style_box.currentTextChanged.connect(self.style_box.setToolTip)
        self._show_record()

    def due(self) -> Due | None:
        """Return the office as it is to be, with the body above it where that is new."""
        store, drafts = self.context.store, list[Draft]()
        values: dict[str, object] = {}
        if self._text(self.name) and self._text(self.name) != store.unit.text("name"):
            values["name"] = self._text(self.name)
        above = self._text(self.above)
        known = self._known(above)
        if known is not None and known.uid != store.unit.get("parent"):
            values["parent"] = known.uid
        elif above and known is None:
            uid = store.new_uid()
            drafts.append(Draft("unit", {"name": above, "kind": self._kind_above, "code": self._code(above)}, uid))
            values["parent"] = uid
        if values:
            drafts.append(Draft("unit", values, store.unit.uid))
        style = str(self.style_box.currentData())

        def keep_style(saved_in: Store, _result: SaveResult) -> None:
            saved_in.settings.set(OFFICE_STYLE, style)

        is_due = drafts or style != store.settings.get(OFFICE_STYLE)
        return Due(drafts, _("Ghi đơn vị"), keep_style) if is_due else None

    def is_done(self) -> bool:
        """Tell whether the body above is known."""
        return bool(self.context.store.unit.text("parent"))

    def forget(self) -> None:
        """Show what is stored now."""
        self._show_record()

    def kept(self) -> str:
        """Return the body above as it was typed."""
        return self._text(self.above) if self._is_above_typed else ""

    def take_back(self, kept: str) -> None:
        """Show a body above that was kept."""
        if kept:
            self.above.setText(kept)
            self._is_above_typed = True
            self._tell()

    def begin(self) -> None:
        """Stand in what is asked for."""
        (self.above if not self._text(self.above) else self.name).setFocus()

    # Private

    @property
    def _kind_above(self) -> str:
        return _ABOVE.get(self.context.store.unit.text("kind"), "commune")

    def _show_record(self) -> None:
        self._is_above_typed = False
        store = self.context.store
        unit = store.unit
        above = store.get(unit.text("parent")) if unit.text("parent") else None
        self.name.setText(unit.text("name"))
        self.above.setText(above.text("name") if above is not None else "")
        complete_from(self.above, [one.text("name") for one in self._offered()])
        self.style_box.setCurrentIndex(max(0, self.style_box.findData(store.settings.get(OFFICE_STYLE))))
        self._tell()

    def _offered(self) -> list[Record]:
        units = self.context.store.list("unit", filters={"kind": self._kind_above})
        return [one for one in units if one.uid != self.context.store.unit.uid]

    def _known(self, name: str) -> Record | None:
        return next((one for one in self._offered() if name and fold(one.text("name")) == fold(name)), None)

    def _above_typed(self) -> None:
        self._is_above_typed = True

    def _typed(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        """Ask for the code of a body that is not recorded yet, and suggest one."""
        above = self._text(self.above)
        is_new = bool(above) and self._known(above) is None
        self.above_code.setVisible(is_new)
        self._code_label.setVisible(is_new)
        self.above_code.setPlaceholderText(_initials(above))
        self.shown_above.setText(self.say(_("Chưa có trong danh sách đơn vị: sẽ được ghi thêm.")) if is_new else "")
        self.shown_above.setVisible(is_new)

    def _code(self, above: str) -> str:
        return self._text(self.above_code) or _initials(above)

    def _text(self, line: QLineEdit) -> str:
        return " ".join(line.text().split())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(8)
        self._code_label = QLabel(self.say(_("Mã cấp trên")))
        self._add(form, _("Tên đơn vị"), self.name)
        self._add(form, _("Cơ quan cấp trên trực tiếp"), self.above)
        form.addRow(self.shown_above)
        self._code_label.setBuddy(self.above_code)
        self.above_code.setAccessibleName(self._code_label.text())
        form.addRow(self._code_label, self.above_code)
        self._add(form, _("Thể thức văn bản"), self.style_box)
        column.addLayout(form)
        column.addStretch(1)
        self.setMaximumWidth(scaled(_WIDEST))

    def _add(self, form: QFormLayout, words: Message, field: QLineEdit | ChoiceBox) -> None:
        label = text_label(self.say(words), "fieldLabel")
        label.setBuddy(field)
        field.setAccessibleName(label.text())
        form.addRow(label, field)


def _initials(name: str) -> str:
    """Suggest a code: the capitals of what the body is called, without “Tỉnh” or “Xã” before it."""
    words = [word for word in name.split() if fold(word) not in _WORDS_BEFORE_NAMES]
    return "".join(fold(word)[:1].upper() for word in words if word[:1].isalnum()) or "TREN"
