"""What a bug's report tells the maintainers: where it happened and what kind it is, but nothing that was recorded."""

from __future__ import annotations

import re
import traceback

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”")
_FRAME = re.compile(r'  (File "|  )')


def crash_details(error: BaseException) -> str:
    """Return the traceback without what stands in quotes in messages: values of records come there, and names."""
    lines = "".join(traceback.format_exception(error)).splitlines()
    return "\n".join(line if _FRAME.match(line) else _QUOTED.sub("…", line) for line in lines)
