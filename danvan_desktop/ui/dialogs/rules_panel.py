"""Quy định và căn cứ: every legal term with its source, and the office's own value where it has one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.rules.legal import REQUIREMENT, LegalRule, told_citation
from danvan_desktop.localization import Message, _
from danvan_desktop.store.laws import OwnValue, OwnValueState, load_law
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.rule_overrides import RuleOverrides, Wish, told
from danvan_desktop.ui.dialogs.rule_words import value_in_words
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.following_area import scrolled
from danvan_desktop.ui.widgets.labels import quiet_text, text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_LIST_WIDTH = 300


class RulesPanel(QWidget):
    """A list of rules beside the one that is chosen."""

    def __init__(self, context: UiContext) -> None:
        """List the rules and show the first."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self._overrides = RuleOverrides(context, self)
        self._law_itself = load_law()
        self._typed: dict[str, Wish] = {}
        self._showing = False
        self.rules = TwoLineList()
        self.rules.setAccessibleName(context.translator(_("Các quy định")))
        self.rules.chosen.connect(lambda _code: self._show())
        row = row_of(self.rules, gap=12, margins=FLUSH, on=self)
        row.addWidget(self._detail(), 1)
        self._list()
        self.rules.choose(context.store.law.codes()[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rule more room than the list."""
        super().resizeEvent(event)
        self.rules.setFixedWidth(min(scaled(_LIST_WIDTH), self.width() * 2 // 5))

    @property
    def is_touched(self) -> bool:
        """Whether an own rule was typed that does not hold yet."""
        return bool(self._typed)

    def apply_typed(self, then: Callable[[], object]) -> None:
        """Apply all that was typed, then go on; the first that is refused is shown."""
        if not self._typed:
            then()
            return
        self.rules.choose(next(iter(self._typed)))
        self._show()
        self._set_override(lambda: self.apply_typed(then))

    # Arrangement

    def _detail(self) -> QScrollArea:
        content = QWidget()
        column_of(
            self._source_card(), self._own_card(), self._others_card(), None, gap=12, margins=(0, 0, 8, 0), on=content
        )
        return scrolled(content)

    def _source_card(self) -> Card:
        self._card = Card()
        self._value, self._text, self._citation = _wrapped(), _wrapped(), quiet_text("")
        self._value.setObjectName("recordTitle")
        self._checked = Banner()
        column = self._card.column()
        for widget in (self._value, self._text, self._citation, self._checked):
            column.addWidget(widget)
        return self._card

    def _own_card(self) -> Card:
        card = Card(self._say(_("Quy định riêng của đơn vị")))
        column = card.column()
        column.addWidget(
            quiet_text(
                self._say(_("Chỉ thay khi đơn vị có văn bản hoặc căn cứ khác; lý do được lưu và gửi cùng giá trị."))
            )
        )
        self.value, self.reason = QLineEdit(), QPlainTextEdit()
        self.reason.setFixedHeight(scaled(64))
        self.reason.setTabChangesFocus(True)
        self._wrong = {"value": _problem_line(), "reason": _problem_line()}
        kind = self._context.store.kinds["rule_override"]
        for name, field in (("value", self.value), ("reason", self.reason)):
            label = QLabel(self._say(kind.field(name).label))
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            column.addWidget(self._wrong[name])
        self.below = QCheckBox(self._say(kind.field("holds_below").label))
        self.below.setToolTip(self._say(_("Không chọn thì quy định chỉ áp dụng cho đơn vị đã ghi.")))
        self.below.toggled.connect(self._keep_typed)
        column.addWidget(self.below)
        self.value.textEdited.connect(self._keep_typed)
        self.reason.textChanged.connect(self._keep_typed)
        self.value.setPlaceholderText(self._say(_("Số ngày, phân số (2/3) hoặc tỷ lệ (50%).")))
        column.addLayout(self._buttons())
        return card

    def _others_card(self) -> Card:
        """What others set for themselves and what cannot be read: shown, and passed over in work."""
        self._others = Card(self._say(_("Quy định riêng của nơi khác, quy định không đọc được")))
        self.others = _wrapped()
        self._others.column().addWidget(self.others)
        return self._others

    def _buttons(self) -> FlowLayout:
        self.apply = main_button(self._say(_("Áp dụng")), self._set_override)
        self.remove = plain_button(self._say(_("Trở về quy định gốc")), self._remove_override)
        row = FlowLayout()
        row.addWidget(self.apply)
        row.addWidget(self.remove)
        return row

    # What is shown

    def _list(self) -> None:
        self.rules.set_items([self._item(rule) for rule in self._context.store.law])

    def _item(self, rule: LegalRule) -> Item:
        value = self._say(value_in_words(rule))
        if rule.override_reason is not None:
            value = self._say(_("{value} (quy định riêng)", value=value))
        elif not rule.confirmed:
            value = self._say(_("{value} (chưa đối chiếu)", value=value))
        return Item(rule.code, rule.title, value)

    def _show(self) -> None:
        rule, original = self._context.store.law[self.rules.current], self._law_itself[self.rules.current]
        self._card.set_title(rule.title)
        self._value.setText(self._say(value_in_words(original)))
        self._text.setText(rule.text)
        self._citation.setText(self._say(_source(original)))
        self._show_whether_checked(original)
        own = self._overrides.own(rule.code)
        wish = self._typed.get(rule.code, _wish_of(own))
        self._showing = True
        self.value.setText(wish.value)
        self.reason.setPlainText(wish.reason)
        self.below.setChecked(wish.holds_below)
        self._showing = False
        self.remove.setEnabled(own is not None)
        self._show_others(rule.code)
        self.apply.setEnabled(rule.unit != REQUIREMENT)
        self._tell_problems({})

    def _keep_typed(self) -> None:
        """Remember what is typed for a rule while others are looked at."""
        if self._showing:
            return
        code, typed = self.rules.current, self._wish()
        if typed == _wish_of(self._overrides.own(code)):
            self._typed.pop(code, None)
        else:
            self._typed[code] = typed

    def _wish(self) -> Wish:
        return Wish(self.value.text(), self.reason.toPlainText(), self.below.isChecked())

    def _show_others(self, code: str) -> None:
        """Tell of this rule what stands elsewhere, and of every rule what this program cannot read or does not know."""
        lines = [
            self._say(told(own))
            for own in self._context.store.own_values()
            if own.standing in (OwnValueState.UNREADABLE, OwnValueState.UNKNOWN_RULE)
            or (own.code == code and not own.is_own)
        ]
        self.others.setText("\n".join(lines))
        self._others.setVisible(bool(lines))

    def _show_whether_checked(self, rule: LegalRule) -> None:
        note = rule.note or ""
        if rule.confirmed:
            self._checked.say(" ".join((self._say(_("Đã đối chiếu với văn bản gốc.")), note)).strip(), "done")
        else:
            unchecked = self._say(_("Chưa đối chiếu được với văn bản gốc."))
            self._checked.say(f"{unchecked} {note}".strip(), "warning")

    # What is done

    def _set_override(self, then: Callable[[], object] | None = None) -> None:
        self._tell_problems({})
        code = self.rules.current

        def done() -> None:
            self._renew(code)
            if then is not None:
                then()

        self._overrides.set(code, self._wish(), done, self._refuse)

    def _remove_override(self) -> None:
        code = self.rules.current
        self._overrides.remove(code, lambda: self._renew(code))

    def _renew(self, code: str) -> None:
        self._typed.pop(code, None)
        self._list()
        self._show()

    def _refuse(self, error: DanvanError) -> bool:
        if not isinstance(error, InvalidRecord):
            return False
        self._tell_problems({problem.field or "value": self._say(problem.message) for problem in error.problems})
        return True

    def _tell_problems(self, words: dict[str, str]) -> None:
        for name, line in self._wrong.items():
            line.setText(words.get(name, ""))
            line.setVisible(name in words)


def _wish_of(own: OwnValue | None) -> Wish:
    """Return the office's own value, its reason and how far it holds; empty where it has none."""
    if own is None:
        return Wish("", "", False)
    return Wish(own.record.text("value"), own.record.text("reason"), own.record.get("holds_below") is True)


def _source(rule: LegalRule) -> Message:
    citation = told_citation(rule.citation)
    if rule.in_force_from is None:
        return citation
    if rule.in_force_to is None:
        return _("{citation}. Có hiệu lực từ ngày {day}.", citation=citation, day=rule.in_force_from)
    return _(
        "{citation}. Có hiệu lực từ ngày {first} đến ngày {last}.",
        citation=citation,
        first=rule.in_force_from,
        last=rule.in_force_to,
    )


def _wrapped() -> QLabel:
    label = text_label("", wraps=True, plain=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _problem_line() -> QLabel:
    label = _wrapped()
    label.setObjectName("problem")
    label.setProperty("severity", "error")
    label.hide()
    return label
