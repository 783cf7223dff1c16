"""Editing a work of the people: what was given is added up while it is looked at, its account is made public."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.works import ContributionTotals, account_title
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.reports.wording import topic
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.live_result import LiveResult

_FUNDS = "p05"
"""Contributions and what was spent of them are made public as an item of Điều 11, khoản 5."""
_FINISHED = frozenset({"done", "settled"})


class WorkEditor(RecordEditor):
    """A work that the people decided on and give to."""

    def make_live(self) -> None:
        """Make what tells of the record while it is typed."""
        self.sums = LiveResult()

    def add_parts(self) -> None:
        """Add the book of contributions, its sums above the tabs, and the button that makes the account public."""
        super().add_parts()
        self.show_above_tabs(self.sums)
        self.publish_button = self.add_button(_("Công khai thu, chi…"), self.publish)
        self.publish_button.setToolTip(
            self.say(
                _("Lập nội dung công khai thu, chi của công trình này, chọn sẵn vào đây và mở ra để ghi nơi niêm yết")
            )
        )

    def refresh_live(self) -> None:
        """Add up what was given."""
        work, given = self.live_record(), ContributionTotals.of(self.parts.typed("contribution"))
        is_told = self.record is not None and work.text("state") in _FINISHED
        self.publish_button.setVisible(is_told and not self.is_locked)
        if not given.rows:
            self.sums.hide()
            return
        planned = work.get("people_money")
        is_within = not isinstance(planned, int) or given.household_money <= planned
        self.sums.tell(given_words(given, work, self.say), good=is_within)

    def publish(self) -> None:
        """Make the account public: in one save with all that is typed, or open what is public already."""
        known = self.live_record().text("publicity")
        if known:
            self.open_requested.emit("publicity_item", known)
            return
        uid = self.context.store.new_uid()
        drafts = account_of(uid, self.live_record())
        self.save(lambda _result: self.open_requested.emit("publicity_item", uid), lambda _store: drafts)


def account_of(uid: str, work: Record) -> tuple[Draft, Draft]:
    """Make the item ``uid`` with which the account of a work is public, and the work's link to it."""
    item = {"unit": work.get("unit"), "item": _FUNDS, "title": account_title(topic(work.text("name")))}
    if work.get("settled_on") is not None:
        item["paper_date"] = work.get("settled_on")
    return Draft("publicity_item", item, uid), Draft(work.kind, {"publicity": uid}, work.uid)


def _gifts(given: ContributionTotals) -> Iterator[Message]:
    """Yield what was given, and by how many households where they are named; what nobody gave is not told."""
    if given.money:
        yield _("{money} đồng", money=given.money)
    if given.land:
        yield _("{land} m² đất", land=given.land)
    if given.days:
        yield _("{days} ngày công", days=given.days)
    if given.material_value:
        yield _("hiện vật {value} đồng", value=given.material_value)
    if given.households:
        yield _("của {households} hộ", households=given.households)


def given_words(given: ContributionTotals, work: Record, say: Translator) -> str:
    """Say what the people gave, against what was agreed and what was spent."""
    gifts = ", ".join(map(say, _gifts(given)))
    lines = [_("Nhân dân đóng góp {gifts}.", gifts=gifts) if gifts else _("Nhân dân chưa đóng góp gì.")]
    planned, spent = work.number("people_money"), work.number("spent")
    if planned:
        lines.append(
            _("Tiền các hộ: {given}/{planned} đồng đã thống nhất.", given=given.household_money, planned=planned)
        )
    if spent:
        lines.append(_("Bằng {share} tổng chi.", share=say.percent(given.money / spent)))
    return " ".join(say(line) for line in lines)
