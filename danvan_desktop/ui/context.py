"""What every page and dialog is handed: nothing in the window is reached through globals."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec import Struct

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.kinds.view import Views
from danvan_desktop.ui.operations import Operations


class UiContext(Struct, frozen=True):
    """The services of one open store.

    ``store`` is the window's own connection, for short reads only; every write and every long read goes through
    ``operations``. The ``views`` tell how each kind is shown.
    """

    store: Store
    translator: Translator
    operations: Operations
    store_path: Path
    views: Views

    def today(self) -> dt.date:
        """Return the day by the store's clock."""
        return self.store.today()
