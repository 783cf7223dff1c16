"""What no bundle could carry is refused where it is written; stores that hold it are told of and mended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.entry import EntryId, encode_value, seal
from danvan_desktop.domain.portable import Portability
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import is_uid
from danvan_desktop.store import StoreError
from danvan_desktop.sync import ExportWish, SyncError, export_bundle, import_bundle
from danvan_desktop.sync.lines import encode_line
from tests.examples import examples
from tests.uids import new_uid

PETITION = {"number": "001/2026", "received_on": "2026-08-13", "content": "Mương bị tắc"}
BAD = ["HGĐ 01", "a\nb", "x\0y", "x" * 1_000_000, "", "ABCDEF00-0000-4000-8000-000000000000", "\ud800", "../../etc"]


@pytest.mark.parametrize("uid", BAD)
def test_a_new_record_is_refused_under_a_uid_that_is_none(commune, uid):
    with pytest.raises(InvalidRecord) as refusal:
        commune.store.save(Draft("petition", PETITION | {"unit": commune.village}, uid))
    assert refusal.value.problems[0].field == "uid"
    assert commune.store.count("petition") == 0
    assert commune.store.check().ok


def test_the_line_of_a_fault_is_told_by_its_place_among_the_drafts(commune):
    good = Draft("petition", PETITION | {"unit": commune.village})
    with pytest.raises(InvalidRecord) as refusal:
        commune.store.save(good, Draft("petition", PETITION | {"unit": commune.village}, "HGĐ 01"))
    assert refusal.value.index == 1
    assert commune.store.count("petition") == 0


def written_by_an_older_version(store, uid, officer="", **values):
    """Save as versions did that took any uid."""
    store.set_officer(officer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("danvan_desktop.store.assembling.is_uid", lambda _uid: True)
        patch.setattr(store._writer._sealer, "_portability", Taking())
        store.save(Draft("petition", values, uid))


class Taking:
    def fault(self, _change):
        return None


@pytest.mark.parametrize("uid", [uid for uid in BAD if uid and not uid.startswith(("ABC", "\ud800"))])
def test_a_store_that_holds_such_a_record_is_told_and_mended_with_nothing_lost(commune, province, tmp_path, uid):
    store, before = commune.store, commune.petition()
    written_by_an_older_version(store, uid, **PETITION | {"unit": commune.village, "number": "002/2026"})
    store.drafts.keep(kept(uid))
    after = commune.petition("003/2026")
    with pytest.raises(StoreError):
        store.save(Draft("petition", {"content": "Sửa"}, uid))
    report = store.check()
    assert len(report.problems) == 1
    assert len(str(report.problems[0])) < 300
    assert "".join(letter if letter.isprintable() else "·" for letter in uid[:64]) in str(report.problems[0])
    history = [(e.change.timestamp, e.change.field, e.value) for e in store.history(uid)]
    mended = store.check(repair=True)
    assert mended.ok
    (new,) = {petition.uid for petition in store.list("petition")} - {before, after}
    assert is_uid(new)
    assert store.get(new).text("number") == "002/2026"
    assert [(e.change.timestamp, e.change.field, e.value) for e in store.history(new)] == history
    assert store.drafts.all()[0].uid == new
    assert store.get(uid) is None
    store.save(Draft("petition", {"content": "Sửa"}, new))
    export_bundle(store, tmp_path / "a.danvan", ExportWish(plain=True))
    import_bundle(province, tmp_path / "a.danvan", accept_sender=True)
    assert province.digest("petition") == store.digest("petition")
    assert province.check().ok


def kept(uid):
    from danvan_desktop.store import KeptDraft

    return KeptDraft(uid, "petition", "2026-08-12T08:00:00", "{}")


def test_an_officer_under_such_a_uid_is_renamed_in_the_history_too(commune, tmp_path):
    written_by_an_older_version(commune.store, new_uid(), officer="Ông Ba", **PETITION | {"unit": commune.village})
    assert not commune.store.check().ok
    assert commune.store.check(repair=True).ok
    assert is_uid(commune.store.settings.get("officer.uid"))
    export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(plain=True))


def test_two_copies_of_a_store_are_mended_alike(commune, tmp_path):
    from danvan_desktop.store import Store

    written_by_an_older_version(commune.store, "HGĐ 01", **PETITION | {"unit": commune.village})
    commune.store.backup(tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db") as copy:
        copy.check(repair=True)
        commune.store.check(repair=True)
        tips = {(log.replica, log.stream): log.hash for log in copy.log.logs()}
        assert {(log.replica, log.stream): log.hash for log in commune.store.log.logs()}.items() <= tips.items()


NAMES = st.one_of(st.text(max_size=70), st.from_regex(r"[0-9A-Za-z_.-]{1,64}", fullmatch=True))


@settings(max_examples=examples(200))
@given(NAMES, NAMES, st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True))
def test_what_is_held_portable_is_what_a_bundle_can_carry(uid, officer, field):
    from danvan_desktop.domain.kinds import ALL_KINDS

    try:
        change = seal(
            EntryId("0" * 24, "upward", 1),
            timestamp="1755000000000-0000",
            kind="petition",
            uid=uid,
            place="u",
            officer=officer,
            seen=(),
            values={field: encode_value("chữ")},
            salt="0" * 32,
            previous="",
        )
    except UnicodeEncodeError:
        return
    fits = Portability(ALL_KINDS).name_fault(change) is None
    try:
        encode_line(change, 0)
    except SyncError:
        assert not fits
    else:
        assert fits


def test_a_text_that_reads_like_such_a_uid_stays_as_it_is(commune):
    store = commune.store
    values = PETITION | {"unit": commune.village, "number": "kn 01", "content": "kn 01"}
    written_by_an_older_version(store, "kn 01", **values)
    opinion = {"gathering": commune.meeting(), "content": "kn 01", "petition": "kn 01"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store._writer._sealer, "_portability", Taking())
        patch.setattr("danvan_desktop.domain.fields.is_uid", lambda _text: True)
        said = store.save(Draft("opinion", opinion)).uids[0]
    assert store.check(repair=True).ok
    (petition,) = store.list("petition")
    assert is_uid(petition.uid)
    assert (petition.text("number"), petition.text("content")) == ("kn 01", "kn 01")
    assert (store.get(said).text("content"), store.get(said).text("petition")) == ("kn 01", petition.uid)
