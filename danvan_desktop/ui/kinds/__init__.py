"""How every kind is shown: one module a kind, with what belongs to it."""

from danvan_desktop.ui.kinds.activity import ACTIVITY_VIEW
from danvan_desktop.ui.kinds.award import AWARD_VIEW
from danvan_desktop.ui.kinds.case import CASE_VIEWS
from danvan_desktop.ui.kinds.commune_vote import COMMUNE_VOTE_VIEW
from danvan_desktop.ui.kinds.community_work import COMMUNITY_WORK_VIEWS
from danvan_desktop.ui.kinds.consultation import CONSULTATION_VIEWS
from danvan_desktop.ui.kinds.contest import CONTEST_VIEWS
from danvan_desktop.ui.kinds.dialogue import DIALOGUE_VIEW
from danvan_desktop.ui.kinds.inspection import INSPECTION_VIEW
from danvan_desktop.ui.kinds.land import LAND_VIEWS
from danvan_desktop.ui.kinds.meeting import MEETING_VIEWS
from danvan_desktop.ui.kinds.model import MODEL_VIEWS
from danvan_desktop.ui.kinds.network_member import NETWORK_MEMBER_VIEW
from danvan_desktop.ui.kinds.office import OFFICE_VIEWS
from danvan_desktop.ui.kinds.officer import OFFICER_VIEW
from danvan_desktop.ui.kinds.oversight import OVERSIGHT_VIEWS
from danvan_desktop.ui.kinds.paper import PAPER_VIEWS
from danvan_desktop.ui.kinds.petition import PETITION_VIEW
from danvan_desktop.ui.kinds.plan import PLAN_VIEWS
from danvan_desktop.ui.kinds.publicity import PUBLICITY_VIEWS
from danvan_desktop.ui.kinds.rating import RATING_SCHEME_VIEW, RATING_VIEWS
from danvan_desktop.ui.kinds.reception import RECEPTION_VIEWS
from danvan_desktop.ui.kinds.scoring import CRITERION_VIEW
from danvan_desktop.ui.kinds.situation import SITUATION_VIEW
from danvan_desktop.ui.kinds.submission import SUBMISSION_VIEW
from danvan_desktop.ui.kinds.supervision_board import SUPERVISION_BOARD_VIEWS
from danvan_desktop.ui.kinds.unit import UNIT_VIEWS
from danvan_desktop.ui.kinds.unit_profile import UNIT_PROFILE_VIEW
from danvan_desktop.ui.kinds.view import Views

ALL_VIEWS = Views(
    (
        *MEETING_VIEWS,
        DIALOGUE_VIEW,
        PETITION_VIEW,
        *RECEPTION_VIEWS,
        *CASE_VIEWS,
        *MODEL_VIEWS,
        *CONTEST_VIEWS,
        AWARD_VIEW,
        SITUATION_VIEW,
        COMMUNE_VOTE_VIEW,
        *PUBLICITY_VIEWS,
        *CONSULTATION_VIEWS,
        *COMMUNITY_WORK_VIEWS,
        *SUPERVISION_BOARD_VIEWS,
        *LAND_VIEWS,
        *OVERSIGHT_VIEWS,
        ACTIVITY_VIEW,
        NETWORK_MEMBER_VIEW,
        *PLAN_VIEWS,
        INSPECTION_VIEW,
        *RATING_VIEWS,
        SUBMISSION_VIEW,
        *UNIT_VIEWS,
        UNIT_PROFILE_VIEW,
        OFFICER_VIEW,
        CRITERION_VIEW,
        RATING_SCHEME_VIEW,
        *PAPER_VIEWS,
        *OFFICE_VIEWS,
    )
)
"""The views of this version, in the order in which their places stand."""

__all__ = ["ALL_VIEWS"]
