"""What a declaration tells of its records: titles, what a list must say, what hangs together."""

from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.secrecy import MASK, SecretWhen, hides, masked
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _


def field(name: str, **more: object) -> Field:
    return Field(name=name, label=_("Trường"), **more)


def kind(name: str, *fields: Field, **more: object) -> Kind:
    made = {"label": _("Loại"), "plural": _("Loại"), "title": (), "listed": (), "order": "x"}
    return Kind(name=name, fields=fields, **made | more)


def refers_to(name: str, *targets: str) -> Field:
    return field(name, type=FieldType.REFERENCE, targets=targets)


def test_a_title_joins_what_is_there():
    petition = ALL_KINDS["petition"]
    assert petition.title_of(Record("petition", "p", {"number": "001", "content": "Đường"})) == "001 – Đường"
    assert petition.title_of(Record("petition", "p", {"content": "Đường"})) == "Đường"
    assert petition.title_of(Record("petition", "p", {})) == ""


def test_the_title_of_a_secret_record_keeps_what_it_says():
    petition = ALL_KINDS["petition"]
    said = {"number": "001", "content": "Chủ tịch nhận tiền"}
    assert petition.title_of(Record("petition", "p", said | {"nature": "denunciation"})) == f"001 – {MASK}"
    assert petition.title_of(Record("petition", "p", said, secret=True)) == f"001 – {MASK}"
    assert petition.title_of(Record("petition", "p", said | {"nature": "complaint"})) == "001 – Chủ tịch nhận tiền"


def test_secrecy_hides_words_and_persons_but_not_what_tells_of_nobody():
    words, number = field("words"), field("number", type=FieldType.INTEGER)
    person = field("person", type=FieldType.INTEGER, stream=Stream.RESTRICTED)
    of_secrets = field("number", told_of_secrets=True)
    assert [hides(one) for one in (words, number, person, of_secrets)] == [True, False, True, False]
    assert [masked(one, 5 if one.numeric else "x") for one in (words, number, person, of_secrets)] == [
        MASK,
        5,
        None,
        "x",
    ]
    assert masked(words, None) is None


def test_secrecy_reaches_all_that_refers_to_the_secret_and_no_further():
    kinds = Kinds(
        [
            kind("far", refers_to("near_one", "near"), refers_to("free_one", "free")),
            kind("near", refers_to("secret_one", "secret", "free"), refers_to("itself", "near")),
            kind("secret", field("nature", type=FieldType.CHOICE), secret_when=SecretWhen("nature", frozenset({"x"}))),
            kind("free", refers_to("other", "free")),
        ]
    )
    assert [one.name for one in kinds.by_secrecy()] == ["secret", "near", "far"]
    assert [kinds.may_be_secret(name) for name in ("far", "near", "secret", "free")] == [True, True, True, False]
    assert kinds.secret_references("far") == ("near_one",)
    assert set(kinds.secret_references("near")) == {"secret_one", "itself"}
    assert kinds.secret_references("secret") == kinds.secret_references("free") == ()


def test_parts_are_found_by_what_they_belong_to():
    assert {one.name for one in ALL_KINDS.children_of("dialogue")} >= {"opinion"}
    assert "decision" in {one.name for one in ALL_KINDS.children_of("meeting")}
    assert "decision" not in {one.name for one in ALL_KINDS.children_of("dialogue")}
    assert ALL_KINDS.children_of("decision") == ()


def test_a_list_must_tell_what_is_required_and_nothing_fills_in():
    declared = kind(
        "row",
        field("told", required=True),
        field("optional"),
        field("with_default", required=True, default="x"),
        field("numbered", required=True, preset=Preset.NEXT_NUMBER),
        field("dated", required=True, type=FieldType.DATE, preset=Preset.TODAY),
        field("of_the_office", required=True, preset=Preset.OWN_UNIT),
        field("follows", required=True),
        field("follows_the_told", required=True),
        following=(
            Following(field="follows", needs=("with_default",), value=lambda record, context: None),
            Following(field="follows_the_told", needs=("told",), value=lambda record, context: None),
        ),
    )
    assert [one.name for one in declared.asks_for([])] == ["told", "dated", "follows_the_told"]
    assert [one.name for one in declared.asks_for(["told"])] == ["dated"]


def test_a_list_of_petitions_need_not_tell_their_state():
    assert "state" not in {one.name for one in ALL_KINDS["petition"].asks_for([])}
    assert "content" in {one.name for one in ALL_KINDS["petition"].asks_for([])}


def test_the_level_above_writes_answers_and_what_is_made_above():
    petition = ALL_KINDS["petition"]
    assert petition.is_answer("reply")
    assert not petition.is_answer("content")
    assert not petition.is_answer("song")
    assert ALL_KINDS["recognition"].is_answer("decision_date")


def test_a_record_stands_where_its_facts_have_it():
    states = ALL_KINDS["petition"].states
    assert states.of({"state": "received", "assigned_to": "A"}, "") == "assigned"
    assert states.of({"state": "received"}, "closed") == "closed"


def test_choices_are_found_by_their_code():
    chosen = field("one", type=FieldType.CHOICE, choices=(Choice("a", _("A")), Choice("b", _("B"))))
    assert chosen.choice("b").code == "b"
