"""Opening a PDF that anybody may have made."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from danvan_desktop.localization import _
from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.reports.signing.names import STRANGE_CERTIFICATE
from danvan_desktop.store.inputs import read_input

logging.getLogger("pyhanko").addHandler(logging.NullHandler())
"""What it finds is told in our words; without a handler it would go to stderr as well."""

_LARGEST = 256 * 1024 * 1024
_FAULTS = (
    PdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RecursionError,
    zlib.error,
    *STRANGE_CERTIFICATE,
)
"""What a damaged or hostile file makes a reader stumble over."""


def read_pdf(path: Path) -> bytes:
    """Read a whole file; raises SigningError, and StoreError for what is no file or a very large one."""
    try:
        return read_input(path, _LARGEST)
    except OSError as error:
        raise SigningError(_("Không đọc được tệp PDF “{path}”.", path=str(path))) from error


@contextmanager
def telling_faults() -> Iterator[None]:
    """Turn whatever a file makes the reader stumble over into one sentence."""
    try:
        yield
    except SigningError:
        raise
    except _FAULTS as error:
        raise SigningError(_("Tệp này không phải tệp PDF, hoặc đã hỏng. Hãy chọn tệp khác.")) from error


def opened(data: bytes) -> Any:
    """Open a PDF; raises SigningError for one behind a passphrase."""
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        raise SigningError(_("Tệp PDF này có mật khẩu nên không đọc được. Hãy dùng tệp không đặt mật khẩu."))
    return reader
