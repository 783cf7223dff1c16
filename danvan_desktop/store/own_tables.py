"""The tables of the log, of what is derived from it whatever is declared, and of what stays on this laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.store.numbering import SEQ_BITS

if TYPE_CHECKING:
    from sqlite_utils import Database


INDEXED_BEGINNING = 2
"""Letters of the longest beginning of a word that the index knows by itself."""


def create_words(db: Database) -> None:
    """Make the index of words, by the number of the record.

    It keeps neither text nor places of words, only which records have which; the first letters have an index too.
    """
    db.execute(
        "CREATE VIRTUAL TABLE word USING fts5(words, content='', contentless_delete=1, detail=none,"
        " tokenize='unicode61 remove_diacritics 0', prefix='1 2')"
    )
    # Words wait in memory for that many bytes before they are sorted into the index: large merges need fewer turns.
    db.execute("INSERT INTO word (word, rank) VALUES ('hashsize', 8388608)")


def create_entries(db: Database) -> None:
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


def create_derived_of_entries(db: Database) -> None:
    """Make what is derived from the entries."""
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


def create_officer_rules(db: Database) -> None:
    """Make what follows from the words about officers, and let these be found like the facts of devices' rights."""
    db.execute(
        "CREATE TABLE officer_rule (log INTEGER, officer TEXT, after INTEGER, until INTEGER, role TEXT NOT NULL,"
        " opens TEXT NOT NULL, PRIMARY KEY (log, officer, after)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE officer_fact (entry INTEGER PRIMARY KEY)")
    db.execute("DROP INDEX record_of_rights")
    db.execute(
        "CREATE INDEX record_of_rights ON record (kind)"
        " WHERE kind IN ('unit', 'grant', 'withdrawal', 'officer_right', 'same_as')"
    )


def create_local(db: Database) -> None:
    """Make what no other laptop gets: settings, contents of files, what went and came."""
    db.table("setting").create({"name": str, "value": str}, pk="name")
    db.table("blob").create({"sha256": str, "size": int, "data": bytes}, pk="sha256", not_null={"size", "data"})
    db.table("bundle").create({"id": int, "direction": str, "sha256": str, "moment": str, "manifest": str}, pk="id")


def create_exchange(db: Database) -> None:
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
