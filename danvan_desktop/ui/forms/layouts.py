"""How the fields of each kind are arranged: refined by hand, completed from the declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.domain.kind import Kind
from danvan_desktop.localization import Message, _

Row = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Fields under one heading; each row holds the names of the fields that stand side by side."""

    title: Message | None
    rows: tuple[Row, ...]


_ARRANGED: Mapping[str, tuple[Section, ...]] = {
    "meeting": (
        Section(
            None,
            (
                ("unit", "purpose", "state"),
                ("subject",),
                ("starts_at", "ends_at", "place"),
                ("chair", "convened_by", "secretary"),
                ("households_total", "households_present", "persons_present"),
                ("notified_on",),
            ),
        ),
        Section(_("Nội dung và kết luận"), (("content",), ("conclusion",), ("next_steps",))),
        Section(
            _("Thành phần khác"),
            (("guests",), ("absent_reason",), ("front_signer", "household_signer_1", "household_signer_2")),
        ),
        Section(
            _("Chuẩn bị hương ước, bầu cử"),
            (("draft_posted_on", "election_plan_on"), ("candidates_on", "election_team_on")),
        ),
        Section(
            _("Gửi, công nhận quyết định"),
            (("sent_on", "received_on"), ("recognised_on", "recognition_number")),
        ),
    ),
    "unit": (
        Section(
            None,
            (
                ("name", "kind", "code"),
                ("parent", "head"),
                ("households", "population"),
                ("valid_from", "valid_to", "successor"),
                ("term_from", "term_to"),
            ),
        ),
    ),
    "household": (Section(None, (("head", "members", "address"),)),),
    "officer": (Section(None, (("full_name", "position"), ("unit", "organisation"), ("phone", "role", "active"))),),
    "agenda_item": (Section(None, (("title",), ("presenter", "document"))),),
    "opinion": (
        Section(
            None,
            (("speaker_name", "speaker_address", "on_behalf_of"), ("content",), ("answer",), ("answered_by",)),
        ),
    ),
    "decision": (
        Section(
            None,
            (
                ("title",),
                ("content_type", "method"),
                ("scope", "commune_vote"),
                ("after_failed_meeting",),
                ("votes_for", "votes_against", "votes_abstain"),
                ("note",),
            ),
        ),
    ),
    "commune_vote": (
        Section(
            None,
            (
                ("unit", "content_type"),
                ("title",),
                ("opens_on", "closes_on"),
                ("plan_number", "front_agreed_on"),
                ("reported_council_on", "effective_on"),
                ("note",),
            ),
        ),
    ),
    "dialogue": (
        Section(
            None,
            (
                ("unit", "level", "state"),
                ("topic",),
                ("kind", "side"),
                ("led_by", "led_by_position"),
                ("held_on", "starts_at", "ends_at"),
                ("place", "secretary"),
                ("participants_count",),
                ("participants",),
            ),
        ),
        Section(
            _("Nội dung và kết luận"),
            (("opening",), ("conclusion",), ("conclusion_notice_number", "conclusion_notice_date")),
        ),
    ),
    "petition": (
        Section(
            _("Tiếp nhận"),
            (
                ("number", "received_on", "nature"),
                ("unit", "field", "group_size"),
                ("source", "source_record"),
                ("citizen_name", "citizen_address", "citizen_phone"),
                ("content",),
                ("request",),
            ),
        ),
        Section(
            _("Giải quyết"),
            (
                ("competence", "assigned_to"),
                ("assigned_on", "accepted_on", "due_on"),
                ("instance", "difficulty"),
                ("reply",),
                ("reply_number", "replied_on", "result"),
            ),
        ),
        Section(
            _("Thông báo cho dân"),
            (("people_told_on", "told_how", "satisfied"), ("state", "complicated")),
        ),
    ),
    "model": (
        Section(
            None,
            (
                ("name",),
                ("registration", "registered_on", "year"),
                ("form", "field", "theme"),
                ("registrant", "organisation"),
                ("unit", "period", "state"),
                ("aim",),
            ),
        ),
        Section(
            _("Nội dung thực hiện"),
            (("content",), ("targets",), ("participants",), ("beneficiaries",), ("resources",)),
        ),
    ),
    "model_progress": (Section(None, (("reported_on",), ("done",), ("figures",), ("difficulties",))),),
    "criterion": (Section(None, (("set", "version"), ("name",), ("order", "maximum", "weight"))),),
    "score": (Section(None, (("criterion",), ("points", "scorer"), ("remark",))),),
    "recognition": (Section(None, (("level", "decision_number", "decision_date"), ("title",), ("replicated_to",))),),
    "situation_entry": (
        Section(
            None,
            (
                ("unit", "noted_on", "category"),
                ("group", "people_count"),
                ("content",),
                ("severity", "urgent"),
            ),
        ),
        Section(_("Xử lý, dự báo, đề xuất"), (("handling",), ("forecast",), ("proposal",), ("petition",))),
    ),
    "document_number": (
        Section(
            None,
            (
                ("unit", "issuer"),
                ("year", "type", "number"),
                ("symbol", "date"),
                ("subject",),
                ("form", "period", "record"),
            ),
        ),
    ),
    "report_text": (
        Section(None, (("unit", "form", "period"), ("section", "figure"), ("text",), ("value",), ("remark",))),
    ),
}

_HIDDEN = frozenset({"reopen_reason"})


def sections_of(kind: Kind) -> tuple[Section, ...]:
    """Return the arrangement of a kind; declared fields that nobody arranged follow one by one.

    The parent reference, the order of a child, the petition made of an opinion and the reason for reopening are set
    by the editors, not typed.
    """
    arranged = _ARRANGED.get(kind.name, ())
    placed = {name for section in arranged for row in section.rows for name in row}
    set_elsewhere = {kind.parent, *_HIDDEN} | ({"order", "petition"} if kind.parent else set())
    rest = [field.name for field in kind.fields if field.name not in placed | set_elsewhere]
    if not rest:
        return arranged
    return (*arranged, Section(_("Thông tin khác") if arranged else None, tuple((name,) for name in rest)))
