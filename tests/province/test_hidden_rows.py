"""What is secret or closed stands in no row that anybody but the loader gets, whatever rights somebody gives him."""

from __future__ import annotations

import json

import pytest

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.province.consolidating import consolidate
from danvan_desktop.store import Store
from tests.closed import close_all
from tests.denunciations import fill_with_secrets, tells
from tests.province.offices import asked, load, new_store, petition
from tests.sync.exchange import write
from tests.sync.test_versions import fill, newer

TABLES = ("entry", "record", "held", "conflict", "received_part", "received_file", "home", "unit")


@pytest.fixture
def office(tmp_path) -> Store:
    with new_store(tmp_path / "xa.db", "Xã Đông Sơn") as store:
        yield store


@pytest.fixture
def nosy(database: str, office: Store) -> str:
    """Give a login the right to read every table, as somebody may who means well; returns its address."""
    import psycopg

    load(office, [], database)
    name = f"toc_mach_{database.rsplit('danvan', 1)[1]}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN IN ROLE danvan_reader")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA danvan TO {name}")
        connection.execute("INSERT INTO danvan.reader VALUES (%s, %s)", [name, office.unit.uid])
    return database.replace("//danvan@", f"//{name}@")


def read_by(address: str) -> str:
    """Return all that a login gets of the tables that are divided by unit, and of files."""
    return "\n".join(str(row) for table in TABLES for row in asked(address, f"SELECT t::text FROM danvan.{table} t"))


def close_to_clerk(store: Store) -> dict[str, str]:
    """Close what is guarded to a clerk; then the one to whom all is open works."""
    made = close_all(store)
    store.set_officer(made["head"])
    return made


def test_a_login_that_may_read_every_table_gets_nothing_that_is_hidden(office, nosy, database):
    close_to_clerk(office)
    fill_with_secrets(office)
    consolidate(office, [write(office)], database, accept_senders=True)
    told = read_by(nosy)
    assert MASK in told
    assert not tells(told)
    assert tells(read_by(database))  # the loader's own: other loaders take the log from there


def test_the_digest_of_what_is_hidden_stands_for_its_lines(office, database):
    made = close_to_clerk(office)
    load(office, [], database)
    hidden = {made[kind] for kind in ("case", "step", "network_member", "cadre_rating", "rating_mark", "attachment")}
    rows = asked(database, "SELECT uid, secret, lines, archived FROM danvan.record")
    assert {uid for uid, secret, _lines, _digest in rows if secret} == hidden
    assert all((lines == "") is secret and (digest != "") is secret for _uid, secret, lines, digest in rows)
    assert consolidate(office, [], database, verify=True).differing == []


def test_of_closed_cases_and_people_of_the_network_each_text_is_masked_for_readers(office, database):
    made = close_to_clerk(office)
    load(office, [], database)
    for kind in ("case", "network_member"):
        ((fields,),) = asked(database, "SELECT fields::text FROM danvan.record WHERE uid = %s", made[kind])
        shown = {name for name, value in json.loads(fields).items() if value != MASK}
        office.set_officer(made["clerk"])
        here = office.get(made[kind])
        assert here is not None
        assert shown <= {name for name, value in here.values.items() if value not in (None, MASK)}
        office.set_officer(made["head"])


def test_what_a_file_closes_is_hidden_at_once_in_all_records_that_were_there(tmp_path, office, database):
    """The laptop that loads learns by the file of another one of the office that records are closed."""
    member = {"full_name": "Người Thứ Nhất", "unit": office.unit.uid, "role": "block"}
    uid = office.save(Draft("network_member", member)).uids[0]
    head, clerk = office.save(
        *(Draft("officer", {"full_name": name, "position": "Công chức", "unit": office.unit.uid}) for name in "AB")
    ).uids
    load(office, [], database)
    assert asked(database, "SELECT fields ->> 'full_name' FROM danvan.record WHERE uid = %s", uid) == [(
        "Người Thứ Nhất",
    )]  # fmt: skip
    office.set_officer(head)
    office.say_rights(head, Role.APPROVE, frozenset(Guarded))
    office.say_rights(clerk, Role.ENTER)
    load(office, [], database)
    ((row,),) = asked(database, "SELECT r::text FROM danvan.record r WHERE uid = %s", uid)
    assert "Người Thứ Nhất" not in row
    office.say_rights(clerk, Role.ENTER, frozenset(Guarded))
    load(office, [], database)
    ((row,),) = asked(database, "SELECT r::text FROM danvan.record r WHERE uid = %s", uid)
    assert "Người Thứ Nhất" in row


def test_what_one_office_closed_stays_hidden_whoever_else_publishes(tmp_path, office, database):
    made = close_to_clerk(office)
    load(office, [], database)
    for number in (1, 2):
        with new_store(tmp_path / f"tinh{number}.db", f"Tỉnh Bắc Ninh {number}", "province") as other:
            load(other, [], database)
            petition(other, number)
            load(other, [], database)
            assert consolidate(other, [], database, verify=True).differing == []
    for (row,) in asked(database, "SELECT r::text FROM danvan.record r WHERE uid = %s", made["case"]):
        assert not tells(row)


def test_what_a_newer_version_wrote_is_hidden_until_the_loader_can_judge_it(tmp_path, database):
    with Store.create(tmp_path / "moi.db", unit_name="Xã Mới", unit_code="M", kinds=newer(ALL_KINDS)) as future:
        survey, grown = fill(future)
        file = write(future)
    with new_store(tmp_path / "tinh.db", "Tỉnh Bắc Ninh", "province") as loader:
        load(loader, [file], database)
        shown = "SELECT secret, lines, fields::text FROM danvan.record WHERE uid = %s"
        assert asked(database, shown, survey) == [(True, "", "{}")]
        ((secret, lines, fields),) = asked(database, shown, grown)
        assert (secret, lines) == (False, "")
        assert "Mương" in fields
        assert "urgency" not in fields
        assert consolidate(loader, [], database, verify=True).differing == []
    with Store.open(tmp_path / "tinh.db", kinds=newer(ALL_KINDS)) as renewed:
        load(renewed, [], database)
        ((secret, lines, fields),) = asked(database, shown, survey)
        assert not secret
        assert "Kênh chính" in lines
        assert "Kênh chính" in fields


def test_records_that_an_earlier_version_published_though_it_could_not_judge_them_are_hidden(tmp_path, database):
    import psycopg

    with Store.create(tmp_path / "moi.db", unit_name="Xã Mới", unit_code="M", kinds=newer(ALL_KINDS)) as future:
        survey, _grown = fill(future)
        file = write(future)
    with new_store(tmp_path / "tinh.db", "Tỉnh Bắc Ninh", "province") as loader:
        load(loader, [file], database)
        with psycopg.connect(database, autocommit=True) as connection:
            plain = """UPDATE danvan.record SET secret = false, fields = '{"subject": "Kênh chính"}' WHERE uid = %s"""
            connection.execute(plain, [survey])
        load(loader, [], database)
    assert asked(database, "SELECT secret, fields::text FROM danvan.record WHERE uid = %s", survey) == [(True, "{}")]


def test_a_deleted_record_of_which_all_is_known_keeps_its_lines(office, database):
    uid = petition(office, 1)
    office.delete(uid)
    load(office, [], database)
    ((deleted, lines, archived),) = asked(
        database, "SELECT deleted, lines, archived FROM danvan.record WHERE uid = %s", uid
    )
    assert deleted
    assert lines
    assert not archived
