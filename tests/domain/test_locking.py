"""What is locked in a state, and how it is opened again."""

import pytest

from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.locking import REOPEN_REASON, REOPENED, lock_words, reopening
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _
from tests.copies import replace

RECEIVED = States(
    (
        State(code="due", label=_("Phải nộp")),
        State(code="sent", label=_("Đã gửi"), facts=("sent_on",), day="sent_on"),
        State(code="received", label=_("Đã nhận"), facts=("sent_on", "received_on"), day="received_on"),
    )
)
CLOSED = States(
    (
        State(code="new", label=_("Mới")),
        State(code="settled", label=_("Đã giải quyết"), facts=("settled_on",), day="settled_on"),
        State(code="closed", label=_("Đã kết thúc"), decided=True),
    )
)


def kind_of(states: States | None, locked: str, choices: tuple[Choice, ...] = ()) -> Kind:
    return Kind(
        name="paper",
        label=_("Giấy"),
        plural=_("Giấy"),
        title=("name",),
        listed=("name",),
        order="name",
        locked_states=frozenset({locked}),
        states=states,
        fields=(
            Field(name="name", label=_("Tên")),
            Field(name="sent_on", label=_("Ngày gửi"), type=FieldType.DATE),
            Field(name="received_on", label=_("Ngày nhận"), type=FieldType.DATE),
            Field(name="settled_on", label=_("Ngày giải quyết"), type=FieldType.DATE),
            Field(
                name=STATE,
                label=_("Trạng thái"),
                type=FieldType.CHOICE,
                choices=choices if states is None else states.choices,
                open_when_signed=True,
            ),
            REOPENED,
        ),
    )


def test_what_a_fact_alone_keeps_locked_is_opened_by_emptying_it():
    kind = kind_of(RECEIVED, "received")
    values = {"sent_on": "2026-08-03", "received_on": "2026-08-05", STATE: "received"}
    assert reopening(kind, values) == {"received_on": None, STATE: "sent"}


@pytest.mark.parametrize(("settled_on", "state"), [("2026-08-03", "settled"), (None, "new")])
def test_what_was_closed_goes_back_to_where_its_facts_are(settled_on, state):
    assert reopening(kind_of(CLOSED, "closed"), {"settled_on": settled_on, STATE: "closed"}) == {STATE: state}


def test_a_plain_state_goes_back_to_the_one_before():
    choices = (Choice("draft", _("Dự thảo")), Choice("issued", _("Ban hành")), Choice("ended", _("Kết thúc")))
    kind = kind_of(None, "ended", choices)
    assert reopening(kind, {STATE: "ended"}) == {STATE: "issued"}
    assert str(lock_words(kind, {STATE: "ended"})) == (
        "Đã khóa ở trạng thái “Kết thúc”: muốn sửa phải mở lại và ghi lý do."
    )


@pytest.mark.parametrize("present", [40, 0, None])
def test_signed_minutes_become_a_draft_again_though_nobody_came(present):
    assert reopening(ALL_KINDS["meeting"], {"households_present": present, STATE: "signed"}) == {STATE: "held"}


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind.locked_states], ids=lambda kind: kind.name)
def test_every_kind_that_is_locked_can_be_opened_with_a_reason(kind):
    hidden = kind.guarded is Guarded.RATINGS  # of what is closed to somebody the reason is, too
    assert kind.field(REOPEN_REASON) == replace(REOPENED, hidden_when_closed=hidden)
    assert kind.field(STATE).open_when_signed
    assert kind.locked_states < {choice.code for choice in kind.field(STATE).choices}
    for state in kind.locked_states:
        assert not kind.is_locked(reopening(kind, {STATE: state}))
