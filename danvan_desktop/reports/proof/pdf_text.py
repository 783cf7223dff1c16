"""Reads the texts of one PDF, run as a program of its own by ``reading``.

A hostile file may draw without end, swell to gigabytes or bring down what reads it: that ends here, not in the window.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress

MOST_MEMORY = 1 << 30
"""Bytes, where the system keeps to that; a report of a thousand pages needs a tenth."""
MOST_TEXT = 64 * 1024 * 1024
"""Letters of all pages."""


def main() -> None:
    """Read a request from stdin, ``{"paths": […], "file": …}``; write ``{"texts": […], "keywords": …}`` to stdout.

    ``paths`` are those on which the caller finds its modules. What cannot be read ends with another status than 0.
    """
    request = json.loads(sys.stdin.buffer.read())
    sys.path[:] = request["paths"]
    _limit_memory()
    import pypdfium2

    document = pypdfium2.PdfDocument(request["file"])
    texts: list[str] = []
    letters = 0
    for page in document:
        texts.append(page.get_textpage().get_text_range())
        letters += len(texts[-1])
        if letters > MOST_TEXT:
            sys.exit(1)
    json.dump({"texts": texts, "keywords": str(document.get_metadata_value("Keywords") or "")}, sys.stdout)


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
