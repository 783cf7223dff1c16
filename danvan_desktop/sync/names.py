"""Names of files, in plain letters: every stick, mailbox and program takes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from danvan_desktop.domain.text import fold
from danvan_desktop.store import Peer

_LONGEST = 40


def plain_name(text: str) -> str:
    """Write a name without marks, blanks and signs: ``Thôn Đông`` becomes ``thon-dong``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_LONGEST].rstrip("-") or "don-vi"


def name_for(unit: str, peer: Peer, known: Sequence[Peer], moment: dt.datetime) -> str:
    """Name the file for one addressee: ``xa-dong-son_gui_thon-dong_2026-11-28_1430.danvan``.

    Where several devices are of units of that name, the device is named, too.
    """
    alike = [one for one in known if plain_name(one.unit_name) == plain_name(peer.unit_name)]
    device = f"_{plain_name(peer.name)}" if len(alike) > 1 else ""
    same = [one for one in alike if plain_name(one.name) == plain_name(peer.name)]
    if len(same) > 1:
        device += f"-{peer.device[:6]}"
    return f"{plain_name(unit)}_gui_{plain_name(peer.unit_name)}{device}_{moment:%Y-%m-%d_%H%M}.danvan"
