"""The tables of the level above: partitioned by year, and within a year by unit; readers see the rows of their units.

Every key begins with the unit, so that Citus can spread the tables over machines: there it divides them by unit itself,
and the partitions of a year are not divided again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from danvan_desktop.localization import _
from danvan_desktop.province.errors import ProvinceError

SCHEMA_VERSION = 3
PARTS_A_YEAR = 8
"""Into so many parts by unit the tables of a year are divided on one machine."""

_ID = 'text COLLATE "C" NOT NULL'
"""Names and uids are compared by their bytes, as SQLite does and the digest needs."""

DIVIDED = ("entry", "record")
"""The tables that are divided by year and unit."""
BY_UNIT = ("held", "conflict", "home")
"""Small tables that go with the units, undivided."""
_KEPT_FROM_READERS = ("entry", "received_file", "received_part")
"""The log, and files as they came: they say what is hidden, too, so that no login but their owner's gets a row of them,
whatever somebody grants."""

_READ = """changed text NOT NULL DEFAULT '', decided text, secret boolean NOT NULL DEFAULT false,
    shown text COLLATE "C", parent text COLLATE "C"
"""
"""What readers are told of a record beside its fields; those of version 1 had none of it."""
_KEYS = {"entry": "unit, year, replica, stream, seq", "record": "unit, year, uid"}
_INDEXES = {
    "entry": {"entry_by_log": "(replica, stream, seq)"},
    "record": {
        "record_by_uid": "(uid)",
        "record_by_kind": "(kind, uid)",
        "record_by_parent": "(parent, kind) WHERE parent IS NOT NULL",
        "record_marked": "(uid) WHERE secret OR shown IS NOT NULL",
    },
}
"""The key and the indexes of each divided table, by name."""


def _indexes(table: str, *names: str) -> str:
    return "".join(f"CREATE INDEX {name} ON danvan.{table} {_INDEXES[table][name]};\n" for name in names)


_HOME = f"""
CREATE TABLE danvan.home (unit {_ID}, told jsonb NOT NULL, told_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (unit));
"""
_TO_VERSION_2 = f"""
ALTER TABLE danvan.record {", ".join(f"ADD COLUMN {one.strip()}" for one in _READ.split(","))};
{_indexes("record", "record_by_parent", "record_marked")}{_HOME}
UPDATE danvan.state SET version = 2, publication = publication + 1;
"""
"""The publication that stores remember is another then: the next load writes every record anew."""
_HIDDEN = "hidden boolean NOT NULL DEFAULT false"
_TO_VERSION_3 = f"""
ALTER TABLE danvan.held ADD COLUMN {_HIDDEN};
ALTER TABLE danvan.conflict ADD COLUMN {_HIDDEN};
DROP POLICY IF EXISTS of_own_units ON danvan.entry;
DROP POLICY IF EXISTS of_own_units ON danvan.held;
DROP POLICY IF EXISTS of_own_units ON danvan.conflict;
UPDATE danvan.state SET version = 3, publication = publication + 1;
"""
"""Before, what is hidden stood in the lines of records and in what is held; the next load writes it anew, too."""

_TABLES = f"""
CREATE TABLE danvan.state (
    is_here boolean PRIMARY KEY DEFAULT true CHECK (is_here), version integer NOT NULL,
    publication bigint NOT NULL DEFAULT 0, digest text NOT NULL DEFAULT '', published_at timestamptz);
CREATE TABLE danvan.received_file (
    sha256 text COLLATE "C" PRIMARY KEY, name text NOT NULL, size bigint NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(), outcome text, told text);
CREATE TABLE danvan.received_part (
    sha256 text COLLATE "C" REFERENCES danvan.received_file, place integer, data bytea NOT NULL,
    PRIMARY KEY (sha256, place));
CREATE TABLE danvan.log (
    replica {_ID}, stream {_ID}, seq bigint NOT NULL, hash bytea NOT NULL, device text NOT NULL, signature bytea,
    PRIMARY KEY (replica, stream));
CREATE TABLE danvan.unit_above (unit text COLLATE "C" PRIMARY KEY, above text COLLATE "C");
CREATE TABLE danvan.reader (role name, unit {_ID}, PRIMARY KEY (role, unit));
CREATE TABLE danvan.entry (
    unit {_ID}, year smallint NOT NULL, replica {_ID}, stream {_ID}, seq bigint NOT NULL, clock bigint NOT NULL,
    kind {_ID}, uid {_ID}, officer text, seen text NOT NULL, gone text, salt bytea NOT NULL, hash bytea NOT NULL,
    body text NOT NULL, PRIMARY KEY ({_KEYS["entry"]})) PARTITION BY RANGE (year);
CREATE TABLE danvan.record (
    unit {_ID}, year smallint NOT NULL, uid {_ID}, kind {_ID}, deleted boolean NOT NULL, fields jsonb NOT NULL,
    lines text NOT NULL, archived text NOT NULL,
    {_READ}, PRIMARY KEY ({_KEYS["record"]})) PARTITION BY RANGE (year);
{_indexes("entry", *_INDEXES["entry"])}{_indexes("record", *_INDEXES["record"])}
CREATE TABLE danvan.held (
    unit {_ID}, year smallint NOT NULL, uid {_ID}, kind {_ID}, field {_ID}, said text, place bigint NOT NULL,
    {_HIDDEN}, PRIMARY KEY (unit, place));
CREATE TABLE danvan.conflict (
    unit {_ID}, year smallint NOT NULL, uid {_ID}, kind {_ID}, field {_ID}, {_HIDDEN},
    PRIMARY KEY (unit, uid, field));
CREATE VIEW danvan.unit WITH (security_invoker = true) AS
    SELECT uid, fields ->> 'name' AS name, fields ->> 'code' AS code, fields ->> 'kind' AS level,
    fields ->> 'parent' AS parent FROM danvan.record WHERE kind = 'unit' AND NOT deleted;
{_HOME}INSERT INTO danvan.state (version) VALUES ({SCHEMA_VERSION});
"""

_READERS = """
CREATE FUNCTION danvan.readable_units() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE below (unit) AS (
        SELECT unit FROM danvan.reader WHERE role = session_user
        UNION SELECT a.unit FROM danvan.unit_above a JOIN below b ON a.above = b.unit)
    SELECT unit FROM below $$;
CREATE FUNCTION danvan.readable_unit_list() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$ SELECT array(SELECT danvan.readable_units()) $$;
"""
"""Who reads is who logged in: ``SET ROLE`` and settings of the session, which anybody may change, give no unit."""

_GUARDED = "ALTER TABLE danvan.{table} ENABLE ROW LEVEL SECURITY"
"""Without a policy nobody gets a row but who owns the table."""
_POLICY = """
CREATE POLICY of_own_units ON danvan.{table} FOR SELECT USING ({condition});
"""
_NOT_HIDDEN = ("held", "conflict")
"""Tables of which readers get no row about a hidden record."""
_OF_OWN_UNITS = "unit IN (SELECT danvan.readable_units())"
_OF_OWN_UNITS_IN_A_CLUSTER = "unit = ANY (danvan.readable_unit_list())"
"""Citus allows no subquery in the policy of a table that it spreads."""
_READ_WITHIN_A_QUERY = "ALTER FUNCTION danvan.readable_units() SET citus.allow_nested_distributed_execution = on"
"""What it reads is whole on every machine of a cluster."""

_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'danvan_reader') THEN CREATE ROLE danvan_reader NOLOGIN; END IF;
    GRANT USAGE ON SCHEMA danvan TO danvan_reader;
    GRANT SELECT (unit, year, uid, kind, deleted, fields, changed, decided, secret, shown, parent)
        ON danvan.record TO danvan_reader;
    GRANT SELECT (unit, year, uid, kind, field) ON danvan.held, danvan.conflict TO danvan_reader;
    GRANT SELECT ON danvan.unit, danvan.home TO danvan_reader;
EXCEPTION WHEN insufficient_privilege THEN RAISE NOTICE 'danvan_reader: no right to make roles';
END $$;
"""
"""Readers get what is shown, without the log and without what is secret; who may make no roles leaves it to others."""


def citus_statements() -> Sequence[str]:
    """Return what spreads the tables over the machines of a Citus cluster, each table by unit, together."""
    first, *others = (*DIVIDED, *BY_UNIT)
    return (
        f"SELECT create_distributed_table('danvan.{first}', 'unit')",
        *(
            f"SELECT create_distributed_table('danvan.{one}', 'unit', colocate_with => 'danvan.{first}')"
            for one in others
        ),
        *(
            f"SELECT create_reference_table('danvan.{one}')"
            for one in ("state", "log", "unit_above", "reader", "received_file")
        ),
        "SELECT create_distributed_table('danvan.received_part', 'sha256', colocate_with => 'none')",
    )


def is_prepared(connection: Any) -> bool:
    """Tell whether the tables of this version are there, for a login that may only read them."""
    (found,) = connection.execute("SELECT to_regclass('danvan.home') IS NOT NULL").fetchone()
    return bool(found)


class Schema:
    """Makes the tables, and their partitions as years come."""

    def __init__(self, connection: Any) -> None:
        """Work on an open connection of psycopg."""
        self._connection = connection

    def prepare(self) -> None:
        """Make the tables where there are none; raises ProvinceError for those of another version."""
        execute = self._connection.execute
        with self._connection.transaction():
            execute("SELECT pg_advisory_xact_lock(hashtext('danvan.schema'))")
            if execute("SELECT to_regclass('danvan.state')").fetchone()[0] is None:
                execute("CREATE SCHEMA IF NOT EXISTS danvan")
                execute(_TABLES)
                execute(_READERS)
                self._keep_from_readers()
                for table in ("record", *BY_UNIT):
                    self._keep_to_own_units(table)
                if self._is_cluster():
                    for statement in (*citus_statements(), _READ_WITHIN_A_QUERY):
                        execute(statement)
                execute(_ROLE)
            else:
                self._bring_up()
        (version,) = execute("SELECT version FROM danvan.state").fetchone()
        if version != SCHEMA_VERSION:
            raise ProvinceError(
                _("Cơ sở dữ liệu cấp trên thuộc phiên bản khác ({version}). Hãy cập nhật phần mềm.", version=version)
            )

    def _bring_up(self) -> None:
        """Bring tables of versions before to this one."""
        execute = self._connection.execute
        if execute("SELECT version FROM danvan.state").fetchone() == (1,):
            execute(_TO_VERSION_2)
            self._keep_to_own_units("home")
            execute(_ROLE)
        if execute("SELECT version FROM danvan.state").fetchone() == (2,):
            execute(_TO_VERSION_3)
            self._keep_from_readers()
            for table in _NOT_HIDDEN:
                self._keep_to_own_units(table)

    def _keep_from_readers(self) -> None:
        for table in _KEPT_FROM_READERS:
            self._connection.execute(_GUARDED.format(table=table))

    def _keep_to_own_units(self, table: str) -> None:
        condition = _OF_OWN_UNITS_IN_A_CLUSTER if self._is_cluster() else _OF_OWN_UNITS
        if table in _NOT_HIDDEN:
            condition = f"NOT hidden AND {condition}"
        self._connection.execute(_GUARDED.format(table=table))
        self._connection.execute(_POLICY.format(table=table, condition=condition))

    def begin_writing(self) -> None:
        """Let a cluster carry every statement of the transaction out in the same way, whichever machine holds what."""
        if self._is_cluster():
            self._connection.execute("SET LOCAL citus.enable_local_execution = off")

    def staged(self, table: str) -> str:
        """Make a table for rows that are compared with those of a divided one until the transaction ends; its name.

        In a cluster it is divided alike, since no table of one machine is compared with one of many.
        """
        if not self._is_cluster():
            self._connection.execute(f"CREATE TEMP TABLE stage_{table} (LIKE danvan.{table}) ON COMMIT DROP")
            return f"stage_{table}"
        name = f"danvan.stage_{table}"
        for statement in (
            f"DROP TABLE IF EXISTS {name}",
            f"CREATE TABLE {name} (LIKE danvan.{table})",
            f"SELECT create_distributed_table('{name}', 'unit', colocate_with => 'danvan.{table}')",
        ):
            self._connection.execute(statement)
        return name

    def ensure_years(self, years: Iterable[int]) -> None:
        """Make the partitions of these years where there are none."""
        for year in sorted(years):
            for table in DIVIDED:
                if not self._exists(f"{table}_{year}"):
                    self._make_year(table, year)

    def unindexed(self, table: str) -> Sequence[str]:
        """Take key and indexes of an empty divided table away; give what makes them once it is filled: sorted at once.

        Of a table in which there are rows they stay as they are, and in a cluster.
        """
        execute = self._connection.execute
        if self._is_cluster() or execute(f"SELECT EXISTS (SELECT 1 FROM danvan.{table})").fetchone()[0]:
            return ()
        execute(f"DROP INDEX {', '.join(f'danvan.{index}' for index in _INDEXES[table])}")
        execute(f"ALTER TABLE danvan.{table} DROP CONSTRAINT {table}_pkey")
        return (
            f"ALTER TABLE danvan.{table} ADD PRIMARY KEY ({_KEYS[table]})",
            *(f"CREATE INDEX {name} ON danvan.{table} {on}" for name, on in _INDEXES[table].items()),
        )

    def _make_year(self, table: str, year: int) -> None:
        name = f"danvan.{table}_{year}"
        parted = "" if self._is_cluster() else " PARTITION BY HASH (unit)"
        execute = self._connection.execute
        execute(f"CREATE TABLE {name} PARTITION OF danvan.{table} FOR VALUES FROM ({year}) TO ({year + 1}){parted}")
        for part in range(PARTS_A_YEAR) if parted else ():
            execute(
                f"CREATE TABLE {name}_{part} PARTITION OF {name}"
                f" FOR VALUES WITH (MODULUS {PARTS_A_YEAR}, REMAINDER {part})"
            )

    def _exists(self, table: str) -> bool:
        return self._connection.execute("SELECT to_regclass(%s)", [f"danvan.{table}"]).fetchone()[0] is not None

    def _is_cluster(self) -> bool:
        found = self._connection.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')").fetchone()
        return bool(found[0])
