"""What a citizen proposes for the community to decide: how many households agree to that, and since when.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 16, khoản 3 (rules ``initiative.share`` and ``initiative.consent``).
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

_SHARE, _VALID = "initiative.share", "initiative.consent"


def initiative_has_consent(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when a citizen's proposal has too few households behind it, or their consent has run out."""
    if record.text("proposed_by") != "citizen":
        if record.get("consent_households") is not None and sets_anew(
            record, context, "proposed_by", "consent_households"
        ):
            yield Problem("consent_households", _("Chỉ ghi số hộ đồng thuận với sáng kiến của công dân."))
        return
    meeting = context.reader.get(record.text("meeting"))
    if meeting is not None:
        yield from _enough(record, meeting, context)
        yield from _still_valid(record, meeting, context)


def _enough(record: Record, meeting: Record, context: RuleContext) -> Iterator[Problem]:
    rule, total = context.law[_SHARE], meeting.number("households_total")
    consent = record.number("consent_households")
    if total and consent > total:
        words = _("Số hộ đồng thuận ({count}) nhiều hơn tổng số hộ ({total}).", count=consent, total=total)
        yield Problem("consent_households", words)
    elif total and not rule.is_met(consent, total):
        yield Problem(
            "consent_households",
            _(
                "Sáng kiến của công dân cần ít nhất {needed} trên {total} hộ đồng thuận ({citation}).",
                needed=rule.needed(total),
                total=total,
                citation=rule.citation,
            ),
            Severity.WARNING,
        )


def _still_valid(record: Record, meeting: Record, context: RuleContext) -> Iterator[Problem]:
    since, held = record.date("consent_from"), meeting.date("starts_at")
    if since is None or held is None:
        return
    last = context.terms.last_day(_VALID, since)
    if since > held:
        yield Problem("consent_from", _("Ngày lấy đồng thuận sau ngày họp ({day}).", day=held))
    elif last is not None and held > last:
        yield Problem(
            "consent_from",
            _(
                "Sự đồng thuận chỉ có giá trị đến ngày {last}, trước ngày họp {day} ({citation}).",
                last=last,
                day=held,
                citation=context.law[_VALID].citation,
            ),
            Severity.WARNING,
        )
