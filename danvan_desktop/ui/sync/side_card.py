"""One of the values that two offices wrote, with who, when and where, and the button that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from danvan_desktop.domain.differences import Part
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.sync.conflict_reading import Side
from danvan_desktop.ui.sync.marked_text import marked_html
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import text_label

_LEAST_HEIGHT, _MOST_HEIGHT = 48, 280
_FRAME = 14


class SideCard(Card):
    """``chosen`` is sent when the officer decides for this value."""

    chosen = Signal()

    def __init__(
        self,
        number: int,
        side: Side,
        parts: Sequence[Part],
        translator: Translator,
        *,
        in_use: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show the ``number``-th value, counted from 1, as parts of which those that differ are marked."""
        name = _("Bản {number} – đang dùng", number=number) if in_use else _("Bản {number}", number=number)
        super().__init__(translator(name), parent)
        self.side = side
        self.text = "".join(part.text for part in parts)
        self.origin = text_label(
            translator(
                _(
                    "{who}, lúc {when}\n{where}",
                    who=side.who or _("Không rõ người ghi"),
                    when=side.when,
                    where=side.where,
                )
            ),
            "soft",
            wraps=True,
        )
        self.value = QTextBrowser()
        self.value.setHtml(marked_html(parts) or f"<i>{escape(translator(_('(để trống)')))}</i>")
        self.value.setAccessibleName(translator(name))
        self.value.setAccessibleDescription(_described(parts, translator))
        self.value.setTabChangesFocus(True)
        self.value.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.value.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()
        self.button = plain_button(translator(_("Dùng bản &{number}", number=number)), self.chosen.emit)
        column = self.column()
        for widget in (self.origin, self.value, self.button):
            column.addWidget(widget)
        column.insertStretch(2, 1)

    def _fit(self) -> None:
        """Be as high as the text, within bounds."""
        height = int(self.value.document().size().height()) + _FRAME
        self.value.setFixedHeight(max(_LEAST_HEIGHT, min(_MOST_HEIGHT, height)))


def _described(parts: Sequence[Part], translator: Translator) -> str:
    """Tell the marked words to those who cannot see the marks."""
    marked = [part.text.strip() for part in parts if part.differs and part.text.strip()]
    return translator(_("Từ khác nhau: {words}", words="; ".join(marked))) if marked else ""
