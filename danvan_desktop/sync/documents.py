"""Small signed files, device cards and acknowledgements: a line of JSON, then a line with the signature over it.

The JSON is written in exactly one way, so that every byte of the file counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from danvan_desktop.domain.strict_json import StrictJsonError, read_json
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync.errors import BundleTooNew, DamagedBundle, ForgedBundle, SyncError, reason
from danvan_desktop.sync.files import check_place, refuse_what_is_no_file, write_whole
from danvan_desktop.sync.signing import SIGNATURE_SIZE, is_signed

LARGEST_DOCUMENT = 8 * 1024 * 1024
"""Bytes; an acknowledgement names every log."""

Content = TypeVar("Content", bound=msgspec.Struct)


def opening(form: str) -> bytes:
    """Return how every document of this form begins."""
    return f'{{"format":"{form}","version":"'.encode()


def sign_document(store: Store, content: msgspec.Struct) -> bytes:
    """Write a document of this device."""
    line = msgspec.json.encode(content)
    return line + b"\n" + store.sign(line).hex().encode() + b"\n"


def open_document(data: bytes, form: str, major: int, kind: type[Content]) -> tuple[Content, bytes, bytes]:
    """Return the content of a document with the bytes that are signed and the signature.

    The caller, who knows whose key it is, calls ``check_signature``. Raises DamagedBundle or BundleTooNew.
    """
    if not data.startswith(opening(form)):
        raise _damaged()
    version = data[len(opening(form)) :].partition(b".")[0]
    if version.isdigit() and int(version) > major:
        raise BundleTooNew(
            _("Tệp được tạo bởi phiên bản phần mềm mới hơn. Hãy cập nhật phần mềm trên máy này rồi nhập lại.")
        )
    parts = data.split(b"\n")
    if len(parts) != 3 or parts[2] or len(parts[1]) != 2 * SIGNATURE_SIZE:
        raise _damaged()
    try:
        content = msgspec.convert(read_json(parts[0].decode()), kind)
        signature = bytes.fromhex(parts[1].decode("ascii"))
    except (StrictJsonError, msgspec.ValidationError, ValueError) as error:
        raise _damaged() from error
    if msgspec.json.encode(content) != parts[0] or signature.hex().encode() != parts[1]:
        raise _damaged()
    return content, parts[0], signature


def check_signature(device: str, signature: bytes, signed: bytes) -> None:
    """Raise ForgedBundle unless the device signed these bytes."""
    if not is_signed(bytes.fromhex(device), signature, signed):
        raise ForgedBundle(_("Chữ ký của tệp không khớp nội dung: tệp bị hỏng hoặc bị sửa. Hãy xin nơi gửi tạo lại."))


def write_document(out: Path, data: bytes) -> None:
    """Write a document whole, read it back, or leave the place as it was; raises SyncError in words."""
    check_place(out)

    def fill(file: BinaryIO) -> None:
        file.write(data)

    def verify(file: BinaryIO) -> None:
        if file.read() != data:
            raise SyncError(_("Tệp vừa ghi đọc lại không đúng: ổ đĩa hoặc USB có thể hỏng. Hãy ghi ra ổ đĩa khác."))

    write_whole(out, fill, verify)


def read_document(path: Path) -> bytes:
    """Return a document's bytes; raises SyncError in words."""
    refuse_what_is_no_file(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_DOCUMENT + 1)
    except OSError as error:
        raise SyncError(_("Không đọc được tệp “{path}”: {reason}.", path=str(path), reason=reason(error))) from error
    if len(data) > LARGEST_DOCUMENT:
        raise _damaged()
    return data


def _damaged() -> DamagedBundle:
    return DamagedBundle(_("Tệp không đúng quy cách hoặc bị hỏng. Hãy chép lại tệp từ máy gửi."))
