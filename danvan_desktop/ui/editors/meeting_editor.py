"""Editing a village meeting: quorum and vote results are shown while the figures are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut

from danvan_desktop.domain.rules.quorum import has_quorum, quorum_of
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import Outcome, Verdict, outcome_of, verdict_text
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.reports.code_words import AGENDA
from danvan_desktop.store import KeptDraft, SaveResult
from danvan_desktop.ui.editors.begun_works import PAID, begin_work
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_row import ChildRow
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.draft_content import content_of
from danvan_desktop.ui.editors.gathering_editor import GatheringEditor
from danvan_desktop.ui.editors.meeting_clock import MeetingClock
from danvan_desktop.ui.editors.roll_panel import RollPanel
from danvan_desktop.ui.editors.vote_counter import CHOICES, Count, VoteCounter
from danvan_desktop.ui.editors.vote_counts import VoteCounts
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.live_result import LiveResult

_AGENDA_COLUMNS = (("title", _("Nội dung")), ("presenter", _("Người trình bày")), ("document", _("Tài liệu")))
_DECISION_COLUMNS = (
    ("title", _("Nội dung biểu quyết")),
    ("votes_for", _("Tán thành")),
    ("votes_against", _("Không tán thành")),
    ("votes_abstain", _("Ý kiến khác")),
    ("outcome", _("Kết quả")),
)


_GOOD = frozenset({Verdict.PASSED, Verdict.VILLAGE_AGREES, Verdict.CONSULTED})


class MeetingEditor(GatheringEditor):
    """A village meeting with agenda, opinions and decisions."""

    def make_live(self) -> None:
        """Make what tells of the record while it is typed."""
        self.quorum = LiveResult()
        self.outcome = LiveResult()
        self.clock = MeetingClock(self.context.translator, self.context.store.clock.local_time)

    def add_parts(self) -> None:
        """Add the roll, agenda, opinions and decisions."""
        kinds = self.context.store.kinds
        self.agenda = ChildPanel(
            ChildRows(kinds["agenda_item"], _AGENDA_COLUMNS, self.say, self.context.store.new_uid),
            self.context,
            _("Chưa có mục nào trong chương trình. Bấm “Thêm” (Ctrl+T)."),
            self.tabs.room,
        )
        self.decisions = ChildPanel(
            DecisionRows(self),
            self.context,
            _("Chưa có nội dung biểu quyết. Bấm “Thêm” (Ctrl+T), ghi số phiếu; kết quả hiện ngay theo luật."),
            self.tabs.room,
        )
        self.counts = VoteCounts(self.decisions, self.say)
        self.roll = RollPanel(self.context, self.tabs.room)
        self.parts.add(self.roll, _("Điểm danh"))
        self.parts.add(self.agenda, _("Chương trình"))
        self.add_opinions()
        self.parts.add(self.decisions, _("Biểu quyết"))
        self.form.show_after_first_section(self.clock)
        self.form.show_after_first_section(self.quorum)
        self.agenda.made.connect(self._add_agenda_phrases)
        self.decisions.made.connect(self._add_counter)
        self.counts.changed.connect(self.show_edited)
        QShortcut(QKeySequence("F4"), self.decisions).activated.connect(self.count_votes)
        self.roll.rows.ticked.connect(self._take_over_roll)
        self.roll.count_wanted.connect(self._take_count)
        self.clock.began.connect(lambda moment: self.form.put("starts_at", moment))
        self.clock.ended.connect(lambda moment: self.form.put("ends_at", moment))
        self.decisions.show_below(self.outcome)
        self.decisions.selected.connect(self._show_outcome)
        self.add_tasks()

    def refresh_live(self) -> None:
        """Show whether the meeting is quorate and what the votes came to."""
        meeting = self.live_record()
        self.roll.show_village(meeting.text("unit"))
        self.roll.compare(meeting.get("households_total"), meeting.get("households_present"))
        self.clock.show_times(meeting.datetime("starts_at"), meeting.datetime("ends_at"))
        self._show_quorum()
        self.decisions.rows.refresh()
        self._show_outcome()
        self.refresh_tasks()

    def _show_quorum(self) -> None:
        meeting = self.live_record()
        quorum = quorum_of(meeting, self.context.store.law)
        is_awaited = meeting.text("state") == "planned" and quorum.present == 0
        rows = self.decisions.rows
        is_asked = has_quorum(meeting, (row.record(rows.kind) for row in rows.rows))
        if not is_asked or quorum.total <= 0 or is_awaited or meeting.get("households_present") is None:
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
        """Return the result of one decision as it is typed; ``None`` while type or votes lack or cannot be read."""
        values = row.values
        if not values.get("content_type") or (values.get("votes_for") is None and values.get("votes_against") is None):
            return None
        if any(row.is_unreadable(name) for name in CHOICES):
            return None
        store = self.context.store
        return outcome_of(Vote.of(row.record(self.decisions.rows.kind), self.live_record(), store), store.law)

    def count_votes(self) -> VoteCounter | None:
        """Count the votes on the decision that is shown; returns the counter, ``None`` when there is no decision."""
        row = self.decisions.current
        if row is None or self.is_locked:
            return None
        return self.counts.count(row, lambda typed: self._verdict_on(row, typed))

    # Counts under way belong to the draft, not to what is saved

    @property
    def is_touched(self) -> bool:
        """Whether closing would lose something, be it a count."""
        return super().is_touched or self.counts.is_under_way

    def snapshot(self) -> dict[str, Any]:
        """Return what was typed and counted, as JSON can keep it."""
        return {**super().snapshot(), "counts": self.counts.snapshot()}

    def take_back(self, draft: KeptDraft) -> None:
        """Show what was typed, and let a count be gone on with."""
        super().take_back(draft)
        counts = content_of(draft).counts
        self.counts.take_back({uid: Count(count.votes, tuple(count.steps)) for uid, count in counts.items()})
        told = self.counts.told()
        if told is not None:
            self.parts.turn_to(self.decisions.rows.kind.name)
            self.tell(told, is_fault=False)

    def save_unsaved(self) -> None:
        """Save, then close; a count that is under way is kept as a draft."""
        self.save(self._close_with_counts if self.counts.is_under_way else lambda _result: self.close())

    def _close_with_counts(self, _result: SaveResult) -> None:
        self.leave()

    def _take_over_roll(self, before: int) -> None:
        """Let the roll count who is present, unless somebody wrote another number than it had counted ``before``.

        How many households a vote is held against is no matter of the roll, which may lack some of them.
        """
        if self.form.input("households_present").value() in (None, before):
            self._take_count()

    def _take_count(self) -> None:
        self.form.put("households_present", self.roll.rows.present)

    def _add_agenda_phrases(self) -> None:
        def put_in(text: str) -> None:
            self.agenda.add_all({"title": line} for line in text.split("\n") if line.strip())

        def written() -> str:
            return "\n".join(str(row.values.get("title") or "") for row in self.agenda.rows.rows)

        self.agenda_phrases = PhraseButton(self.context, AGENDA, put_in, written, self.agenda)
        self.agenda_phrases.setText(self.say(_("Chương trình mẫu")))
        self.agenda.add_writing(self.agenda_phrases)

    def _add_counter(self) -> None:
        self.count_button = plain_button("", self.count_votes)
        self.decisions.buttons.addWidget(self.count_button)
        self.work_button = plain_button(
            self.say(_("Lập công trình…")),
            self.begin_work,
            tip=self.say(_("Mở công trình làm theo nội dung đang chọn, hoặc lập mới")),
        )
        self.decisions.buttons.addWidget(self.work_button)

    def begin_work(self) -> None:
        """Open the work that the decision is about which is shown; what was typed is saved first."""
        row = self.decisions.current
        if row is None:
            return
        uid = row.uid
        if self.is_touched or not row.stored:
            self.save(lambda _result: self._begin_work(uid))
        else:
            self._begin_work(uid)

    def _begin_work(self, uid: str) -> None:
        decision = self.context.store.get(uid)
        if decision is not None:
            begin_work(self, decision)

    def _show_outcome(self) -> None:
        if not self.decisions.is_made:
            return
        row = self.decisions.current
        self.count_button.setEnabled(row is not None and not self.is_locked)
        self.work_button.setEnabled(row is not None and row.values.get("content_type") in PAID)
        begun = self.counts.is_begun(row)
        self.count_button.setText(self.say(_("Đếm tiếp… (F4)") if begun else _("Đếm phiếu… (F4)")))
        told = None if row is None else self._verdict_on(row, {})
        if told is None:
            self.outcome.hide()
        else:
            self.outcome.tell(told[0], good=told[1])

    def _verdict_on(self, row: ChildRow, counts: Mapping[str, int]) -> tuple[str, bool] | None:
        """Say what a decision comes to with these counts in place of those that were typed."""
        outcome = self.outcome_of(ChildRow(row.uid, {**row.values, **counts}, typed={} if counts else row.typed))
        if outcome is None:
            return None
        return self.say(_outcome_words(outcome, self.say)), outcome.verdict in _GOOD


class DecisionRows(ChildRows):
    """Decisions with a column for their derived result."""

    def __init__(self, editor: MeetingEditor) -> None:
        """Ask ``editor`` for results: they depend on the meeting's figures."""
        store = editor.context.store
        super().__init__(store.kinds["decision"], _DECISION_COLUMNS, editor.say, store.new_uid)
        self._editor = editor

    def derived(self, row: ChildRow, name: str) -> Message | str:
        """Say the verdict in words."""
        outcome = self._editor.outcome_of(row)
        return "" if outcome is None else verdict_text(outcome.verdict)


def _outcome_words(outcome: Outcome, say: Translator) -> Message:
    """Say what a vote came to: for which rule it is void, what is missing, or how it stands against what it needs."""
    if outcome.obstacle is not None:
        return _("{verdict}. {reason}", verdict=verdict_text(outcome.verdict), reason=outcome.obstacle.message)
    if outcome.broken is not None:
        return _("{verdict} ({citation}).", verdict=verdict_text(outcome.verdict), citation=outcome.broken.citation)
    return _(
        "{verdict}: {votes}/{whole} hộ tán thành ({percent}), cần ít nhất {needed} ({citation}).",
        verdict=verdict_text(outcome.verdict),
        votes=outcome.votes_for,
        whole=outcome.whole,
        percent=say.percent(outcome.share),
        needed=outcome.needed,
        citation=outcome.rule.citation,
    )
