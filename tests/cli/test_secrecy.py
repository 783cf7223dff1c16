"""A denouncer is hidden by the declaration, in all that any command, form, index or bundle shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK, hides
from danvan_desktop.reports.catalogue import FORMS, form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.connection import transaction
from danvan_desktop.sync import ExportWish, SyncError, enrol_card, export_bundle, own_card
from tests.cli.conftest import Danvan
from tests.clocks import StandingClock
from tests.denunciations import FILE, FOLDED, MARK, fill_with_secrets, handled_letter, tells
from tests.shared_stores import new_commune, nothing_written
from tests.sync.exchange import import_bundle

pytestmark = pytest.mark.usefixtures("earlier_petitions")

HIDDEN = [kind for kind in ALL_KINDS.by_secrecy() if not kind.append_only]


@pytest.fixture
def store(commune: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "commune.db", clock=StandingClock()) as opened:
        yield opened


@pytest.fixture
def secrets(store: Store) -> dict[str, str]:
    return fill_with_secrets(store)


def test_every_kind_that_can_be_secret_was_made(store: Store, secrets: dict[str, str]) -> None:
    assert secrets.keys() == {kind.name for kind in HIDDEN} >= {"petition", "opinion", "attachment", "situation_entry"}
    assert store.secret_uids() >= set(secrets.values())
    for kind in HIDDEN:
        whole = store.reveal(secrets[kind.name], Purpose.READ)
        assert any(tells(value) for value in whole.values.values()), kind.name


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with secrets for those who only read and print."""
    with new_commune(tmp_path_factory.mktemp("read") / "commune.db") as store:
        fill_with_secrets(store)
        yield store


@pytest.fixture
def read(shared: Store) -> Iterator[Store]:
    with nothing_written(shared):
        yield shared


@pytest.mark.parametrize("kind", tuple(ALL_KINDS), ids=lambda kind: kind.name)
def test_no_reading_of_the_store_tells(read: Store, kind) -> None:
    records = read.list(kind.name)
    shown = [records, read.titles(record.uid for record in records), read.bin()]
    shown += [read.get(record.uid) for record in records]
    shown += [read.history(record.uid) for record in records]
    for field in kind.fields:
        shown += [read.valued(kind.name, field.name), read.counts(kind.name, field.name)]
        shown.append(read.words([f"{kind.name}.{field.name}"]) if field.textual else ())
        if hides(field) and field.textual:
            assert read.find(kind.name, **{field.name: f"{MARK} {kind.name} {field.name}"}) == []
    shown.append(
        [read.children(record.uid, part.name) for record in records for part in ALL_KINDS.children_of(kind.name)]
    )
    assert not [piece for piece in shown if tells(piece)]


def test_search_and_its_index_know_nothing(store: Store, secrets: dict[str, str]) -> None:
    assert not store.search(MARK)
    assert not store.search(FOLDED)
    with transaction(store._connection):
        store._search.refresh(())  # no words wait any more
    store._connection.execute("CREATE VIRTUAL TABLE temp.indexed USING fts5vocab('main', 'word', 'row')")
    rows = store._connection.execute("SELECT term FROM temp.indexed").fetchall()
    assert rows
    assert not [row for row in rows if tells(row)]


def test_a_nature_that_changes_hides_at_once_and_a_lift_shows_again(store: Store, secrets: dict[str, str]) -> None:
    store.save(Draft("petition", {"nature": "petition"}, secrets["petition"]))
    store.lift(secrets["petition"], "Chọn nhầm")
    by_itself = {secrets[name] for name in ("reception_visit", "case", "step", "land_household")}
    assert {hit.uid for hit in store.search(FOLDED)} == set(secrets.values()) - by_itself
    assert store.get(secrets["opinion"]).text("speaker_name").startswith(MARK)
    assert store.check().ok
    store.save(Draft("petition", {"nature": "denunciation"}, secrets["petition"]))
    assert not store.search(FOLDED)
    assert store.get(secrets["opinion"]).text("speaker_name") == MASK
    assert not tells(store.words(["petition.citizen_name", "opinion.speaker_name"]))
    assert store.check().ok


def test_masks_that_come_back_write_over_nothing(store: Store, secrets: dict[str, str]) -> None:
    uid = secrets["petition"]
    masked = dict(store.get(uid).values)
    store.save(Draft("petition", masked | {"assigned_to": "Công an xã"}, uid))
    whole = store.reveal(uid, Purpose.READ)
    assert (whole.text("content"), whole.text("assigned_to")) == (f"{MARK} petition content", "Công an xã")
    with pytest.raises(InvalidRecord):
        store.save(Draft("petition", {"content": f"{MASK} thêm"}, uid))


def test_opening_is_noted_with_who_and_when_and_never_changed(store: Store, secrets: dict[str, str]) -> None:
    unit = store.unit.uid
    officer = store.save(Draft("officer", {"full_name": "Lê Văn Cường", "position": "Chủ tịch", "unit": unit})).uids[0]
    store.set_officer(officer)
    store.reveal(secrets["petition"], Purpose.PRINTED, "petition-slip")
    (note,) = store.find("disclosure", record=secrets["petition"])
    assert (note.text("purpose"), note.text("paper")) == ("printed", "petition-slip")
    newest = store.history(secrets["petition"])[0]
    assert (newest.change.kind, newest.value, newest.officer_name[:12]) == ("disclosure", "printed", "Lê Văn Cường")
    for attempt in (
        lambda: store.save(Draft("disclosure", {"purpose": "read"}, note.uid)),
        lambda: store.delete(note.uid),
    ):
        with pytest.raises(InvalidRecord, match="chỉ được ghi thêm"):
            attempt()
    assert {change.id.stream for change in store.log.entries_after({}) if change.uid == note.uid} == {"commune"}
    meeting = store.list("meeting")[0]
    store.reveal(meeting.uid, Purpose.READ)
    assert not store.find("disclosure", record=meeting.uid)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@pytest.mark.parametrize("style", Style)
def test_no_form_tells_by_itself(read: Store, tmp_path: Path, form, style: Style) -> None:
    if form.needs is Needs.PERIOD:
        spans = [Period.parse(code) for code in ("2026-Q3", "2026-H2", "2026", "2026-08")]
        contexts = [ReportContext(read, read.today(), period=span, style=style) for span in spans]
    else:
        contexts = [ReportContext(read, read.today(), record.uid, style=style) for record in read.list(form.kind)]
    for context in contexts:
        try:
            document = form.build(context)
        except ReportError:
            continue
        assert not tells(document)
        print_form(form, context, tmp_path / "paper.docx", file_format=FileFormat.DOCX)


def test_only_papers_of_the_file_show_it_and_say_so(store: Store, secrets: dict[str, str]) -> None:
    for form in FORMS:
        if form.needs is not Needs.RECORD or form.kind != "petition":
            continue
        context = ReportContext(store, store.today(), secrets["petition"])
        if form.of_the_file:
            assert tells(form.build(form.opened(context)))
        else:
            with pytest.raises(ReportError, match="Phiếu đề xuất xử lý đơn"):
                form.opened(context)
    papers = {note.text("paper") for note in store.list("disclosure")}
    assert papers == {form.code for form in FORMS if form.of_the_file and form.kind == "petition"}


@pytest.mark.parametrize(
    ("nature", "paper"), [("complaint", "Quyết định giải quyết khiếu nại"), ("denunciation", "Kết luận")]
)
def test_no_notice_answers_what_needs_a_decision(
    store: Store, secrets: dict[str, str], nature: str, paper: str
) -> None:
    store.save(Draft("petition", {"nature": nature}, secrets["petition"]))
    context = ReportContext(store, store.today(), secrets["petition"])
    with pytest.raises(ReportError, match=paper):
        form_of("petition-reply").build(context)
    handling = form_of("petition-handling")
    assert tells(handling.build(handling.opened(context)))


@pytest.mark.parametrize("code", [form.code for form in FORMS if form.of_the_file])
def test_a_paper_of_the_file_is_about_nothing_until_it_is_opened(
    store: Store, secrets: dict[str, str], danvan: Danvan, tmp_path: Path, code: str
) -> None:
    uid = handled_letter(store, code) if form_of(code).kind == "case" else secrets["petition"]
    call = ("report", code, "--uid", uid, "--out", str(tmp_path / "a.pdf"))
    result = danvan(*call)
    assert (result.exit_code, "--reveal" in result.stderr, (tmp_path / "a.pdf").exists()) == (1, True, False)
    assert danvan(*call, "--reveal").exit_code == 0
    assert (tmp_path / "a.pdf").exists()


def test_no_command_tells_unless_it_is_asked_to(
    danvan: Danvan, store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    told = []
    for kind in ALL_KINDS:
        out = tmp_path / f"{kind.name}.csv"
        told += [danvan("list", kind.name, "--json").output, danvan("list", kind.name).output]
        danvan("dump", "--kind", kind.name, "--out", str(out))
        told.append(out.read_text("utf-8-sig") if out.exists() else "")
    for uid in secrets.values():
        told += [danvan(command, uid, "--json").output for command in ("get", "history")]
        told += [danvan(command, uid).output for command in ("get", "history")]
    told += [danvan("search", MARK).output, danvan("conflicts", "--json").output]
    told.append(danvan("figures", "--period", "2026-Q3", "--json").output)
    assert not [text for text in told if MARK in text or FOLDED in text.lower()]
    result = danvan("extract", secrets["attachment"], "--out", str(tmp_path / "out.pdf"))
    assert (result.exit_code, (tmp_path / "out.pdf").exists()) == (1, False)

    uid, slip = secrets["petition"], tmp_path / "slip.docx"
    assert MARK in json.loads(danvan("get", uid, "--reveal", "--json").output)["citizen_name"]
    assert danvan("extract", secrets["attachment"], "--reveal", "--out", str(tmp_path / "out.pdf")).exit_code == 0
    assert (tmp_path / "out.pdf").read_bytes() == FILE
    assert danvan("report", "petition-slip", "--uid", uid, "--reveal", "--out", str(slip)).exit_code == 0
    assert danvan("report", "petition-transfer", "--uid", uid, "--reveal", "--out", str(slip)).exit_code == 1
    assert sorted(note.text("purpose") for note in store.list("disclosure")) == ["extracted", "printed", "read"]


def test_a_bundle_without_personal_data_carries_nothing_hidden(
    store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out.danvan"
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="24", level="province") as province:
        _enrol(store, province)
        export_bundle(store, out, ExportWish(without_personal=True))
        import_bundle(province, out)
        rows = province._connection.execute("SELECT body FROM entry").fetchall()
        assert province.get(secrets["petition"]) is not None
        assert not [row for row in rows if tells(row) or sha256(FILE).hexdigest() in str(row)]
        assert province._connection.execute("SELECT count(*) FROM blob").fetchone()[0] == 0
        export_bundle(store, out, ExportWish(with_secrets=True))
        import_bundle(province, out)
        assert not province.search(FOLDED)
        assert tells(province.reveal(secrets["petition"], Purpose.READ))
        assert province.check().ok


def those_that_leave(store: Store, secrets: dict[str, str]) -> set[str]:
    """Return the secret records of kinds that leave the unit."""
    return {uid for kind, uid in secrets.items() if not store.kinds[kind].stays_inside}


@pytest.mark.parametrize(
    "sealed", [{"plain": True}, {"passphrase": "Đông Sơn 2026!"}, {"plain": True, "own_unit": True}, {}]
)
def test_no_bundle_carries_what_is_hidden_unless_that_is_chosen(
    store: Store, secrets: dict[str, str], tmp_path: Path, sealed: dict[str, object]
) -> None:
    out = tmp_path / "out.danvan"
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="24", level="province") as province:
        _enrol(store, province)
        result = export_bundle(store, out, ExportWish(**sealed))
        assert result.secret_kept == len(secrets if sealed.get("own_unit") else those_that_leave(store, secrets))
        import_bundle(province, out, passphrase=sealed.get("passphrase"))
        uid = secrets["petition"]
        assert province.get(uid).text("number") == "012/2026"
        store.save(Draft("petition", {"nature": "petition"}, uid))
        export_bundle(store, out, ExportWish(**sealed))
        import_bundle(province, out, passphrase=sealed.get("passphrase"))
        assert province.get(uid).text("nature") == "petition"
        rows = province._connection.execute("SELECT body FROM entry").fetchall()
        assert not [row for row in rows if tells(row) or sha256(FILE).hexdigest() in str(row)]
        assert province._connection.execute("SELECT count(*) FROM blob").fetchone()[0] == 0
        assert province.get(uid).secret
        assert not store.find("disclosure", purpose="sent")


def test_what_is_chosen_for_the_level_above_is_noted_in_the_history(
    store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    out, uid = tmp_path / "out.danvan", secrets["petition"]
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh Gia Lai", unit_code="24", level="province") as province:
        _enrol(store, province)
        import_bundle(province, export_bundle(store, out).path)
        result = export_bundle(store, out, ExportWish(with_secrets=True, since_ack=True))
        assert result.secret_kept == 0
        import_bundle(province, out)
        assert tells(province.reveal(uid, Purpose.READ))
        assert province.attached(province.reveal(secrets["attachment"], Purpose.EXTRACTED), revealed=True) == FILE
        assert {note.text("record") for note in store.find("disclosure", purpose="sent")} == those_that_leave(
            store, secrets
        )
        purposes = {entry.value for entry in store.history(uid) if entry.change.kind == "disclosure"}
        assert purposes == {"sent", "Tỉnh Gia Lai"}


@pytest.mark.parametrize("sealed", [{"plain": True}, {"passphrase": "Đông Sơn 2026!"}, {"without_personal": True}])
def test_nobody_without_a_name_is_sent_a_secret(
    store: Store, secrets: dict[str, str], tmp_path: Path, sealed: dict[str, object]
) -> None:
    out = tmp_path / "out.danvan"
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="24", level="province") as province:
        _enrol(store, province)
        with pytest.raises(SyncError, match="ội dung bí mật"):
            export_bundle(store, out, ExportWish(with_secrets=True, **sealed))
    assert not out.exists()
    assert not store.find("disclosure", purpose="sent")


def test_neither_a_village_nor_another_commune_is_sent_a_secret(
    store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    for level, code, why in (
        ("commune", "TS", "chưa được ghi vào đơn vị nào"),
        ("village", "DS-07", "không phải cấp trên"),
    ):
        with Store.create(tmp_path / f"{code}.db", unit_name="Nơi khác", unit_code=code, level=level) as elsewhere:
            _enrol(store, elsewhere)
            with pytest.raises(SyncError, match=why):
                export_bundle(store, tmp_path / "out.danvan", ExportWish(to=(elsewhere.device_key,), with_secrets=True))


def test_another_laptop_of_the_unit_gets_all_of_it(store: Store, secrets: dict[str, str], tmp_path: Path) -> None:
    out, unit = tmp_path / "out.danvan", store.unit
    with Store.create(
        tmp_path / "second.db", unit_name=unit.text("name"), unit_code=unit.text("code"), level=unit.text("kind")
    ) as second:
        _enrol(store, second)
        assert export_bundle(store, out).secret_kept == 0
        import_bundle(second, out)
        assert tells(second.reveal(secrets["petition"], Purpose.READ))
        assert not store.find("disclosure", purpose="sent")


def test_the_command_tells_how_much_stayed(
    danvan: Danvan, store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    out = str(tmp_path / "a.danvan")
    assert f"của {len(those_that_leave(store, secrets))} hồ sơ ở lại máy này" in danvan("export", "--out", out).output
    refused = danvan("export", "--out", str(tmp_path / "b.danvan"), "--with-secrets")
    assert (refused.exit_code, "ghép nối" in refused.stderr) == (1, True)


def _enrol(store: Store, other: Store) -> None:
    enrol_card(store, own_card(other))
    enrol_card(other, own_card(store))


def test_what_is_written_of_a_denunciation_is_in_the_log_of_personal_data(
    store: Store, secrets: dict[str, str]
) -> None:
    streams = {entry.id.stream for entry in store.log.entries_after({}) if MARK in "".join(entry.values.values())}
    leaves = streams - {"restricted", "commune", "device"}
    assert not leaves, "nothing leaves unless that is chosen; what is the office's own or stays here never goes up"
    assert "restricted" in streams


def test_a_denunciation_is_shown_by_no_set_but_by_a_lift_with_its_reason(
    danvan: Danvan, store: Store, secrets: dict[str, str]
) -> None:
    uid = secrets["petition"]
    assert "danvan lift" in danvan("set", uid, "nature=petition").stderr
    assert MARK not in danvan("get", uid).output
    refused = danvan("lift", secrets["opinion"], "--reason", "Chọn nhầm")
    assert (refused.exit_code, "Phần này thuộc một hồ sơ bí mật" in refused.stderr) == (1, True)
    assert danvan("lift", uid, "--reason", "Chọn nhầm").stdout.strip() == uid
    assert MARK in danvan("get", uid).output
    assert "Chọn nhầm" in danvan("history", uid).output
    assert danvan("lift", uid, "--reason", "Chọn nhầm").exit_code == 1


def test_an_attachment_is_given_to_nobody_who_did_not_ask(store: Store, secrets: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="hồ sơ bí mật"):
        store.attached(store.get(secrets["attachment"]))


def test_a_list_tells_no_identity_number(danvan: Danvan, store: Store) -> None:
    session = store.save(Draft("reception", {"held_on": "2026-08-05", "receiver": "Ông Ba", "place": "Trụ sở"})).uids[0]
    made = {"citizen_name": "Nguyễn Văn An", "content": "Hỏi", "nature": "petition", "handling": "answered"}
    visit = store.save(
        Draft("reception_visit", {**made, "reception": session, "people": 1, "identity_number": "001099000123"})
    ).uids[0]
    assert "001099000123" in danvan("get", visit, "--json").stdout
    listed = danvan("list", "reception_visit", "--json").stdout
    assert "Nguyễn Văn An" in listed
    assert "001099000123" not in listed
