"""All record kinds, each declared once."""

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.activity import ACTIVITY
from danvan_desktop.domain.kinds.award import AWARD
from danvan_desktop.domain.kinds.case import CASE, STEP
from danvan_desktop.domain.kinds.commune_vote import COMMUNE_VOTE
from danvan_desktop.domain.kinds.community_work import COMMUNITY_WORK, CONTRIBUTION
from danvan_desktop.domain.kinds.consultation import CONSULTATION, CONSULTATION_TALLY
from danvan_desktop.domain.kinds.contest import CONTEST, CONTEST_ENTRY, MARK_KIND
from danvan_desktop.domain.kinds.dialogue import DIALOGUE
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE
from danvan_desktop.domain.kinds.document import DOCUMENT_NUMBER, REPORT_TEXT
from danvan_desktop.domain.kinds.household import ATTENDANCE, HOUSEHOLD
from danvan_desktop.domain.kinds.inspection import INSPECTION
from danvan_desktop.domain.kinds.joining import DISTINCT, SAME_AS
from danvan_desktop.domain.kinds.land import LAND_HOUSEHOLD, LAND_PROJECT, LAND_STEP
from danvan_desktop.domain.kinds.meeting import MEETING
from danvan_desktop.domain.kinds.meeting_parts import AGENDA_ITEM, DECISION, OPINION
from danvan_desktop.domain.kinds.model import MODEL, MODEL_PROGRESS
from danvan_desktop.domain.kinds.network_member import NETWORK_MEMBER
from danvan_desktop.domain.kinds.office import ATTACHMENT, PHRASE, RULE_OVERRIDE
from danvan_desktop.domain.kinds.officer import OFFICER
from danvan_desktop.domain.kinds.officer_right import OFFICER_RIGHT
from danvan_desktop.domain.kinds.oversight import OVERSIGHT
from danvan_desktop.domain.kinds.petition import PETITION
from danvan_desktop.domain.kinds.plan import PLAN, TASK_KIND
from danvan_desktop.domain.kinds.publicity import PUBLICITY_ITEM, PUBLICITY_POSTING
from danvan_desktop.domain.kinds.rating import CADRE_RATING, RATING_KIND
from danvan_desktop.domain.kinds.rating_points import RATING_MARK, RATING_SCHEME
from danvan_desktop.domain.kinds.reception import RECEPTION
from danvan_desktop.domain.kinds.reception_visit import RECEPTION_VISIT
from danvan_desktop.domain.kinds.recommendation import RECOMMENDATION
from danvan_desktop.domain.kinds.redaction import REDACTION
from danvan_desktop.domain.kinds.rights import GRANT, WITHDRAWAL
from danvan_desktop.domain.kinds.scoring import CRITERION, RECOGNITION, SCORE
from danvan_desktop.domain.kinds.situation import SITUATION_ENTRY
from danvan_desktop.domain.kinds.submission import SUBMISSION
from danvan_desktop.domain.kinds.supervision_board import BOARD_MEMBER, SUPERVISION_BOARD
from danvan_desktop.domain.kinds.unit import UNIT
from danvan_desktop.domain.kinds.unit_profile import UNIT_PROFILE

ALL_KINDS = Kinds(
    (
        UNIT,
        OFFICER,
        HOUSEHOLD,
        UNIT_PROFILE,
        MEETING,
        AGENDA_ITEM,
        OPINION,
        DECISION,
        COMMUNE_VOTE,
        ATTENDANCE,
        DIALOGUE,
        RECEPTION,
        RECEPTION_VISIT,
        CASE,
        STEP,
        PETITION,
        PUBLICITY_ITEM,
        PUBLICITY_POSTING,
        CONSULTATION,
        CONSULTATION_TALLY,
        COMMUNITY_WORK,
        CONTRIBUTION,
        SUPERVISION_BOARD,
        BOARD_MEMBER,
        LAND_PROJECT,
        LAND_STEP,
        LAND_HOUSEHOLD,
        OVERSIGHT,
        RECOMMENDATION,
        MODEL,
        MODEL_PROGRESS,
        CRITERION,
        SCORE,
        RECOGNITION,
        AWARD,
        CONTEST,
        CONTEST_ENTRY,
        MARK_KIND,
        SITUATION_ENTRY,
        ACTIVITY,
        NETWORK_MEMBER,
        PLAN,
        TASK_KIND,
        INSPECTION,
        RATING_SCHEME,
        RATING_KIND,
        CADRE_RATING,
        RATING_MARK,
        SUBMISSION,
        DOCUMENT_NUMBER,
        REPORT_TEXT,
        ATTACHMENT,
        RULE_OVERRIDE,
        PHRASE,
        DISCLOSURE,
        GRANT,
        WITHDRAWAL,
        OFFICER_RIGHT,
        SAME_AS,
        REDACTION,
        DISTINCT,
    )
)
"""The kinds of this version, in the order in which they are shown."""

__all__ = ["ALL_KINDS"]
