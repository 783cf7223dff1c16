"""The file of an update: a manifest, a signature of the release key over it, and the packed program.

DANVAN-UPDATE-1                     and a line feed
00000412                            length of the manifest in 8 digits, and a line feed
{"format": …}                       the manifest, JSON in UTF-8
64 bytes                            Ed25519 signature over all that is above
the packed program, a ZIP           as many bytes as the manifest says, and nothing behind them
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Annotated, Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.strict_json import StrictJsonError, read_json
from danvan_desktop.domain.updates import (
    LARGEST_PROGRAM,
    LARGEST_UPDATE,
    MOST_FILES,
    DamagedUpdate,
    ForgedUpdate,
    NotAnUpdate,
    Update,
    Version,
    damaged,
    is_system,
)
from danvan_desktop.localization import _
from danvan_desktop.sync.errors import reason
from danvan_desktop.sync.limits import CHUNK
from danvan_desktop.sync.signing import SIGNATURE_SIZE, is_signed

ENDING = ".danvan-update"
_MAGIC = b"DANVAN-UPDATE-1\n"
_FAMILY = b"DANVAN-UPDATE-"
_DIGITS = 8
_LARGEST_MANIFEST = 64 * 1024
_KEY = re.compile(r"[0-9a-f]{64}")

_Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=r"\A[^\x00-\x1f\x7f-\x9f]*\Z")]


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal["danvan-update"]
    version: str
    system: str
    made_on: dt.date
    news: Annotated[tuple[_Line, ...], msgspec.Meta(max_length=60)]
    size: Annotated[int, msgspec.Meta(ge=1)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    files: Annotated[int, msgspec.Meta(ge=1)]
    unpacked: Annotated[int, msgspec.Meta(ge=1)]


def release_keys() -> Sequence[bytes]:
    """Return the public halves of the keys whose updates this program takes."""
    lines = resource_path("updates", "release-keys.txt").read_text("utf-8").splitlines()
    return [bytes.fromhex(line.strip()) for line in lines if _KEY.fullmatch(line.strip())]


def describe_update(path: Path, keys: Sequence[bytes]) -> Update:
    """Return what an update says of itself, once signature, length and hash were checked; raises UpdateError."""
    try:
        with path.open("rb") as file:
            update = read_head(file, keys)
            copy_program(file, update, None)
    except OSError as error:
        raise unread(path, error) from error
    return update


def unread(path: Path, error: OSError) -> NotAnUpdate:
    """Make the error for a file that the system does not give."""
    return NotAnUpdate(
        _("Không đọc được tệp cập nhật “{path}”: {reason}.", path=str(path), reason=reason(error)),
    )


def read_head(file: IO[bytes], keys: Sequence[bytes]) -> Update:
    """Read and believe the manifest, and stand where the packed program begins.

    Raises:
        NotAnUpdate: it is something else, or of a later form.
        ForgedUpdate: none of the ``keys`` signed it.
        DamagedUpdate: it is cut off, or signed and nonsense.
    """
    opening = file.read(len(_MAGIC))
    if opening != _MAGIC:
        raise _not_one(opening)
    told = file.read(_DIGITS + 1)
    if not re.fullmatch(rb"[0-9]{8}\n", told):
        raise damaged()
    length = int(told)
    if not 0 < length <= _LARGEST_MANIFEST:
        raise damaged()
    manifest = file.read(length)
    signature = file.read(SIGNATURE_SIZE)
    if len(manifest) != length or len(signature) != SIGNATURE_SIZE:
        raise damaged()
    if not keys:
        raise ForgedUpdate(
            _("Bản đang dùng chưa có khóa của nơi phát hành nên không nhận tệp cập nhật; hãy cài bằng bộ cài đặt.")
        )
    if not any(is_signed(key, signature, opening + told + manifest) for key in keys):
        raise ForgedUpdate(
            _("Tệp cập nhật không do nơi phát hành phần mềm này ký, hoặc đã bị sửa. Không cài; đừng dùng tệp này.")
        )
    return _parsed(manifest)


def copy_program(file: IO[bytes], update: Update, out: IO[bytes] | None) -> None:
    """Read the packed program to its end, and write it to ``out``; raises DamagedUpdate unless it is as signed."""
    digest, left = hashlib.sha256(), update.size
    while left:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise damaged()
        digest.update(chunk)
        if out is not None:
            out.write(chunk)
        left -= len(chunk)
    if file.read(1) or digest.hexdigest() != update.sha256:
        raise damaged()


def write_update(
    tree: Path, out: Path, *, version: str, system: str, news: Sequence[str], key: Ed25519PrivateKey, made_on: dt.date
) -> Update:
    """Pack a tree into an update that ``key`` signs; the same tree, day and key give the same bytes.

    Raises ValueError for a version or a system that readers would refuse, OSError.
    """
    packed = out.with_name(f"{out.name}.zip")
    try:
        unpacked, files = _pack(tree, packed, made_on)
        with packed.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        told = {
            "format": "danvan-update",
            "version": Version(version).text,
            "system": system,
            "made_on": made_on.isoformat(),
            "news": list(news),
            "size": packed.stat().st_size,
            "sha256": sha256,
            "files": files,
            "unpacked": unpacked,
        }
        manifest = json.dumps(told, ensure_ascii=False, indent=1).encode()
        try:
            update = _parsed(manifest)
        except DamagedUpdate as error:
            raise ValueError(f"no reader would take this manifest: {told}") from error
        head = _MAGIC + b"%08d\n" % len(manifest) + manifest
        with out.open("wb") as file, packed.open("rb") as program:
            file.write(head + key.sign(head))
            while chunk := program.read(CHUNK):
                file.write(chunk)
    finally:
        packed.unlink(missing_ok=True)
    return update


def _pack(tree: Path, packed: Path, made_on: dt.date) -> tuple[int, int]:
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    moment = (made_on.year, made_on.month, made_on.day, 0, 0, 0)
    with zipfile.ZipFile(packed, "w") as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(tree).as_posix(), moment)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes())
    return sum(path.stat().st_size for path in files), len(files)


def _parsed(manifest: bytes) -> Update:
    try:
        told = msgspec.convert(read_json(manifest.decode()), _Manifest)
        version = Version(told.version)
    except (UnicodeDecodeError, StrictJsonError, msgspec.ValidationError, ValueError) as error:
        raise damaged() from error
    if not is_system(told.system):
        raise damaged()
    if told.size > LARGEST_UPDATE or told.unpacked > LARGEST_PROGRAM or told.files > MOST_FILES:
        raise DamagedUpdate(_("Tệp cập nhật lớn quá mức cho phép nên không cài. Hãy báo nơi phát hành."))
    return Update(version, told.system, told.made_on, told.news, told.size, told.sha256, told.files, told.unpacked)


def _not_one(opening: bytes) -> NotAnUpdate:
    if opening.startswith(_FAMILY):
        return NotAnUpdate(_("Tệp cập nhật theo quy cách mới mà bản này chưa đọc được; hãy cài bằng bộ cài đặt."))
    return NotAnUpdate(_("Đây không phải tệp cập nhật của phần mềm (đuôi .danvan-update)."))
