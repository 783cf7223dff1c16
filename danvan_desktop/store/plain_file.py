"""Everything of a store as one plain SQLite file for DB Browser, Datasette and the like.

Each kind has a table with the fields by their names and declared keys to the kinds that they lead to, and a view with
Vietnamese headings and words, which is what people look at. The tables ``record`` and ``choice`` have the titles of all
records and the words of all choices.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.text import untaken
from danvan_desktop.localization import Translator, _

if TYPE_CHECKING:
    from danvan_desktop.store.store import Store

_CHUNK = 500
_COLUMN_TYPES: Mapping[FieldType, str] = {
    FieldType.INTEGER: "INTEGER",
    FieldType.MONEY: "INTEGER",
    FieldType.BOOLEAN: "INTEGER",
    FieldType.DECIMAL: "NUMERIC",
}
_COMMON = """
CREATE TABLE record (uid TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL);
CREATE TABLE choice (field TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (field, code));
"""


def write_plain_file(store: Store, path: Path, say: Translator) -> int:
    """Write a new file and return how many records it has; what is secret, or of this device alone, is not in it."""
    kinds, count = list(store.kinds), 0
    # Not as a store is opened: that leaves a log ahead beside the file, which others open on sticks that are read-only.
    with closing(dbapi2.connect(str(path))) as connection:
        connection.executescript(_COMMON + "".join(_table(kind) for kind in kinds))
        connection.executemany("INSERT INTO choice VALUES (?, ?, ?)", _choices(kinds, say))
        for kind in kinds:
            places = ", ".join("?" for _column in (None, *_fields(kind)))
            for rows, titles in _rows(store, kind):
                connection.executemany(f"INSERT INTO {_quoted(kind.name)} VALUES ({places})", rows)
                connection.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", titles)
                count += len(rows)
        _let_go_of_keys(connection, kinds)
        names = _view_names(kinds, say)
        connection.executescript("".join(_view(kind, names[kind.name], say) for kind in kinds))
        connection.commit()
    return count


def _let_go_of_keys(connection: dbapi2.Connection, kinds: Sequence[Kind]) -> None:
    """Declare no key for a column that leads to what is not here, such as a unit whose records stay elsewhere."""
    loose: dict[str, set[int]] = {}
    for table, _row, _target, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        loose.setdefault(table, set()).add(number)
    for kind in kinds:
        if kind.name in loose:
            told = connection.execute(f"PRAGMA foreign_key_list({_quoted(kind.name)})").fetchall()
            columns = {key[3] for key in told if key[0] in loose[kind.name]}
            anew, old = _quoted(f"{kind.name} anew"), _quoted(kind.name)
            connection.executescript(
                f"{_table(kind, f'{kind.name} anew', columns)} INSERT INTO {anew} SELECT * FROM {old};"
                f" DROP TABLE {old}; ALTER TABLE {anew} RENAME TO {old};"
            )


def _fields(kind: Kind) -> Sequence[Field]:
    return [field for field in kind.fields if not field.stays_here]


def _table(kind: Kind, name: str = "", loose: Collection[str] = ()) -> str:
    columns = ["uid TEXT PRIMARY KEY", *(_column(field, loose) for field in _fields(kind))]
    return f"CREATE TABLE {_quoted(name or kind.name)} ({', '.join(columns)});\n"


def _column(field: Field, loose: Collection[str]) -> str:
    leads = ""
    if field.type is FieldType.REFERENCE and field.name not in loose:
        target = field.targets[0] if len(field.targets) == 1 else "record"
        leads = f" REFERENCES {_quoted(target)} (uid)"
    return f"{_quoted(field.name)} {_COLUMN_TYPES.get(field.type, 'TEXT')}{leads}"


def _choices(kinds: Sequence[Kind], say: Translator) -> Iterator[tuple[str, str, str]]:
    for kind in kinds:
        for field in _fields(kind):
            codes = {choice.code: say(choice.label) for choice in field.choices}
            yield from ((f"{kind.name}.{field.name}", code, label) for code, label in codes.items())


def _rows(store: Store, kind: Kind) -> Iterator[tuple[list[list[Value]], list[tuple[str, str, str]]]]:
    uids = store.uids(kind.name)
    for start in range(0, len(uids), _CHUNK):
        records = store.get_many(uids[start : start + _CHUNK])
        titles = store.titles(records)
        rows = [[uid, *(record.get(field.name) for field in _fields(kind))] for uid, record in records.items()]
        yield rows, [(uid, kind.name, titles.get(uid, "")) for uid in records]


def _view_names(kinds: Sequence[Kind], say: Translator) -> dict[str, str]:
    """Name the views by the plurals of kinds; SQLite knows tables and views by one set of names."""
    names: dict[str, str] = {}
    taken = {"record", "choice", *(kind.name for kind in kinds)}
    for kind in kinds:
        names[kind.name] = untaken(say(kind.plural), taken)
    return names


def _view(kind: Kind, name: str, say: Translator) -> str:
    taken: set[str] = set()
    columns = [f"{_shown(kind, field, say)} AS {_quoted(untaken(say(field.label), taken))}" for field in _fields(kind)]
    own = _("Mã bản ghi")
    columns.append(f"uid AS {_quoted(untaken(say(own), taken))}")
    return f"CREATE VIEW {_quoted(name)} AS SELECT {', '.join(columns)} FROM {_quoted(kind.name)} AS own;\n"


def _shown(kind: Kind, field: Field, say: Translator) -> str:
    column = f"own.{_quoted(field.name)}"
    match field.type:
        case FieldType.REFERENCE:
            return f"coalesce((SELECT title FROM record WHERE record.uid = {column}), {column})"
        case FieldType.CHOICE:
            words = f"SELECT label FROM choice WHERE field = '{kind.name}.{field.name}' AND code = {column}"
            return f"coalesce(({words}), {column})"
        case FieldType.BOOLEAN:
            yes, no = say(_("có")), say(_("không"))
            return f"CASE {column} WHEN 1 THEN '{yes}' WHEN 0 THEN '{no}' END"
        case FieldType.DATE:
            return f"coalesce(strftime('%d/%m/%Y', {column}), {column})"
        case FieldType.DATETIME:
            return f"coalesce(strftime('%d/%m/%Y %H:%M', {column}), {column})"
        case _other:
            return column


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
