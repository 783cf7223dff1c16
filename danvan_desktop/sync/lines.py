"""Changes as lines of text: one change a line, in exactly one form.

The form is a regular expression, so that a line which is written in any other way, holds anything twice or anything
else is refused before it is looked at. A line carries neither its hash nor the one before it: both follow from the
manifest, which tells where each log starts and where it must arrive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from danvan_desktop.domain.change import Change, ChangeId, digest_change, join_parents, split_parents
from danvan_desktop.domain.portable import CHANGE_ID, LONGEST_LINE, NAME, TIMESTAMP, UID
from danvan_desktop.localization import _
from danvan_desktop.sync.errors import ForgedBundle, SyncError, ill_formed
from danvan_desktop.sync.manifest import Log

_LINE = re.compile(
    r'\{"l":(0|[1-9][0-9]{0,4}),'
    r'"n":([1-9][0-9]{0,14}),'
    rf'"t":"({TIMESTAMP})",'
    rf'"k":"({NAME})",'
    rf'"u":"({UID})",'
    rf'"f":"({NAME})"'
    rf'(?:,"o":"({UID})")?'
    rf'(?:,"p":"({CHANGE_ID}(?: {CHANGE_ID})*)")?'
    r'(?:,"s":"([0-9a-f]{32})","v":([^\x00-\x1f]+)|,"([xh])":"([0-9a-f]{64})")\}'
)


def encode_line(change: Change, log: int, *, withheld: bool = False) -> str:
    """Write a change of the manifest's log number ``log``, with its line feed; ``withheld`` leaves its content out.

    Raises SyncError for a change that no line can hold: its record's uid has forbidden characters.
    """
    change_id = change.id
    officer = f',"o":"{change.officer}"' if change.officer else ""
    parents = f',"p":"{join_parents(change.parents)}"' if change.parents else ""
    if change.value is None or withheld:
        mark = "h" if withheld or change.held_back else "x"
        value = f'"{mark}":"{change.value_digest}"'
    else:
        value = f'"s":"{change.salt}","v":{change.value}'
    line = (
        f'{{"l":{log},"n":{change_id.seq},"t":"{change.timestamp}","k":"{change.kind}","u":"{change.uid}",'
        f'"f":"{change.field}"{officer}{parents},{value}}}'
    )
    if len(line) >= LONGEST_LINE // 4 and len(line.encode()) >= LONGEST_LINE:
        raise SyncError(
            _("Bản ghi {uid} có trường quá dài nên không xuất được. Hãy rút gọn rồi xuất lại.", uid=change.uid)
        )
    if not _LINE.fullmatch(line):
        raise SyncError(
            _(
                "Bản ghi {uid} có mã không hợp lệ nên không xuất được. Hãy chạy “danvan check --repair” rồi xuất lại.",
                uid=change.uid[:64],
            )
        )
    return line + "\n"


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


def decode_lines(lines: Iterable[str], logs: Sequence[Log]) -> Iterator[Change]:
    """Yield the changes of ``lines`` with their hashes; raises DamagedBundle unless they are exactly those of ``logs``.

    The changes of each log follow each other from ``after`` to ``seq``, log by log, and end at the hash that the owning
    device signed: a change that was altered, left out or slipped in shows.
    """
    numbered = iter(lines)
    for number, log in enumerate(logs):
        previous = log.after_hash
        for seq in range(log.after + 1, log.seq + 1):
            line = next(numbered, None)
            if line is None:
                raise ill_formed(_("thiếu thay đổi"))
            change = _decode(line, number, log, seq, previous)
            previous = change.hash
            yield change
        if previous != log.hash:
            raise _broken()
    if next(numbered, None) is not None:
        raise ill_formed(_("thừa thay đổi"))


def _decode(line: str, number: int, log: Log, seq: int, previous: str) -> Change:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ill_formed(_("có dòng không đúng mẫu"))
    log_text, seq_text, timestamp, kind, uid, field, officer, parents, salt, value, mark, absent = match.groups()
    if int(log_text) != number or int(seq_text) != seq:
        raise ill_formed(_("thay đổi sai thứ tự"))
    value_digest = absent or sha256(f"{salt}\n{value}".encode()).hexdigest()
    change_id = ChangeId(log.replica, log.stream, seq)
    digest = digest_change(change_id, timestamp, kind, uid, field, value_digest, parents or "", officer or "", previous)
    return Change(
        change_id, timestamp, kind, uid, field, value, salt or "", value_digest,
        _parents(parents), officer or "", previous, digest, mark == "h",
    )  # fmt: skip


def _parents(text: str | None) -> tuple[ChangeId, ...]:
    if not text:
        return ()
    parents = split_parents(text)
    if len(parents) > 1 and (join_parents(parents) != text or len(set(parents)) != len(parents)):
        raise ill_formed(_("có dòng không đúng mẫu"))
    return parents


def _broken() -> ForgedBundle:
    return ForgedBundle(
        _("Gói có thay đổi không khớp chữ ký của máy đã ghi, có thể bị sửa; chưa nhập gì. Hãy báo cho nơi gửi.")
    )
