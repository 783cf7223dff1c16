"""What tells in its banner why something was refused; mixed into panels and dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Translator
from danvan_desktop.ui.widgets.banner import Banner


class TellsRefusals:
    """Has a ``banner``, and may be disabled while an operation runs."""

    banner: Banner
    _say: Translator

    def tell(self, error: DanvanError) -> None:
        """Say what is wrong."""
        self.banner.say(self._say(error.message), "error")

    def refused(self, error: DanvanError) -> bool:
        """Say why an operation was refused, and let it be asked for again; its ``on_error``."""
        assert isinstance(self, QWidget)  # noqa: S101 - mixed into widgets only
        self.setEnabled(True)
        self.tell(error)
        return True
