"""Editing a matter of the whole commune: what the villages decided on it is counted while it is looked at."""

from __future__ import annotations

from danvan_desktop.domain.rules.commune_wide import CommuneResult, CommuneVerdict, result_of, verdict_words
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.editors.begun_works import begin_work
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.live_result import LiveResult

_MOST_NAMED = 6


class CommuneVoteEditor(RecordEditor):
    """A matter that all villages decide; their decisions stand in the minutes of their meetings."""

    def make_live(self) -> None:
        """Make what tells of the record while it is typed."""
        self.counted = LiveResult()

    def add_parts(self) -> None:
        """Place the result below the form, and offer to begin the work."""
        self.form.show_after_first_section(self.counted)
        self.work_button = self.add_button(_("Lập công trình…"), self.begin_work)
        self.work_button.setToolTip(self.say(_("Mở công trình làm theo nội dung này, hoặc lập mới")))

    def begin_work(self) -> None:
        """Open the work that this is about; what was typed is saved first."""
        self.once_saved(self._begin_work)

    def _begin_work(self) -> None:
        if self.record is not None:
            begin_work(self, self.record)

    def refresh_live(self) -> None:
        """Count the villages anew."""
        result = result_of(self.live_record(), self.context.store, self.context.store.law)
        if not result.total:
            self.counted.hide()
            return
        self.counted.tell(result_words(result, self.say), good=result.verdict is not CommuneVerdict.FAILED)


def result_words(result: CommuneResult, say: Translator) -> str:
    """Say how many villages agree and which have not decided."""
    lines: list[Message] = [
        _(
            "{verdict}: {agreed}/{total} thôn, tổ dân phố tán thành, cần ít nhất {needed} ({citation}).",
            verdict=verdict_words(result.verdict),
            agreed=result.agreed,
            total=result.total,
            needed=result.needed,
            citation=result.rule.citation,
        )
    ]
    waiting = [answer.village.text("name") for answer in result.unanswered]
    if waiting:
        names = ", ".join(waiting[:_MOST_NAMED])
        more = len(waiting) - _MOST_NAMED
        lines.append(
            _("Chưa có kết quả: {names} và {more} nơi khác.", names=names, more=more)
            if more > 0
            else _("Chưa có kết quả: {names}.", names=names)
        )
    return " ".join(say(line) for line in lines)
