"""Entries as lines of text: one entry a line, in exactly one form.

Most lines fit one pattern, which leaves their values alone to be looked at. Any other is read, made anew from what was
read, and compared. Either way one that is written otherwise, or holds anything twice or anything else, is refused. It
carries neither its hash nor the one before it: both follow from the manifest, which tells where each log starts and
where it must arrive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec.structs import replace

from danvan_desktop.domain.entry import (
    LAST_SEQ,
    Entry,
    EntryId,
    MissingValue,
    Seen,
    hash_of,
    join_seen,
    seal_read,
    split_seen,
    without,
)
from danvan_desktop.domain.portable import LONGEST_LINE, NAME, SEEN_ENTRY, TIMESTAMP, UID
from danvan_desktop.localization import _
from danvan_desktop.sync.errors import ForgedBundle, SyncError, ill_formed
from danvan_desktop.sync.manifest import Log

_MOST_SETS = 1_024
"""Sets of fields that are remembered: a kind is saved in a few."""

_Salt = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Name = Annotated[str, msgspec.Meta(pattern=rf"\A{NAME}\Z")]
_Uid = Annotated[str, msgspec.Meta(pattern=rf"\A{UID}\Z")]


class _Line(msgspec.Struct, frozen=True):
    """What a line holds, by the keys of docs/bundle-format.md."""

    l: Annotated[int, msgspec.Meta(ge=0, lt=100_000)]  # noqa: E741
    n: Annotated[int, msgspec.Meta(ge=1, le=LAST_SEQ)]
    t: Annotated[str, msgspec.Meta(pattern=rf"\A{TIMESTAMP}\Z")]
    k: _Name
    u: _Uid
    p: _Uid
    s: _Salt | dict[_Name, _Salt]
    v: dict[_Name, msgspec.Raw]
    o: _Uid = ""
    b: Annotated[str, msgspec.Meta(pattern=rf"\A{SEEN_ENTRY}(?: {SEEN_ENTRY})*\Z")] = ""
    x: dict[_Name, _Digest] = {}
    h: dict[_Name, _Digest] = {}


_DECODER = msgspec.json.Decoder(_Line)
_VALUES = msgspec.json.Decoder(dict[str, msgspec.Raw])
_WHOLE = re.compile(
    rf'\{{"l":[0-9]+,"n":[0-9]+,"t":"({TIMESTAMP})","k":"({NAME})","u":"({UID})","p":"({UID})"(?:,"o":"({UID})")?'
    rf'(?:,"b":"({SEEN_ENTRY}(?: {SEEN_ENTRY})*)")?,"s":"([0-9a-f]{{32}})","v":(\{{.*\}})\}}'
)
"""A line of which nothing is gone, but for what its values are."""
_NAME = re.compile(NAME)


def encode_line(entry: Entry, log: int, *, withheld: Collection[str] = ()) -> str:
    """Write an entry of the manifest's log number ``log``, with its line feed, without the content of some fields.

    Raises SyncError for an entry that no line can hold: its record's uid has forbidden characters.
    """
    line = _written(without(entry, withheld, is_held_back=True), log)
    if len(line) >= LONGEST_LINE // 4 and len(line.encode()) >= LONGEST_LINE:
        raise SyncError(
            _("Hồ sơ {uid} có trường quá dài nên không xuất được. Hãy rút gọn rồi xuất lại.", uid=entry.uid)
        )
    try:
        _DECODER.decode(line)
    except msgspec.MsgspecError as error:
        raise SyncError(
            _(
                "Hồ sơ {uid} có mã không hợp lệ nên không xuất được. Hãy chạy “danvan check --repair” rồi xuất lại.",
                uid=entry.uid[:64],
            )
        ) from error
    return line + "\n"


def _written(entry: Entry, log: int) -> str:
    officer = f',"o":"{entry.officer}"' if entry.officer else ""
    seen = f',"b":"{join_seen(entry.seen)}"' if entry.seen else ""
    salt = f'"{entry.salt}"' if entry.salt else _object({name: f'"{salt}"' for name, salt in entry.salts.items()})
    erased = {name: f'"{one.digest}"' for name, one in entry.gone.items() if not one.is_held_back}
    held = {name: f'"{one.digest}"' for name, one in entry.gone.items() if one.is_held_back}
    return (
        f'{{"l":{log},"n":{entry.id.seq},"t":"{entry.timestamp}","k":"{entry.kind}","u":"{entry.uid}","p":"{entry.place}"{officer}{seen},'
        f'"s":{salt},"v":{_object(entry.values)}{_optional("x", erased)}{_optional("h", held)}}}'
    )


def _optional(key: str, members: Mapping[str, str]) -> str:
    return f',"{key}":{_object(members)}' if members else ""


def _object(members: Mapping[str, str]) -> str:
    inner = ",".join([f'"{name}":{value}' for name, value in members.items()])
    return f"{{{inner}}}"


def split_lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a text that comes in chunks; raises DamagedBundle for a long line or a missing line feed."""
    rest = b""
    for chunk in chunks:
        block = rest + chunk
        end = block.rfind(b"\n") + 1
        rest = block[end:]
        if len(block) > LONGEST_LINE and max(map(len, block.split(b"\n"))) > LONGEST_LINE:
            raise ill_formed(_("có dòng quá dài"))
        try:
            yield from block[:end].decode().split("\n")[:-1]
        except UnicodeDecodeError as error:
            raise ill_formed(_("dòng không phải UTF-8")) from error
    if rest:
        raise ill_formed(_("dòng cuối dở dang"))


def decode_lines(lines: Iterable[str], logs: Sequence[Log]) -> Iterator[Entry]:
    """Yield the entries of ``lines`` with their hashes; raises DamagedBundle unless they are exactly those of ``logs``.

    The entries of each log follow each other from ``after`` to ``seq``, log by log, and end at the hash that the owning
    device signed: an entry that was altered, left out or slipped in shows.
    """
    numbered = iter(lines)
    for number, log in enumerate(logs):
        previous = log.after_hash
        for seq in range(log.after + 1, log.seq + 1):
            line = next(numbered, None)
            if line is None:
                raise ill_formed(_("thiếu thay đổi"))
            entry = _decode(line, number, log, seq, previous)
            previous = entry.hash
            yield entry
        if previous != log.hash:
            raise _broken()
    if next(numbered, None) is not None:
        raise ill_formed(_("thừa thay đổi"))


def _decode(line: str, number: int, log: Log, seq: int, previous: str) -> Entry:
    try:
        return _decode_whole(line, number, log, seq, previous) or _decode_any(line, number, log, seq, previous)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ill_formed(_("có dòng không đúng mẫu")) from error


def _decode_whole(line: str, number: int, log: Log, seq: int, previous: str) -> Entry | None:
    """Read a line that fits the pattern of most, ``None`` for any other, which takes more care."""
    fitting = _WHOLE.fullmatch(line)
    if fitting is None or not line.startswith(f'{{"l":{number},"n":{seq},'):
        return None
    timestamp, kind, uid, place, officer, seen, salt, body = fitting.groups("")
    try:
        values = {name: bytes(value) for name, value in _VALUES.decode(body).items()}
    except msgspec.MsgspecError:
        return None
    known = split_seen(seen) if seen else ()
    # What is parsed as these fields and is no longer than they need holds nothing else: no blank, nothing twice.
    needed = _length_of_fields(tuple(values))
    if not needed or needed + sum(map(len, values.values())) != _length(body) or not _are_ascending(known):
        return None
    return seal_read(
        EntryId(log.replica, log.stream, seq), timestamp, kind, uid, place, officer, (seen, known), values, salt,
        previous,
    )  # fmt: skip


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


@lru_cache(_MOST_SETS)
def _length_of_fields(names: tuple[str, ...]) -> int:
    """Return what an object of these fields takes without their values, 0 unless they are some, well named, in order.

    The same ones come again and again.
    """
    if not (names and names == tuple(sorted(set(names))) and all(map(_NAME.fullmatch, names))):
        return 0
    return len(_object(dict.fromkeys(names, "")))


def _are_ascending(seen: Sequence[Seen]) -> bool:
    """Tell whether each log is named once, in order."""
    logs = [one.log for one in seen]
    return logs == sorted(set(logs))


def _decode_any(line: str, number: int, log: Log, seq: int, previous: str) -> Entry:
    found = _DECODER.decode(line)
    if found.l != number or found.n != seq:
        raise ill_formed(_("thay đổi sai thứ tự"))
    gone = {name: MissingValue(digest, is_held_back=True) for name, digest in found.h.items()}
    gone |= {name: MissingValue(digest, is_held_back=False) for name, digest in found.x.items()}
    values = {name: bytes(value).decode() for name, value in found.v.items()}
    entry = Entry(
        EntryId(log.replica, log.stream, seq), found.t, found.k, found.u, found.p, found.o, split_seen(found.b), values,
        found.s if isinstance(found.s, str) else "", previous, "", dict(sorted(gone.items())),
        {} if isinstance(found.s, str) else found.s,
    )  # fmt: skip
    if not _is_strict(entry) or _written(entry, number) != line:
        raise ill_formed(_("có dòng không đúng mẫu"))
    return replace(entry, hash=hash_of(entry))


def _is_strict(entry: Entry) -> bool:
    """Tell whether fields stand in order, none twice, with a salt for each value, and what was seen once a log."""
    names = [*entry.values, *entry.gone]
    return (
        bool(names)
        and len(set(names)) == len(names)
        and list(entry.values) == sorted(entry.values)
        and (bool(entry.salt) or list(entry.salts) == list(entry.values))
        and not (entry.salt and entry.gone)
        and _are_ascending(entry.seen)
    )


def _broken() -> ForgedBundle:
    return ForgedBundle(
        _("Tệp có thay đổi không khớp chữ ký của máy đã ghi, có thể bị sửa; chưa nhập gì. Hãy báo cho nơi gửi.")
    )
