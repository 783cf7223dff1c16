"""Editing a village meeting: quorum and vote results are shown while the figures are typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.quorum import quorum_of
from danvan_desktop.domain.rules.voting import Outcome, Verdict, outcome_of, verdict_text
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRow, ChildRows
from danvan_desktop.ui.editors.gathering_editor import GatheringEditor
from danvan_desktop.ui.widgets.live_result import LiveResult

_AGENDA_COLUMNS = (("title", _("Nội dung")), ("presenter", _("Người trình bày")), ("document", _("Tài liệu")))
_DECISION_COLUMNS = (
    ("title", _("Nội dung biểu quyết")),
    ("votes_for", _("Tán thành")),
    ("votes_against", _("Không tán thành")),
    ("votes_abstain", _("Ý kiến khác")),
    ("outcome", _("Kết quả")),
)


class MeetingEditor(GatheringEditor):
    """A village meeting with agenda, opinions and decisions."""

    source = "village_meeting"

    def __init__(
        self,
        context: UiContext,
        kind: str,
        record: Record | None = None,
        preset: Values | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the live results before the form is built."""
        self.quorum = LiveResult()
        self.outcome = LiveResult()
        super().__init__(context, kind, record, preset, parent)

    def add_parts(self) -> None:
        """Add agenda, opinions and decisions."""
        kinds = self.context.store.kinds
        self.agenda = ChildPanel(
            ChildRows(kinds["agenda_item"], _AGENDA_COLUMNS, self.say),
            self.context,
            _("Chưa có mục nào trong chương trình. Bấm “Thêm” (Ctrl+T)."),
        )
        self.decisions = ChildPanel(
            DecisionRows(self),
            self.context,
            _("Chưa có nội dung biểu quyết. Bấm “Thêm” (Ctrl+T), ghi số phiếu; kết quả hiện ngay theo luật."),
        )
        self.add_panel(self.agenda, _("Chương trình"))
        self.add_opinions()
        self.add_panel(self.decisions, _("Biểu quyết"))
        self.form.show_after_first_section(self.quorum)
        self.decisions.show_below(self.outcome)
        self.decisions.selected.connect(self._show_outcome)

    def refresh_live(self) -> None:
        """Show whether the meeting is quorate and what the votes came to."""
        self._show_quorum()
        self.decisions.rows.refresh()
        self._show_outcome()

    def _show_quorum(self) -> None:
        quorum = quorum_of(self.live_record(), self.context.store.law)
        if quorum.total <= 0:
            self.quorum.hide()
            return
        words = _(
            "{verdict}: {present}/{total} hộ có đại diện dự ({percent}), cần ít nhất {needed} ({citation}).",
            verdict=_("Đủ điều kiện họp") if quorum.reached else _("CHƯA đủ điều kiện họp"),
            present=quorum.present,
            total=quorum.total,
            percent=self.say.percent(quorum.present / quorum.total),
            needed=quorum.needed,
            citation=quorum.rule.citation,
        )
        self.quorum.tell(self.say(words), good=quorum.reached)

    def outcome_of(self, row: ChildRow) -> Outcome | None:
        """Return the result of one decision as it is typed; ``None`` while no type or no vote is there."""
        values = row.values
        if not values.get("content_type") or (values.get("votes_for") is None and values.get("votes_against") is None):
            return None
        return outcome_of(row.record(self.decisions.rows.kind), self.live_record(), self.context.store.law)

    def _show_outcome(self) -> None:
        row = self.decisions.current
        outcome = None if row is None else self.outcome_of(row)
        if outcome is None:
            self.outcome.hide()
            return
        words = _(
            "{verdict}: {votes}/{whole} hộ tán thành ({percent}), cần ít nhất {needed} ({citation}).",
            verdict=verdict_text(outcome.verdict),
            votes=outcome.votes_for,
            whole=outcome.whole,
            percent=self.say.percent(outcome.share),
            needed=outcome.needed,
            citation=outcome.rule.citation,
        )
        self.outcome.tell(self.say(words), good=outcome.verdict in (Verdict.PASSED, Verdict.CONSULTED))


class DecisionRows(ChildRows):
    """Decisions with a column for their derived result."""

    def __init__(self, editor: MeetingEditor) -> None:
        """Ask ``editor`` for results: they depend on the meeting's figures."""
        super().__init__(editor.context.store.kinds["decision"], _DECISION_COLUMNS, editor.say)
        self._editor = editor

    def derived(self, row: ChildRow, name: str) -> Message | str:
        """Say the verdict in words."""
        outcome = self._editor.outcome_of(row)
        return "" if outcome is None else verdict_text(outcome.verdict)
