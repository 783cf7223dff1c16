"""Editing what the people are asked: what all places said together is added up while it is looked at."""

from __future__ import annotations

from danvan_desktop.domain.rules.consultations import ConsultationResult
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.live_result import LiveResult


class ConsultationEditor(RecordEditor):
    """A draft that the people are asked about, with the answers of the villages."""

    def make_live(self) -> None:
        """Make what tells of the record while it is typed."""
        self.tallied = LiveResult()

    def add_parts(self) -> None:
        """Add the table of answers, and place what they come to above the tabs."""
        super().add_parts()
        self.show_above_tabs(self.tallied)

    def refresh_live(self) -> None:
        """Add the answers up anew."""
        tallied = ConsultationResult.of(self.parts.typed("consultation_tally"))
        if tallied.places:
            self.tallied.tell(tallied_words(tallied, self.say), good=True)
        else:
            self.tallied.hide()


def tallied_words(tallied: ConsultationResult, say: Translator) -> str:
    """Say what the answers come to."""
    lines: list[Message] = [
        _(
            "{places} nơi: {answered}/{asked} hộ trả lời, {opinions} ý kiến.",
            places=tallied.places,
            answered=tallied.answered,
            asked=tallied.asked,
            opinions=tallied.opinions,
        )
    ]
    if tallied.share is not None:
        lines.append(
            _(
                "Đồng ý {agree} ({share}), không đồng ý {disagree}, ý kiến khác {other}.",
                agree=tallied.agree,
                share=say.percent(tallied.share),
                disagree=tallied.disagree,
                other=tallied.other,
            )
        )
    return " ".join(say(line) for line in lines)
