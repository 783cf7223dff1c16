"""Stores whose log held one change a field, made by the version before entries, lose nothing when they are opened.

``schema-8.json`` tells what that version showed of them: petitions and meetings, denunciations, conflicts and what
settled them, saves taken back, deletions, drafts, and a village's bundles, one of them with content held back.
"""

import gzip
import json
from pathlib import Path

import pytest

from danvan_desktop.domain.endings import read_seen
from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replica import is_replica_of
from danvan_desktop.store import Store
from danvan_desktop.store.connection import connect
from danvan_desktop.store.errors import StoreDamaged
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.store.rescue import rescue
from danvan_desktop.sync import add_peer, own_card
from danvan_desktop.sync.enrolment import enrol_known
from tests.rights import grant
from tests.sync.exchange import acknowledge, send

pytestmark = pytest.mark.usefixtures("earlier_petitions")

FOLDER = Path(__file__).parents[1] / "data" / "stores"
TOLD = json.loads((FOLDER / "schema-8.json").read_text("utf-8"))


def placed(folder: Path, name: str) -> Path:
    path = folder / f"{name}.db"
    path.write_bytes(gzip.decompress((FOLDER / f"schema-8-{name}.db.gz").read_bytes()))
    return path


def told(store: Store, name: str = "commune") -> dict[str, object]:
    """Tell of a store what the version before told."""
    connection = store._connection
    return {
        "digest": store.digest(),
        "records": {kind.name: rows for kind in store.kinds if (rows := _rows(store, kind.name))},
        "history": {
            uid: sorted(
                [one.change.timestamp, one.change.field, one.change.value, one.change.officer, one.is_head]
                for one in store.history(uid)
            )
            for uid in TOLD[name]["history"]
        },
        "conflicts": [
            [one.kind, one.uid, one.field, one.reason.value, [head.value for head in one.heads]]
            for one in store.conflicts()
        ],
        "secret": sorted(store.secret_uids()),
        "drafts": [[one.uid, one.kind, one.moment, one.content] for one in store.drafts.all()],
        "peers": sorted(peer.device for peer in store.peers.all()),
        "device": store.device_key,
        "blobs": sorted(digest for (digest,) in connection.execute("SELECT sha256 FROM blob")),
    }


def _rows(store: Store, kind: str) -> list[dict[str, object]]:
    rows = store._connection.execute(f"SELECT * FROM record_{kind} ORDER BY uid")
    names = [column[0] for column in rows.description]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None and name != "no"}
        for row in rows.fetchall()
    ]


@pytest.mark.parametrize("name", ["commune", "village"])
def test_all_that_was_shown_is_shown(tmp_path, name):
    path = placed(tmp_path, name)
    for _turn in range(2):
        with Store.open(path) as store:
            found = told(store, name)
            records: dict[str, object] = found["records"]  # type: ignore[assignment]
            # Who wrote here before there were rights was granted them.
            granted = records.pop("grant", [])
            for part in TOLD[name].keys() - ({"digest"} if granted else set()):
                assert found[part] == TOLD[name][part], part
            assert store.check().ok


def test_fields_of_one_save_stand_in_one_entry_a_stream(tmp_path):
    with Store.open(placed(tmp_path, "commune")) as store:
        entries = list(store.log.entries_after({}))
        cells = sum(len(entry.fields) for entry in entries)
        saved = {(entry.uid, entry.timestamp, entry.id.log) for entry in entries}
        assert len(saved) <= len(entries) < cells / 2


def test_what_was_taken_back_can_be_taken_back_again_and_conflicts_be_settled(tmp_path):
    with Store.open(placed(tmp_path, "commune")) as store:
        petition = next(one["uid"] for one in TOLD["commune"]["records"]["petition"] if one.get("number") == "007/2026")
        assert store.get(petition).text("content") == "Mương số 7 bị tắc"
        store.undo_last(petition)
        assert store.get(petition).text("content") == "đổi"
        for conflict in store.conflicts():
            if conflict.field == "content":
                store.resolve(conflict.uid, "content", take=conflict.heads[1].change.id)
        assert store.conflict_count() == 1
        assert store.check().ok


@pytest.mark.parametrize("numbers", [{}, {"upward": 3, "commune": 1}, {"upward": 10**6}])
def test_a_home_of_before_costs_a_replica_and_tells_nothing(tmp_path, numbers):
    """Its log was numbered anew: that it is shorter is no loss."""
    path, state = placed(tmp_path, "commune"), tmp_path / "state"
    home = HomeFile(state, path)
    assert home.can_be_written()
    home.reserve("ba5eba11ba5eba11", numbers)
    home.note_saved("ba5eba11ba5eba11", numbers)
    for _turn in range(2):
        with Store.open(path, state=state) as store:
            assert store.notices == ()
            store.save(Draft("unit", {"name": "Tên mới"}, store.unit.uid))
            assert store.check().ok
            assert all(is_replica_of(head.replica, head.device) for head in store.log.logs())


def test_what_ended_a_record_still_knows_what_it_knew(tmp_path):
    with Store.open(placed(tmp_path, "commune")) as store:
        said = [read_seen(entry.values.get(SEEN)) for entry in store.log.entries_after({}) if entry.values.get(SEEN)]
        assert any(said)
        for one in (one for seen in said for one in seen):
            assert store.log.hash_at(one.log, one.seq)[:16] == one.hash


def test_the_owners_own_entries_take_the_place_of_what_was_made_of_its_changes(tmp_path):
    with Store.open(placed(tmp_path, "commune")) as commune, Store.open(placed(tmp_path, "village")) as village:
        foreign = {head.key for head in commune.log.logs() if head.device == village.device_key}
        assert foreign <= commune.log.migrated()
        before = told(commune)
        for store in (commune, village):
            enrol_known(store)
        result = send(village, commune)
        assert (result.merge.quarantined, result.merge.parked, result.merge.conflicts) == (0, 0, 0)
        assert not foreign & commune.log.migrated()
        assert [head for head in commune.log.logs() if head.key in foreign] == [
            head for head in village.signed_logs() if head.key in foreign
        ]
        assert commune.count("meeting") == before_meetings(before) + 1
        assert commune.check().ok
        assert not acknowledge(commune, village).lagging
        village.save(Draft("petition", {"content": "Đường thôn đã sửa"}, village.list("petition")[0].uid))
        assert send(village, commune, since_ack=True).merge.added == 1


def before_meetings(before: dict[str, object]) -> int:
    meetings = before["records"]["meeting"]  # type: ignore[index]
    return sum(1 for one in meetings if not one.get("deleted") and one.get("subject"))


def test_what_others_wrote_is_not_passed_on_before_they_sign_it_and_own_changes_are(tmp_path, province):
    with Store.open(placed(tmp_path, "commune")) as commune:
        enrol_known(commune)
        add_peer(commune, own_card(province), confirmed=True)
        grant(commune, province.device_key)
        add_peer(province, own_card(commune), confirmed=True)
        send(commune, province)
        assert {head.device for head in province.log.logs()} == {commune.device_key, province.device_key}
        assert province.count("petition") > 0
        with Store.open(placed(tmp_path, "village")) as village:
            enrol_known(village)
            send(village, commune)
            send(commune, province)
            assert village.device_key in {head.device for head in province.log.logs()}
        assert province.check().ok


def test_a_log_that_is_not_as_it_was_written_is_not_sealed_anew(tmp_path):
    path = placed(tmp_path, "commune")
    connection = connect(path)
    connection.execute("UPDATE change SET value = '\"Sửa trộm\"' WHERE field = 'content'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreDamaged):
        Store.open(path)
    assert path.read_bytes() == before
    with pytest.raises(StoreDamaged):
        Store.salvage(path)
    rescued = rescue(path, tmp_path / "out.db")
    assert rescued.losses
    with Store.open(rescued.out) as store:
        assert store.check().ok
        assert store.unit.text("name") == "Xã Đông Sơn"
