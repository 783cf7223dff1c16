"""Tells by its words whether a text names a village: thôn, bản, khu phố and whatever else people call them."""

from __future__ import annotations

import re

from danvan_desktop.domain.text import fold, mark_form, normalise

_PLACE = re.compile(r"(?:thôn|xóm|bản|ấp|làng|khu|khu phố|khu dân cư|tổ dân phố|tdp|tổ|buôn|phum|sóc) .+")
_PLACE_WITHOUT_MARKS = re.compile(r"(?:thon|xom|ban|ap|lang|khu|khu pho|khu dan cu|to dan pho|tdp|to|buon|phum|soc) .+")
"""Written without any mark; with marks, Bàn and Tô are names of people."""
_BODY = re.compile(
    r"^(?:tổ dân vận|tổ hòa giải|tổ hoà giải|tổ công nghệ số(?: cộng đồng)?|tổ tự quản|tổ liên gia"
    r"|ban công tác mặt trận|ban ctmt|chi bộ|chi hội\b.*?|khối dân vận|tổ)\s+"
    r"(?=(?:thôn|xóm|bản|ấp|làng|khu phố|khu dân cư|khu|tổ dân phố|tdp|buôn|phum|sóc)\s)",
    re.IGNORECASE,
)
"""What works in a village and is called by it: “Tổ dân vận thôn Đông”."""


def is_place(name: str) -> bool:
    """Tell whether a text names a village by the word for one."""
    words = " ".join(mark_form(normalise(name)).split())
    return (_PLACE_WITHOUT_MARKS if words == fold(words) else _PLACE).fullmatch(words) is not None


def village_of(name: str) -> str:
    """Return the village that a body is called by, “thôn Đông” of “Tổ dân vận thôn Đông”; else the name itself."""
    bare = _BODY.sub("", normalise(name).strip())
    return bare[:1].upper() + bare[1:] if bare != name else name
