"""Meetings of a community held by clusters of houses: Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 18, khoản 3.

Each cluster has a meeting of its own; what they decided together stands in the main meeting, whose households and votes
are those of all clusters, so that nothing is counted twice and every share is of all households.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

_RULE = "meeting.cluster"


def cluster_belongs_to_a_meeting(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A cluster's meeting names the main one of its village; of a small village it is asked whether it may be so."""
    if not sets_anew(record, context, "cluster", "main_meeting", "unit", "households_total"):
        return
    if record.get("cluster") is not None and record.get("main_meeting") is None:
        words = _("Chọn cuộc họp chung của thôn để kết quả của cụm được tính vào đó.")
        yield Problem("main_meeting", words, Severity.WARNING)
    main = context.reader.get(record.text("main_meeting"))
    if main is None:
        return
    if main.uid == record.uid or main.get("main_meeting") is not None:
        yield Problem("main_meeting", _("Hãy chọn cuộc họp chung của thôn, không phải cuộc họp của một cụm."))
    elif main.get("unit") != record.get("unit"):
        yield Problem("main_meeting", _("Cuộc họp được chọn là của thôn, tổ dân phố khác."))
    yield from _is_large_enough(main, context)


def main_meeting_counts_its_clusters(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when fewer households are counted at the main meeting than came to the meetings of its clusters."""
    if context.before is None or record.get("households_present") is None:
        return
    clusters = context.reader.find("meeting", main_meeting=record.uid)
    came = sum(cluster.number("households_present") for cluster in clusters)
    if came > record.number("households_present"):
        words = _("Các cụm có {came} hộ dự, nhiều hơn số ghi ở cuộc họp chung. Hãy ghi tổng của các cụm.", came=came)
        yield Problem("households_present", words, Severity.WARNING)


def decided_at_the_main_meeting(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What the clusters vote on is decided, and counted, once: at the main meeting."""
    meeting = context.reader.get(record.text("meeting"))
    if meeting is None or meeting.get("main_meeting") is None or not sets_anew(record, context, "meeting"):
        return
    if record.text("content_type") != "consultation":
        words = _("Đây là cuộc họp của một cụm: hãy cộng biểu quyết của các cụm và ghi ở cuộc họp chung của thôn.")
        yield Problem("meeting", words)


def _is_large_enough(main: Record, context: RuleContext) -> Iterator[Problem]:
    rule, total = context.law[_RULE], main.number("households_total")
    if rule.value is not None and 0 < total < rule.value:
        yield Problem(
            "cluster",
            _(
                "Thôn có {total} hộ: chỉ họp theo cụm khi có từ {least} hộ trở lên hoặc ở phân tán ({citation}).",
                total=total,
                least=int(rule.value),
                citation=rule.citation,
            ),
            Severity.WARNING,
        )
