"""How far a case has come: one way for letters, one for hot spots; where a letter went says how it ends."""

from __future__ import annotations

from danvan_desktop.domain.rules.cases import HOT_SPOT, LAID_ASIDE, SENT_AWAY
from danvan_desktop.domain.states import HasChoice, State, States
from danvan_desktop.localization import _

_IS_LETTER = HasChoice("nature", frozenset({HOT_SPOT}), negated=True)
_IS_HOT_SPOT = HasChoice("nature", frozenset({HOT_SPOT}))
_STAYS = HasChoice("handling", SENT_AWAY | LAID_ASIDE, negated=True)

STATES = States(
    (
        State(code="received", label=_("Đã nhận"), deed=_("Nhận đơn"), day="received_on", when=(_IS_LETTER,)),
        State(
            code="handled",
            label=_("Đã xử lý đơn"),
            deed=_("Xử lý đơn"),
            facts=("handled_on",),
            needs=("handling",),
            day="handled_on",
            when=(_IS_LETTER,),
        ),
        State(
            code="transferred",
            label=_("Đã chuyển, hướng dẫn"),
            deed=_("Chuyển, hướng dẫn đơn"),
            facts=("handled_on",),
            day="handled_on",
            when=(_IS_LETTER, HasChoice("handling", SENT_AWAY)),
        ),
        State(
            code="filed",
            label=_("Lưu đơn, trả lại, không thụ lý"),
            deed=_("Lưu, trả lại đơn"),
            facts=("handled_on",),
            day="handled_on",
            when=(_IS_LETTER, HasChoice("handling", LAID_ASIDE)),
        ),
        State(
            code="accepted",
            label=_("Đã thụ lý"),
            deed=_("Thụ lý"),
            facts=("accepted_on",),
            day="accepted_on",
            when=(_IS_LETTER, _STAYS),
        ),
        State(
            code="settled",
            label=_("Đã có quyết định, kết luận"),
            deed=_("Ra quyết định, kết luận"),
            facts=("decided_on",),
            needs=("result",),
            day="decided_on",
            when=(_IS_LETTER, _STAYS),
        ),
        State(
            code="published",
            label=_("Đã công khai"),
            deed=_("Công khai kết quả"),
            facts=("decided_on", "published_on"),
            needs=("result", "published_how"),
            day="published_on",
            when=(_IS_LETTER, _STAYS),
        ),
        State(
            code="open",
            label=_("Đang diễn biến"),
            deed=_("Ghi điểm nóng"),
            day="received_on",
            when=(_IS_HOT_SPOT,),
            lasts=True,
        ),
        State(
            code="handling",
            label=_("Đang giải quyết"),
            deed=_("Giải quyết điểm nóng"),
            facts=("handled_on",),
            day="handled_on",
            when=(_IS_HOT_SPOT,),
            lasts=True,
        ),
        State(
            code="cooled",
            label=_("Đã ổn định"),
            deed=_("Ghi đã ổn định"),
            facts=("cooled_on",),
            needs=("danger",),
            day="cooled_on",
            when=(_IS_HOT_SPOT,),
        ),
        State(
            code="withdrawn",
            label=_("Rút đơn"),
            deed=_("Rút đơn"),
            facts=("decided_on",),
            day="decided_on",
            when=(_IS_LETTER, HasChoice("result", frozenset({"withdrawn"}))),
        ),
        State(code="closed", label=_("Kết thúc"), deed=_("Kết thúc vụ việc"), decided=True, day="closed_on"),
    )
)
