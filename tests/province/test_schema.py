"""What readers see, and how the tables are divided."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.province.schema import BY_UNIT, DIVIDED, PARTS_A_YEAR, citus_statements
from tests.denunciations import fill_with_secrets, tells
from tests.province.offices import asked, load, new_store
from tests.sync.exchange import write


@pytest.fixture
def reader(database: str, postgresql: str, files, province) -> str:
    """Load all and make a login that may read; returns its address."""
    import psycopg

    load(province, files, database)
    name = f"nguoi_doc_{database.rsplit('danvan', 1)[1]}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN IN ROLE danvan_reader")
    return database.replace("//danvan@", f"//{name}@")


@pytest.fixture
def units(reader: str, database: str) -> list[str]:
    """The uids of the three communes, by their names."""
    named = asked(database, "SELECT uid FROM danvan.unit WHERE level = 'commune' ORDER BY name")
    return [uid for (uid,) in named]


def give(database: str, reader: str, unit: str) -> None:
    role = reader.split("//")[1].split("@")[0]
    asked(database, "INSERT INTO danvan.reader VALUES (%s, %s) RETURNING 1", role, unit)


def seen(reader: str) -> set[str]:
    return {unit for (unit,) in asked(reader, "SELECT DISTINCT unit FROM danvan.record WHERE kind = 'petition'")}


def test_a_reader_sees_nothing_until_a_unit_is_given(reader):
    assert seen(reader) == set()


def test_a_reader_sees_the_units_that_were_given(reader, database, units):
    give(database, reader, units[0])
    assert seen(reader) == {units[0]}
    assert asked(reader, "SELECT name FROM danvan.unit") == [("Xã Đông Sơn 0",)]


def test_what_is_given_of_a_unit_is_given_of_all_below(reader, database, units):
    upper, lower = units[0], units[1]
    asked(database, "UPDATE danvan.unit_above SET above = %s WHERE unit = %s RETURNING 1", upper, lower)
    give(database, reader, upper)
    assert seen(reader) == {upper, lower}


@pytest.mark.parametrize("trick", ["SET ROLE danvan_reader", "SET search_path = pg_temp", "SET row_security = off"])
def test_no_setting_shows_more(reader, database, units, trick):
    import psycopg

    give(database, reader, units[0])
    with psycopg.connect(reader, autocommit=True) as connection:
        connection.execute(trick)
        try:
            rows = connection.execute("SELECT DISTINCT unit FROM danvan.record WHERE kind = 'petition'").fetchall()
        except psycopg.errors.InsufficientPrivilege:
            rows = []
    assert {unit for (unit,) in rows} <= {units[0]}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT body FROM danvan.entry",
        "SELECT lines FROM danvan.record",
        "SELECT said FROM danvan.held",
        "SELECT data FROM danvan.received_part",
        "SELECT * FROM danvan.record_2026",
        "INSERT INTO danvan.reader VALUES (session_user, 'x')",
        "DELETE FROM danvan.record",
    ],
)
def test_a_reader_gets_neither_the_log_nor_files_nor_may_write(reader, query):
    import psycopg

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(reader, query)


def test_what_is_secret_is_in_no_field_that_readers_get(tmp_path, database):
    with new_store(tmp_path / "xa.db", "Xã Đông Sơn") as store:
        uids = fill_with_secrets(store)
        load(store, [], database)
    fields = dict(asked(database, "SELECT uid, fields::text FROM danvan.record"))
    assert set(uids.values()) <= fields.keys()
    assert [text for text in fields.values() if tells(text)] == []
    assert [lines for (lines,) in asked(database, "SELECT lines FROM danvan.record") if tells(lines)] == []


def test_tables_are_divided_by_year_and_unit(communes, own_files, province, database):
    communes[0].save(Draft("petition", {"number": "1/2024", "received_on": "2024-05-06", "unit": communes[0].unit.uid,
                                        "content": "Cũ"}))  # fmt: skip
    load(province, [*own_files, write(communes[0])], database)
    parts = {name for (name,) in asked(database, "SELECT relname FROM pg_class WHERE relname LIKE 'record\\_20%%'")}
    assert {f"record_2024_{part}" for part in range(PARTS_A_YEAR)} <= parts
    ((rows,),) = asked(database, "SELECT count(*) FROM danvan.record_2024")
    assert rows == 1
    (plan, *_others) = asked(database, "EXPLAIN SELECT 1 FROM danvan.record WHERE year = 2024 AND unit = 'x'")
    told = str([plan, *_others])
    assert "record_2024" in told
    assert "record_2026" not in told


def test_every_key_begins_with_the_unit_by_which_a_cluster_divides(files, province, database):
    load(province, files, database)
    for table in (*DIVIDED, *BY_UNIT):
        keys = asked(
            database,
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            " WHERE i.indrelid = %s::regclass AND i.indisunique",
            f"danvan.{table}",
        )
        assert keys == [("unit",)]
        assert any(f"'danvan.{table}', 'unit'" in one for one in citus_statements())


def test_every_table_has_its_place_in_a_cluster(files, province, database):
    load(province, files, database)
    told = " ".join(citus_statements())
    names = asked(database, "SELECT relname FROM pg_class WHERE relnamespace = 'danvan'::regnamespace"
                  " AND relkind IN ('r', 'p') AND NOT relispartition")  # fmt: skip
    assert [name for (name,) in names if f"'danvan.{name}'" not in told] == []


def _go_back_to_version_2(database: str) -> None:
    """Undo what version 3 made."""
    of_own_units = "USING (unit IN (SELECT danvan.readable_units()))"
    _do(
        database,
        *(f"DROP POLICY of_own_units ON danvan.{table}" for table in ("held", "conflict")),
        *(f"ALTER TABLE danvan.{table} DROP COLUMN hidden" for table in ("held", "conflict")),
        *(
            f"CREATE POLICY of_own_units ON danvan.{table} FOR SELECT {of_own_units}"
            for table in ("entry", "held", "conflict")
        ),
        *(f"ALTER TABLE danvan.{one} DISABLE ROW LEVEL SECURITY" for one in ("received_file", "received_part")),
        "UPDATE danvan.state SET version = 2",
    )


def test_tables_that_told_what_is_hidden_tell_it_no_more_after_the_next_load(tmp_path, database):
    with new_store(tmp_path / "xa.db", "Xã Đông Sơn") as store:
        fill_with_secrets(store)
        load(store, [], database)
        expected = asked(database, "SELECT uid, lines, archived FROM danvan.record ORDER BY uid")
        _go_back_to_version_2(database)
        _do(database, "UPDATE danvan.record SET lines = 'Thư tố cáo', archived = '' WHERE secret")
        load(store, [], database)
    assert asked(database, "SELECT uid, lines, archived FROM danvan.record ORDER BY uid") == expected
    guarded = asked(
        database, "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'danvan'::regnamespace"
    )
    assert {name for (name,) in guarded} == {*DIVIDED, *BY_UNIT, "received_file", "received_part"}
    policies = asked(database, "SELECT tablename, qual FROM pg_policies WHERE schemaname = 'danvan'")
    assert {table for table, _told in policies} == {"record", *BY_UNIT}
    assert {table for table, told in policies if "NOT hidden" in told} == {"held", "conflict"}


def test_tables_of_the_first_version_are_brought_up_and_written_anew(files, province, database):
    load(province, files, database)
    expected = asked(database, "SELECT uid, fields, changed, parent FROM danvan.record ORDER BY uid")
    _go_back_to_version_2(database)
    dropped = ", ".join(f"DROP COLUMN {name}" for name in ("changed", "decided", "secret", "shown", "parent"))
    asked(
        database,
        "WITH emptied AS (UPDATE danvan.record SET fields = '{}' RETURNING 1)"
        " UPDATE danvan.state SET version = 1 RETURNING (SELECT count(*) FROM emptied)",
    )
    _do(database, f"ALTER TABLE danvan.record {dropped}", "DROP TABLE danvan.home")
    load(province, [], database)
    assert asked(database, "SELECT uid, fields, changed, parent FROM danvan.record ORDER BY uid") == expected
    assert asked(database, "SELECT version FROM danvan.state") == [(3,)]
    assert asked(database, "SELECT count(*) FROM danvan.home") == [(1,)]


def test_what_is_joined_to_another_is_read_as_that_one(communes, own_files, province, database):
    from danvan_desktop.province.reading import opened_records

    load(province, own_files, database)
    one, other = communes[0].uids("petition")[:2]
    communes[0].join(other, one)
    load(province, [write(communes[0])], database)
    with opened_records(database) as read:
        assert [record.uid for record in read.list("petition")] == list(province.uids("petition"))
        assert read.shown_as(one) == province.shown_as(one)


def _do(database: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
