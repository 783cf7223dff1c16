"""Who only reads changes nothing by any command, and is told so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.connection import connect
from danvan_desktop.sync import write_card
from tests.cli.conftest import Danvan
from tests.cli.every_call import COMMANDS, call_all, folder_to_write_in
from tests.clocks import StandingClock

CHOOSES_WHO_WORKS = {"officers use"}
WRITTEN_BY_LOOKING = {"disclosure"}
"""Who looks at what is secret is noted, whatever he may."""
OF_THE_LAPTOP = {"backup", "second-place", "drill", "sign", "verify-signature", "update", "export", "ack"}
"""They keep a copy, or note what left: settings of this laptop, nothing that the office wrote."""


@pytest.fixture
def store(commune: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "commune.db", clock=StandingClock()) as opened:
        yield opened


@pytest.fixture
def reader(store: Store) -> dict[str, str]:
    told = {"position": "Công chức", "unit": store.unit.uid}
    head, reader = store.save(*(Draft("officer", {"full_name": n, **told}) for n in ("Bà Trưởng", "Ông Xem"))).uids
    values = {"number": "001/2026", "received_on": "2026-08-12", "unit": store.unit.uid, "content": "Mương tắc"}
    petition = store.save(Draft("petition", values)).uids[0]
    store.attach_data(petition, "don.txt", b"x")
    store.set_officer(head)
    store.say_rights(head, Role.APPROVE, frozenset(Guarded))
    store.say_rights(reader, Role.READ, frozenset(Guarded))
    store.set_officer(reader)
    attachment = store.children(petition, "attachment")[0].uid
    return {"petition": petition, "attachment": attachment, "reader": reader, "unit": store.unit.uid}


def kept(store: Store) -> Mapping[str, object]:
    """Return what a command could change beside the log."""
    with closing(connect(store.path)) as connection:
        tables = ("peer", "peer_mark", "receipt", "held_log", "log_bringer", "bundle", "waiting", "draft", "freed")
        known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        told = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables if name in known}
    return {**told, "digest": store.digest(), "officer": store.officer}


def test_no_command_writes_for_who_only_reads(
    danvan: Danvan, store: Store, reader: dict[str, str], tmp_path: Path
) -> None:
    out = folder_to_write_in(tmp_path)
    with Store.create(tmp_path / "other.db", unit_name="Thôn Đông", unit_code="D1", level="village") as other:
        write_card(other, out / "card.danvan")
    words = {"conflict": "x", "out": str(out), **reader}
    uids = {name: reader[name] for name in ("petition", "attachment", "unit")}
    # wine's server keeps each opened file until the last lock on it is gone: none is open beside the commands.
    store.close()
    for name in sorted(set(COMMANDS) - CHOOSES_WHO_WORKS):
        with Store.open(store.path, clock=StandingClock()) as so_far:
            logs, before = so_far.log.vector(), kept(so_far)
        call_all(danvan, [name], words, uids)
        with Store.open(store.path, clock=StandingClock()) as now:
            new = {entry.kind for entry in now.log.entries_after(logs)} - WRITTEN_BY_LOOKING
            assert not new, f"danvan {name} wrote {new}"
            if name not in OF_THE_LAPTOP and now.log.vector() == logs:
                changed = {part for part, value in kept(now).items() if value != before[part]}
                assert not changed, f"danvan {name} changed {changed}"


@pytest.mark.parametrize(
    "call",
    [
        ("set", "{unit}", "name=Xã Khác"),
        ("delete", "{petition}", "--yes"),
        ("set", "{petition}", "content=Khác"),
        ("undo", "{attachment}", "--yes"),
        ("peers", "add", "{out}/card.danvan", "--yes"),
        ("import", "{out}/all.danvan", "--yes"),
        ("redact", "{unit}", "name", "--reason", "Đơn", "--yes"),
    ],
    ids=lambda call: " ".join(call[:3]),
)
def test_a_command_says_in_its_last_line_that_he_only_reads(
    danvan: Danvan, store: Store, reader: dict[str, str], tmp_path: Path, call: tuple[str, ...]
) -> None:
    out = folder_to_write_in(tmp_path)
    with Store.create(tmp_path / "other.db", unit_name="Thôn Đông", unit_code="D1", level="village") as other:
        write_card(other, out / "card.danvan")
    danvan("export", "--plain", "--out", str(out / "all.danvan"))
    result = danvan(*(part.format(**reader, out=out) for part in call))
    assert result.exit_code == 1, result.output
    line = [line for line in result.stderr.splitlines() if line.strip()][-1]
    assert "“Ông Xem" in line, line
    assert "chỉ được xem" in line, line


@pytest.mark.parametrize("kind", ["grant", "withdrawal", "same_as", "unit", "officer_right", "rule_override"])
def test_a_record_that_rights_follow_from_is_not_added(
    danvan: Danvan, store: Store, reader: dict[str, str], kind: str
) -> None:
    values = {
        "grant": {"unit": reader["unit"], "device": "a" * 64, "name": "Máy lạ"},
        "withdrawal": {"unit": reader["unit"], "of": store.device_key, "accepted": "", "reason": "x"},
        "same_as": {"record": reader["unit"], "into": reader["petition"]},
        "unit": {"name": "Thôn Ma", "kind": "village", "code": "M1", "parent": reader["unit"]},
        "officer_right": {"unit": reader["unit"], "officer": reader["reader"], "role": "approve"},
        "rule_override": {"rule": "x"},
    }[kind]
    logs = store.log.vector()
    result = danvan("add", kind, "--json-file", "-", stdin=json.dumps(values))
    assert result.exit_code == 1, result.output
    with Store.open(store.path) as now:
        assert now.log.vector() == logs
