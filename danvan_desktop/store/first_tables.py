"""The tables of the first versions, which held one row a change: migrations make them before they bring them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def create_log(db: Database) -> None:
    """Make the log of one row a change."""
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


def create_heads(db: Database) -> None:
    """Make what was derived from that."""
    db.execute(
        "CREATE TABLE superseded (replica TEXT, stream TEXT, seq INTEGER, PRIMARY KEY (replica, stream, seq))"
        " WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE head (uid TEXT, field TEXT, change INTEGER, PRIMARY KEY (uid, field, change)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE conflict (uid TEXT, field TEXT, PRIMARY KEY (uid, field)) WITHOUT ROWID")
    db.table("record").create({"uid": str, "kind": str, "deleted": int, "changed": str}, pk="uid")


def create_search(db: Database) -> None:
    """Make the first index of the search."""
    documents = db.table("search_document")
    documents.create({"id": int, "uid": str, "kind": str, "marked": str, "folded": str}, pk="id")
    documents.create_index(["uid"], unique=True, index_name="search_document_by_uid")
    documents.enable_fts(["marked", "folded"], create_triggers=True, tokenize="unicode61 remove_diacritics 0")


def index_beginnings(db: Database) -> None:
    """Make the index anew with one for the first letters of words: each key press looks for the beginning of a word.

    sqlite-utils cannot ask for that; the triggers that it made keep feeding the table of the same name.
    """
    db.execute("DROP TABLE search_document_fts")
    db.execute(
        "CREATE VIRTUAL TABLE search_document_fts USING fts5(marked, folded, content='search_document',"
        " content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2')"
    )
    db.execute("INSERT INTO search_document_fts (search_document_fts) VALUES ('rebuild')")
