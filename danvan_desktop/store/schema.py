"""The schema: numbered migrations for what is the store's own, declarations for the tables of records.

``user_version`` holds the number of the newest migration; a file with a higher one was made by a newer version and is
left alone. The record tables are derived from the change log and follow the declarations, so that a field added by an
upgrade finds its values, which a newer device may have sent long before.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.store.connection import Connection, database, new_migrations
from danvan_desktop.store.former_log import former_logs
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.regrouping import bring_over, renamed
from danvan_desktop.store.version import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_INDEXES = 6
"""The version of the indexes of record tables and of what search documents hold."""
_DERIVATION = 5
"""Raised whenever everything must be derived anew; 5 because where a unit lay before is no word without a right."""
FINGERPRINT = "schema.fingerprint"
"""The setting that tells for which declarations a store is prepared."""
HELD = 2
"""The state in ``shadow`` of a cell that its author had no right to write."""
DECIDED = "decided"
"""The column beside a state that follows from facts: what a person decided."""
_SQL_TYPES = {FieldType.INTEGER: int, FieldType.MONEY: int, FieldType.BOOLEAN: int, FieldType.DECIMAL: bytes}
"""Decimal numbers are in a column that changes nothing it is given: as numbers of SQLite they would not be exact."""


def table_of(kind: str) -> str:
    """Return the name of the table that holds the records of a kind."""
    return f"record_{kind}"


def migrate(connection: Connection) -> None:
    """Bring the store's own tables to this version; the caller holds the transaction."""
    _migrations().apply(database(connection))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _migrations() -> Migrations:
    migrations = new_migrations("danvan")

    @migrations()
    def m001_log_and_derived_state(db: Database) -> None:
        _create_log(db)
        _create_heads(db)
        _create_search(db)
        _create_local(db)

    @migrations()
    def m003_drafts_and_bin(db: Database) -> None:
        columns = {"uid": str, "kind": str, "moment": str, "content": str}
        db.table("draft").create(columns, pk="uid", not_null=set(columns))
        db.execute("CREATE INDEX record_in_bin ON record (uid) WHERE deleted = 1")

    @migrations()
    def m004_exchange(db: Database) -> None:
        db.execute("ALTER TABLE change ADD COLUMN held_back INTEGER")
        db.execute("CREATE INDEX change_held_back ON change (replica, stream, seq) WHERE held_back = 1")
        _create_exchange(db)

    @migrations()
    def m005_superseding_within_a_cell(db: Database) -> None:
        db.execute("DROP TABLE superseded")
        db.execute(
            "CREATE TABLE superseded (uid TEXT, field TEXT, replica TEXT, stream TEXT, seq INTEGER,"
            " PRIMARY KEY (uid, field, replica, stream, seq)) WITHOUT ROWID"
        )
        # Words wait in memory for that many bytes before they are sorted into the index: large merges need fewer turns.
        db.execute("INSERT INTO search_document_fts (search_document_fts, rank) VALUES ('hashsize', 8388608)")

    @migrations()
    def m006_size_of_bundles(db: Database) -> None:
        db.execute("ALTER TABLE bundle ADD COLUMN size INTEGER NOT NULL DEFAULT 0")

    @migrations()
    def m007_beginnings_of_words(db: Database) -> None:
        _index_beginnings(db)

    @migrations()
    def m008_words_without_their_text(db: Database) -> None:
        db.execute("DROP TABLE search_document_fts")
        db.execute("DROP TABLE search_document")
        db.execute("DROP TABLE record")
        db.execute(
            "CREATE TABLE record (no INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
            " deleted INTEGER, changed TEXT)"
        )
        db.execute("CREATE INDEX record_in_bin ON record (uid) WHERE deleted = 1")
        _create_words(db)

    _add_entries(migrations)
    _add_receipts(migrations)
    _add_cheaper_saves(migrations)
    _add_former_words(migrations)
    return migrations


def _add_entries(migrations: Migrations) -> None:
    @migrations()
    def m009_an_entry_a_save(db: Database) -> None:
        db.execute("ALTER TABLE record ADD COLUMN place INTEGER")
        _create_entries(db)
        bring_over(db.conn, db.conn)
        names = {(now, former) for (former, _), (now, _) in renamed(former_logs(db.conn)).items()}
        db.conn.executemany("UPDATE OR REPLACE log_bringer SET replica = ? WHERE replica = ?", names)
        for table in ("superseded", "head", "conflict", "change", "log_head", "parked", "quarantine"):
            db.execute(f"DROP TABLE {table}")
        _create_derived_of_entries(db)
        # They name places in logs, which are numbered anew.
        for table in ("peer_mark", "held_log"):
            db.execute(f"DELETE FROM {table}")

    @migrations()
    def m010_erasures(db: Database) -> None:
        db.execute(
            "CREATE TABLE erasure (replica TEXT, stream TEXT, seq INTEGER, field TEXT, by INTEGER,"
            " PRIMARY KEY (replica, stream, seq, field, by)) WITHOUT ROWID"
        )

    @migrations()
    def m011_archives(db: Database) -> None:
        db.execute(
            "CREATE TABLE archive (no INTEGER PRIMARY KEY, year INTEGER NOT NULL, path TEXT NOT NULL,"
            " moment TEXT NOT NULL, mark TEXT NOT NULL UNIQUE)"
        )
        db.execute(
            "CREATE TABLE archived_record (record INTEGER PRIMARY KEY, archive INTEGER NOT NULL, digest TEXT NOT NULL)"
        )
        db.execute("CREATE INDEX archived_record_by_archive ON archived_record (archive)")


def _add_receipts(migrations: Migrations) -> None:
    @migrations()
    def m012_order_of_receipts(db: Database) -> None:
        db.execute("ALTER TABLE peer ADD COLUMN told TEXT")
        db.execute("ALTER TABLE bundle ADD COLUMN before TEXT")

    @migrations()
    def m013_freed_files(db: Database) -> None:
        db.execute("CREATE TABLE freed (sha256 TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID")

    @migrations()
    def m014_rounds(db: Database) -> None:
        db.execute("ALTER TABLE bundle ADD COLUMN round TEXT")


def _add_cheaper_saves(migrations: Migrations) -> None:
    @migrations()
    def m014_fewer_pages_a_save(db: Database) -> None:
        db.execute("DROP INDEX record_by_place")
        for name in ("entry_by_record", "entry_unspent"):
            db.execute(f"DROP INDEX {name}")
        db.execute("CREATE INDEX entry_by_record ON entry (record, spent)")


def _add_former_words(migrations: Migrations) -> None:
    @migrations()
    def m015_former_words(db: Database) -> None:
        db.execute("CREATE TABLE former_word (entry INTEGER PRIMARY KEY)")

    @migrations()
    def m016_words_that_wait(db: Database) -> None:
        db.execute("CREATE TABLE word_due (record INTEGER PRIMARY KEY)")

    @migrations()
    def m017_known_moves(db: Database) -> None:
        db.execute("CREATE TABLE knew_move (entry INTEGER PRIMARY KEY, stay INTEGER NOT NULL)")


def _create_log(db: Database) -> None:
    db.table("change").create(
        {
            "id": int,
            "replica": str,
            "stream": str,
            "seq": int,
            "timestamp": str,
            "kind": str,
            "uid": str,
            "field": str,
            "value": str,
            "salt": bytes,
            "redacted_digest": bytes,
            "parents": str,
            "officer": str,
            "hash": bytes,
        },
        pk="id",
        not_null={
            "replica",
            "stream",
            "seq",
            "timestamp",
            "kind",
            "uid",
            "field",
            "parents",
            "officer",
            "hash",
        },
    )
    db.table("change").create_index(["replica", "stream", "seq"], unique=True, index_name="change_by_id")
    db.table("change").create_index(["uid", "field"], index_name="change_by_cell")
    db.table("log_head").create(
        {"replica": str, "stream": str, "seq": int, "hash": bytes, "device": str, "signature": bytes},
        pk=("replica", "stream"),
        not_null={"seq", "hash", "device"},
    )
    for name in ("parked", "quarantine"):
        db.table(name).create(
            {"replica": str, "stream": str, "seq": int, "hash": bytes, "change": str, "reason": str},
            pk=("replica", "stream", "seq", "hash"),
        )


def _create_heads(db: Database) -> None:
    db.execute(
        "CREATE TABLE superseded (replica TEXT, stream TEXT, seq INTEGER, PRIMARY KEY (replica, stream, seq))"
        " WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE head (uid TEXT, field TEXT, change INTEGER, PRIMARY KEY (uid, field, change)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE conflict (uid TEXT, field TEXT, PRIMARY KEY (uid, field)) WITHOUT ROWID")
    db.table("record").create({"uid": str, "kind": str, "deleted": int, "changed": str}, pk="uid")


def _create_search(db: Database) -> None:
    documents = db.table("search_document")
    documents.create({"id": int, "uid": str, "kind": str, "marked": str, "folded": str}, pk="id")
    documents.create_index(["uid"], unique=True, index_name="search_document_by_uid")
    documents.enable_fts(["marked", "folded"], create_triggers=True, tokenize="unicode61 remove_diacritics 0")


def _index_beginnings(db: Database) -> None:
    """Make the index anew with one for the first letters of words: each key press looks for the beginning of a word.

    sqlite-utils cannot ask for that; the triggers that it made keep feeding the table of the same name.
    """
    db.execute("DROP TABLE search_document_fts")
    db.execute(
        "CREATE VIRTUAL TABLE search_document_fts USING fts5(marked, folded, content='search_document',"
        " content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2')"
    )
    db.execute("INSERT INTO search_document_fts (search_document_fts) VALUES ('rebuild')")


def _create_words(db: Database) -> None:
    """Make the index of words, by the number of the record.

    It keeps neither text nor places of words, only which records have which; the first letters have an index too.
    """
    db.execute(
        "CREATE VIRTUAL TABLE word USING fts5(words, content='', contentless_delete=1, detail=none,"
        " tokenize='unicode61 remove_diacritics 0', prefix='1 2')"
    )
    # Words wait in memory for that many bytes before they are sorted into the index: large merges need fewer turns.
    db.execute("INSERT INTO word (word, rank) VALUES ('hashsize', 8388608)")


def _create_entries(db: Database) -> None:
    """Make the log: who wrote (``log``, ``officer``), about what (``record``), and the entries."""
    db.execute(
        "CREATE TABLE log (no INTEGER PRIMARY KEY, replica TEXT NOT NULL, stream TEXT NOT NULL,"
        " device BLOB NOT NULL DEFAULT x'', seq INTEGER NOT NULL DEFAULT 0, hash BLOB NOT NULL DEFAULT x'',"
        " signature BLOB, migrated INTEGER, judged INTEGER, UNIQUE (replica, stream))"
    )
    db.execute("CREATE TABLE other_kind (entry INTEGER PRIMARY KEY, kind TEXT NOT NULL)")
    db.execute("CREATE TABLE unit (no INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE)")
    db.execute("CREATE TABLE officer (no INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE)")
    db.execute(
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, record INTEGER NOT NULL, place INTEGER NOT NULL,"
        " clock INTEGER NOT NULL, officer INTEGER,"
        " seen TEXT, gone TEXT, salt BLOB NOT NULL, hash BLOB NOT NULL, body TEXT NOT NULL, spent INTEGER)"
    )
    db.execute("CREATE INDEX entry_by_record ON entry (record)")
    db.execute("CREATE INDEX entry_unspent ON entry (record) WHERE spent IS NULL")
    db.execute("CREATE INDEX entry_gone ON entry (record) WHERE gone IS NOT NULL")


def _create_derived_of_entries(db: Database) -> None:
    db.execute(
        "CREATE TABLE shadow (entry INTEGER, field TEXT, state INTEGER NOT NULL, PRIMARY KEY (entry, field))"
        " WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE standing (place INTEGER, log INTEGER, after INTEGER, until INTEGER, standing INTEGER NOT NULL,"
        " PRIMARY KEY (place, log, after)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE moved (record INTEGER, since INTEGER, place INTEGER NOT NULL, PRIMARY KEY (record, since))"
        " WITHOUT ROWID"
    )
    db.execute("CREATE TABLE claimed (place INTEGER, record INTEGER, PRIMARY KEY (place, record)) WITHOUT ROWID")
    db.execute("CREATE TABLE parent_in_force (unit INTEGER PRIMARY KEY, above INTEGER NOT NULL)")
    db.execute("CREATE INDEX claimed_by_record ON claimed (record)")
    db.execute("CREATE INDEX record_by_place ON record (place)")
    db.execute(
        "CREATE INDEX record_of_rights ON record (kind) WHERE kind IN ('unit', 'grant', 'withdrawal', 'same_as')"
    )
    db.execute("CREATE TABLE conflict (uid TEXT, field TEXT, PRIMARY KEY (uid, field)) WITHOUT ROWID")
    for name in ("parked", "quarantine"):
        db.execute(
            f"CREATE TABLE {name} (replica TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,"
            " hash BLOB NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (replica, stream, seq, hash))"
        )
    db.execute(
        "CREATE VIEW cell AS SELECT e.id AS entry, e.record, r.uid, r.kind, f.key AS field,"
        " e.body -> f.fullkey AS value,"
        f" CASE WHEN e.gone = '\"a\"' THEN '[\"a\"]' ELSE e.gone -> f.fullkey END AS gone, e.clock,"
        " printf('%013d-%04x', e.clock >> 16, e.clock & 65535) AS timestamp, l.replica, l.stream,"
        f" e.id & {(1 << SEQ_BITS) - 1} AS seq, l.device, o.uid AS officer, s.state, e.spent"
        f" FROM entry e JOIN record r ON r.no = e.record JOIN log l ON l.no = e.id >> {SEQ_BITS}"
        " JOIN json_each(e.body) f LEFT JOIN officer o ON o.no = e.officer"
        " LEFT JOIN shadow s ON s.entry = e.id AND s.field = f.key"
    )
    db.execute("CREATE VIEW head AS SELECT * FROM cell WHERE spent IS NULL AND (state IS NULL OR state = 1)")


def _create_local(db: Database) -> None:
    db.table("setting").create({"name": str, "value": str}, pk="name")
    db.table("blob").create({"sha256": str, "size": int, "data": bytes}, pk="sha256", not_null={"size", "data"})
    db.table("bundle").create({"id": int, "direction": str, "sha256": str, "moment": str, "manifest": str}, pk="id")


def _create_exchange(db: Database) -> None:
    """Who is trusted, what they told to have, and what waits for a person."""
    db.execute(
        "CREATE TABLE peer (device TEXT PRIMARY KEY, recipient TEXT NOT NULL, name TEXT NOT NULL,"
        " unit_uid TEXT NOT NULL, unit_name TEXT NOT NULL, unit_code TEXT NOT NULL, unit_kind TEXT NOT NULL,"
        " added_at TEXT NOT NULL, confirmed_at TEXT, revoked_from TEXT, acked_at TEXT)"
    )
    db.execute(
        "CREATE TABLE peer_mark (device TEXT, replica TEXT, stream TEXT, seq INTEGER NOT NULL, whole INTEGER NOT NULL,"
        " PRIMARY KEY (device, replica, stream)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE receipt (sha256 TEXT, device TEXT, state TEXT NOT NULL, moment TEXT NOT NULL,"
        " PRIMARY KEY (sha256, device)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE waiting (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, moment TEXT NOT NULL,"
        " reason TEXT NOT NULL, manifest TEXT NOT NULL, detail TEXT NOT NULL, size INTEGER NOT NULL)"
    )
    db.execute(
        "CREATE TABLE waiting_part (waiting INTEGER, place INTEGER, data BLOB NOT NULL, PRIMARY KEY (waiting, place))"
    )
    db.execute(
        "CREATE TABLE held_log (replica TEXT, stream TEXT, seq INTEGER NOT NULL, PRIMARY KEY (replica, stream))"
        " WITHOUT ROWID"
    )
    db.execute("CREATE TABLE log_bringer (replica TEXT, device TEXT, PRIMARY KEY (replica, device)) WITHOUT ROWID")


def fingerprint(kinds: Kinds) -> str:
    """Digest the declarations, so that a store notices that its record tables are of another version."""
    states = [
        f"{kind.name} {state.code} {state.decided} {' '.join(state.facts)}"
        for kind in kinds
        if kind.follows_facts and kind.states is not None
        for state in kind.states
    ]
    lines = [
        f"{kind.name} {field.name} {_sql_type(field).__name__} {field.textual} {field.looked_up} {hides(field)}"
        for kind in kinds
        for field in kind.fields
    ]
    former = [
        f"{kind.name} {field.name} {one.code} {one.now} {one.beside}"
        for kind in kinds
        for field in kind.fields
        for one in field.former_choices
    ]
    years = [f"{kind.name} {field.name} {field.year_of}" for kind in kinds for field in kind.fields if field.year_of]
    secrets = [
        f"{kind.name} {kind.secret_when.field} {sorted(kind.secret_when.codes)}" for kind in kinds if kind.secret_when
    ]
    return sha256(
        "\n".join(
            [*lines, *states, *secrets, *former, *years, f"indexes {_INDEXES}", f"derivation {_DERIVATION}"]
        ).encode()
    ).hexdigest()


def create_record_tables(connection: Connection, kinds: Kinds) -> None:
    """Make the record tables anew from the declarations, empty; the caller fills them from the log."""
    db = database(connection)
    for name in db.table_names():
        if name.startswith("record_"):
            db.table(name).drop()
    for kind in kinds:
        _create_record_table(db, kind)
    db.execute("DROP TABLE IF EXISTS secret")
    db.execute("CREATE TABLE secret (uid TEXT PRIMARY KEY) WITHOUT ROWID")
    _create_joins(db)


def _create_joins(db: Database) -> None:
    for name in ("joined", "shown_as"):
        db.execute(f"DROP TABLE IF EXISTS {name}")
    db.execute(
        "CREATE TABLE joined (no INTEGER, uid TEXT, other TEXT NOT NULL, ended INTEGER NOT NULL, PRIMARY KEY (no, uid))"
        " WITHOUT ROWID"
    )
    db.execute("CREATE INDEX joined_by_uid ON joined (uid)")
    db.execute("CREATE INDEX joined_by_other ON joined (other)")
    db.execute("CREATE TABLE shown_as (uid TEXT PRIMARY KEY, shown TEXT NOT NULL) WITHOUT ROWID")
    db.execute("CREATE INDEX shown_as_by_shown ON shown_as (shown)")


def _create_record_table(db: Database, kind: Kind) -> None:
    columns: dict[str, type] = {"no": int, "uid": str}
    columns |= {field.name: _sql_type(field) for field in kind.fields}
    columns |= {DECIDED: str} if kind.follows_facts else {}
    columns |= {"deleted": int, "changed": str}
    table = db.table(table_of(kind.name))
    table.create(columns, pk="no", not_null={"uid"})
    table.create_index(["uid"], unique=True, index_name=f"{table_of(kind.name)}_by_uid")
    order = kind.order.lstrip("-")
    # It holds all that a list asks for, so that ordering a list reads no record; nor does who looks for a number.
    asked = dict.fromkeys([order, "uid", "deleted", *_numbering(kind)])
    table.create_index(list(asked), index_name=f"{table_of(kind.name)}_by_{order}")
    for field in kind.fields:
        if _is_sought(field) and field.name != order:
            # Most records leave what may be empty so, and nobody looks for those.
            among = "" if field.required else f' WHERE "{field.name}" IS NOT NULL'
            name = f"{table_of(kind.name)}_by_{field.name}"
            db.execute(f'CREATE INDEX {name} ON {table_of(kind.name)} ("{field.name}"){among}')


def _is_sought(field: Field) -> bool:
    return field.type is FieldType.REFERENCE or field.looked_up


def columns_in_indexes(kind: Kind) -> tuple[str, ...]:
    """Return the columns of a kind's table that an index holds, besides the uid."""
    sought = [field.name for field in kind.fields if _is_sought(field)]
    return tuple(dict.fromkeys([kind.order.lstrip("-"), *sought, *_numbering(kind), "deleted"]))


def _numbering(kind: Kind) -> list[str]:
    """Return the fields by which numbers that were given twice are found."""
    numbered = kind.numbered
    return [] if numbered is None else [numbered.number.field, numbered.unit, *(one.field for one in numbered.within)]


def _sql_type(field: Field) -> type:
    return _SQL_TYPES.get(field.type, str)


def is_prepared(connection: Connection, kinds: Kinds) -> bool:
    """Tell whether a store's tables are of this version and follow these declarations."""
    if int(connection.execute("PRAGMA user_version").fetchone()[0]) != SCHEMA_VERSION:
        return False
    row = connection.execute("SELECT value FROM setting WHERE name = ?", [FINGERPRINT]).fetchone()
    return row is not None and row[0] == fingerprint(kinds)


def note_prepared(connection: Connection, kinds: Kinds) -> None:
    """Note that they are, in the transaction that filled them."""
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [FINGERPRINT, fingerprint(kinds)])
