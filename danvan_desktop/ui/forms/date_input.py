"""Days and times: typed as people write them, or picked from a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from danvan_desktop.domain.fields import Field, FieldError, FieldType, Value
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.forms.composed_line import ComposedLine
from danvan_desktop.ui.forms.inputs import FieldInput
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.buttons import PictureButton
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_MARGINS = 26
"""Pixels, device-independent: padding and border of a line at both its ends."""
_CALENDAR = 350, 270
"""Pixels at letters of 100 %: what seven days and eight lines want."""
_IN_LINE = Qt.ShortcutContext.WidgetShortcut


class MomentInput(FieldInput):
    """A date, a time or both; what was typed is put into the usual form when the input is left."""

    def __init__(
        self, field: Field, translator: Translator, today: Callable[[], dt.date], parent: QWidget | None = None
    ) -> None:
        """Make the line, with a calendar button where there is a day to pick; the calendar opens at ``today``."""
        super().__init__(field, translator, parent)
        self._today = today
        self.line = ComposedLine(self)
        self.line.setAccessibleName(translator(field.label))
        self.line.setPlaceholderText(translator(_hint(field.type)))
        layout = row_of(self.line, gap=2, margins=FLUSH, on=self)
        self.button = PictureButton(self)
        if field.type is FieldType.TIME:
            self.button.hide()
        else:
            self._prepare_button(layout)
        self.setFocusProxy(self.line)
        self._fit_width()
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self._tidy)

    def raw(self) -> object:
        """Return the text."""
        return self.line.text()

    def value(self) -> Value:
        """Return the moment; a day without a year is of this one."""
        try:
            return self.field.parse(self.raw(), self._today())
        except FieldError:
            return None

    def show_value(self, value: Value) -> None:
        """Show the moment as the language writes it; what was typed and cannot be read yet as it was typed."""
        try:
            self.line.setText("" if value is None else self._written(str(value)))
        except ValueError:
            self.line.setText(str(value))

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text selectable."""
        self.line.setReadOnly(read_only)
        self.button.setEnabled(not read_only)

    def _fit_width(self) -> None:
        """Be as wide as what is typed here, whatever the size of letters."""
        letters = self.line.fontMetrics().horizontalAdvance(self.line.placeholderText())
        self.line.setMinimumWidth(letters + _MARGINS)
        self.setMaximumWidth(letters + _MARGINS + self.button.sizeHint().width() + 2 * _MARGINS)

    def _prepare_button(self, layout: QHBoxLayout) -> None:
        self.button.setIcon(icon("calendar"))
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.button.setToolTip(self.say(_("Chọn ngày trên lịch (Alt+↓)")))
        # Tab goes from field to field; the calendar has its key.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QShortcut(QKeySequence("Alt+Down"), self.line, self.button.click).setContext(_IN_LINE)
        self.button.setAccessibleName(self.say(_("Lịch cho {field}", field=self.field.label)))
        self.button.clicked.connect(self._open_calendar)
        layout.addWidget(self.button)

    def _written(self, value: str) -> str:
        if self.field.type is FieldType.DATE:
            return self.say.date(dt.date.fromisoformat(value))
        if self.field.type is FieldType.TIME:
            return self.say.time(dt.time.fromisoformat(value))
        return self.say.datetime(dt.datetime.fromisoformat(value))

    def _tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.line.setText(self._written(str(value)))

    def _open_calendar(self) -> None:
        popup = CalendarPopup(self._day(), self.say.language, self)
        popup.calendar.clicked.connect(lambda day: self._take(day, popup))
        popup.calendar.activated.connect(lambda day: self._take(day, popup))
        popup.open_below(self)
        popup.calendar.setFocus()

    def _day(self) -> QDate:
        value = self.value()
        day = str(value)[:10] if value else self._today().isoformat()
        return QDate.fromString(day, Qt.DateFormat.ISODate)

    def _take(self, day: QDate, popup: QWidget) -> None:
        popup.close()
        picked = dt.date(day.year(), day.month(), day.day()).isoformat()
        if self.field.type is FieldType.DATETIME:
            former = str(self.value() or "")
            picked += former[10:] or "T08:00"
        self.line.setText(self._written(picked))
        self.line.setFocus()
        self.edited.emit()


class CalendarPopup(QWidget):
    """A calendar that closes when something else is clicked."""

    def __init__(self, day: QDate, language: str, parent: QWidget) -> None:
        """Show the month of ``day``, with the names of a language."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(language))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setMinimumSize(scaled(_CALENDAR[0]), scaled(_CALENDAR[1]))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._colour()
        # Typed digits would open a field for a day written the American way.
        self.calendar.setDateEditEnabled(False)
        self.calendar.setSelectedDate(day)
        column_of(self.calendar, margins=FLUSH, on=self)

    def _colour(self) -> None:
        """Take days off and arrows from the theme: Qt's own red and black are hard to see in the dark."""
        off = QTextCharFormat()
        off.setForeground(colour("error"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, off)
        for name, picture in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            arrow = self.calendar.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icon(picture, "onAccent"))

    def open_below(self, widget: QWidget) -> None:
        """Open at the foot of a widget, or as far above it as the screen wants."""
        self.adjustSize()
        room = widget.screen().availableGeometry()
        corner = widget.mapToGlobal(QPoint(0, widget.height()))
        if corner.y() + self.height() > room.bottom():
            corner = widget.mapToGlobal(QPoint(0, -self.height()))
        self.move(max(room.left(), min(corner.x(), room.right() - self.width())), max(room.top(), corner.y()))
        self.show()


def _hint(kind: FieldType) -> Message:
    return {
        FieldType.DATE: _("ngày/tháng/năm"),
        FieldType.TIME: _("giờ:phút"),
        FieldType.DATETIME: _("ngày/tháng/năm giờ:phút"),
    }[kind]
