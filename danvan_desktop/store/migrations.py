"""The store's own tables, brought to this version by numbered migrations.

``user_version`` holds the number of the newest; a file with a higher one was made by a newer version and is left alone.
What each brings stands in docs/architecture.md.
"""

from __future__ import annotations

from danvan_desktop.store.connection import Connection
from danvan_desktop.store.first_tables import create_heads, create_log, create_search, index_beginnings
from danvan_desktop.store.former_log import former_logs
from danvan_desktop.store.own_tables import (
    create_derived_of_entries,
    create_entries,
    create_exchange,
    create_local,
    create_officer_rules,
    create_words,
)
from danvan_desktop.store.regrouping import bring_over, renamed
from danvan_desktop.store.table_making import Database, Migrations, database
from danvan_desktop.store.version import APPLICATION_ID, SCHEMA_VERSION


def migrate(connection: Connection) -> None:
    """Bring the store's own tables to this version; the caller holds the transaction."""
    _migrations().apply(database(connection))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _migrations() -> Migrations:
    migrations = Migrations("danvan")

    @migrations()
    def m001_log_and_derived_state(db: Database) -> None:
        create_log(db)
        create_heads(db)
        create_search(db)
        create_local(db)

    @migrations()
    def m003_drafts_and_bin(db: Database) -> None:
        columns = {"uid": str, "kind": str, "moment": str, "content": str}
        db.table("draft").create(columns, pk="uid", not_null=set(columns))
        db.execute("CREATE INDEX record_in_bin ON record (uid) WHERE deleted = 1")

    @migrations()
    def m004_exchange(db: Database) -> None:
        db.execute("ALTER TABLE change ADD COLUMN held_back INTEGER")
        db.execute("CREATE INDEX change_held_back ON change (replica, stream, seq) WHERE held_back = 1")
        create_exchange(db)

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
        index_beginnings(db)

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
        create_words(db)

    _add_entries(migrations)
    _add_receipts(migrations)
    _add_cheaper_saves(migrations)
    _add_what_authors_knew(migrations)
    _add_quicker_looks(migrations)
    return migrations


def _add_entries(migrations: Migrations) -> None:
    @migrations()
    def m009_an_entry_a_save(db: Database) -> None:
        db.execute("ALTER TABLE record ADD COLUMN place INTEGER")
        create_entries(db)
        bring_over(db.conn, db.conn)
        names = {(now, former) for (former, _), (now, _) in renamed(former_logs(db.conn)).items()}
        db.conn.executemany("UPDATE OR REPLACE log_bringer SET replica = ? WHERE replica = ?", names)
        for table in ("superseded", "head", "conflict", "change", "log_head", "parked", "quarantine"):
            db.execute(f"DROP TABLE {table}")
        create_derived_of_entries(db)
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


def _add_what_authors_knew(migrations: Migrations) -> None:
    @migrations()
    def m015_former_words(db: Database) -> None:
        db.execute("CREATE TABLE former_word (entry INTEGER PRIMARY KEY)")

    @migrations()
    def m016_words_that_wait(db: Database) -> None:
        db.execute("CREATE TABLE word_due (record INTEGER PRIMARY KEY)")

    @migrations()
    def m017_known_moves(db: Database) -> None:
        db.execute("CREATE TABLE knew_move (entry INTEGER PRIMARY KEY, stay INTEGER NOT NULL)")

    @migrations()
    def m018_records_by_place(db: Database) -> None:
        # A change of rights reads the records of the units that it concerns alone; a save writes one page more for it.
        db.execute("CREATE INDEX record_placed ON record (place) WHERE place IS NOT NULL")

    @migrations()
    def m019_taken_back(db: Database) -> None:
        db.execute("ALTER TABLE bundle ADD COLUMN taken_back TEXT")

    @migrations()
    def m020_officers_rights(db: Database) -> None:
        create_officer_rules(db)

    @migrations()
    def m021_viewings(db: Database) -> None:
        db.execute("CREATE TABLE viewing (no INTEGER PRIMARY KEY, text TEXT NOT NULL, hash BLOB NOT NULL)")


def _add_quicker_looks(migrations: Migrations) -> None:
    @migrations()
    def m022_bundles_by_digest(db: Database) -> None:
        # Each file of a stick is looked up by its digest, twice: among thousands of former ones after some years.
        db.execute("CREATE INDEX bundle_by_sha256 ON bundle (sha256)")
