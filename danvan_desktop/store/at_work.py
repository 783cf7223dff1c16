"""Who works in one window, or by one command."""

from __future__ import annotations

from msgspec import Struct


class AtWork(Struct):
    """Who worked when the store was opened, or took his turn since; all who open it for one window share this.

    The store's setting tells the next one who worked last. It is not asked meanwhile: a command that somebody runs in
    his own name beside an open window lends that window neither his name nor his rights, and a store that cannot be
    written, such as an archive, keeps who worked when it could.
    """

    told: str | None = None
