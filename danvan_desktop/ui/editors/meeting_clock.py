"""The meeting's clock: begins and ends it at the press of a button, and tells how long it has lasted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.forms.folding_section import RAIL
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import row_of

_EVERY = 20_000
"""Milliseconds between two looks at the clock."""
_LONGEST = dt.timedelta(hours=18)
"""A meeting that began longer ago is one that is written up later."""


class MeetingClock(QWidget):
    """``began`` and ``ended`` carry the moment to be recorded, as date-time fields hold it; none takes it back."""

    began = Signal(str)
    ended = Signal(str)

    def __init__(self, translator: Translator, now: Callable[[], dt.datetime]) -> None:
        """``now`` gives local time without zone."""
        super().__init__()
        self._say = translator
        self._now = now
        self._start: dt.datetime | None = None
        self._end: dt.datetime | None = None
        self.words = text_label("", "soft")
        self.begin_button = plain_button(self._say(_("Bắt đầu họp")), self._begin)
        self.end_button = plain_button(self._say(_("Kết thúc họp")), lambda: self.ended.emit(self._moment()))
        # It stands between two stages, in line with what is written in them.
        margins = (scaled(RAIL), 0, 0, 0)
        row_of(self.begin_button, self.end_button, self.words, grows=self.words, margins=margins, on=self)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._tell)

    def show_times(self, start: dt.datetime | None, end: dt.datetime | None) -> None:
        """Show the clock of a meeting with these times."""
        self._start, self._end = start, end
        self._tell()

    @property
    def is_running(self) -> bool:
        """Whether the meeting has begun and not ended, as far as the recorded times tell."""
        return self._start is not None and self._end is None and dt.timedelta() <= self._now() - self._start < _LONGEST

    def _tell(self) -> None:
        is_ahead = self._start is not None and self._start > self._now()
        self.begin_button.setVisible(self._start is None or is_ahead)
        self.end_button.setVisible(self.is_running)
        words: Message | str = ""
        if self.is_running and self._start is not None:
            words = _("Đang họp: {length}", length=_length(self._now() - self._start))
        elif self._start is not None and self._end is not None and self._end > self._start:
            length = _length(self._end - self._start)
            words = _("Dự kiến họp {length}", length=length) if is_ahead else _("Đã họp {length}", length=length)
        self.words.setText(self._say(words))
        self.setVisible(bool(words) or is_ahead or self._start is None)
        if self.is_running:
            self._timer.start()
        else:
            self._timer.stop()

    def _begin(self) -> None:
        """Begin now; when it was to end is no end of it."""
        if self._end is not None:
            self.ended.emit("")
        self.began.emit(self._moment())
        # The button that was pressed is hidden now; Qt would give its keyboard to the column at the left.
        self.end_button.setFocus()

    def _moment(self) -> str:
        return self._now().replace(second=0, microsecond=0, tzinfo=None).isoformat("T", "minutes")


def _length(passed: dt.timedelta) -> Message:
    hours, minutes = divmod(int(passed.total_seconds()) // 60, 60)
    return _("{hours} giờ {minutes} phút", hours=hours, minutes=minutes) if hours else _("{m} phút", m=minutes)
