"""The revision that a signature adds to a paper, written as the standards of archiving ask (ISO 19005-2)."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils.generic import StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class RevisionWriter(IncrementalPdfFileWriter):
    """Adds what changed behind a file that stays as it is.

    No stream of it ends with a carriage return: readers take that and the line feed behind it for one end of line, and
    its length for wrong (6.1.7.1). Compressed data do, one in 256.
    """

    def _update_meta(self) -> None:
        """Leave the description of the file: written anew, the part that names PDF/UA is spoilt (pyHanko, 223)."""

    def _populate_trailer(self, trailer: Any) -> None:
        """Leave the table of objects as it is, not compressed: its last bytes are noughts."""
        super()._populate_trailer(trailer)
        trailer.pop(pdf_name("/Filter"), None)

    def _write_objects(self, *arguments: Any, **options: Any) -> None:
        for one in self.objects.values():
            if isinstance(one, StreamObject) and one.encoded_data.endswith(b"\r"):
                one.apply_filter("/ASCII85Decode")
        super()._write_objects(*arguments, **options)
