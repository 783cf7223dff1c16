"""Damage that is met while the window is open: told once, and nothing is written any more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store.errors import DAMAGED, StoreDamaged, fault_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.widgets.banner import Banner

_WORDS = _(
    "Tệp dữ liệu bị hỏng. Từ bây giờ cửa sổ chỉ để xem, không ghi thêm gì, để không hỏng thêm."
    " Nội dung đang ghi dở được giữ làm bản nháp, mở lại được sau khi sửa chữa."
)


class DamageNotice(QObject):
    """Keeps a banner over the pages from the moment on at which the store is known to be damaged."""

    def __init__(self, context: UiContext, banner: Banner, parent: QObject | None = None) -> None:
        """Watch over an open store."""
        super().__init__(parent)
        self._context, self._banner = context, banner
        self._asking = False
        self.fault: StoreDamaged | None = None
        context.operations.damaged.connect(self.tell)

    @property
    def is_told(self) -> bool:
        """Whether the officer knows."""
        return self.fault is not None

    def tell(self, fault: StoreDamaged) -> None:
        """Tell it, once; from then on nothing is written."""
        if self.is_told:
            return
        self.fault = fault
        frozen = StoreDamaged(_WORDS)
        self._context.store.freeze(frozen)
        self._context.operations.freeze(frozen)
        say = self._context.translator
        self._banner.say(say(_WORDS), "error", say(_("Sửa chữa, khôi phục…")))

    def explain(self, error: BaseException, show: Callable[[], object]) -> None:
        """Tell of an error that nobody foresaw: as damage when there is any, else by ``show``, as a bug.

        The file is looked at in the background; what comes meanwhile, or once the damage is told, has the same cause.
        """
        if self.is_told or self._asking:
            return
        fault = fault_of(error, self._context.store_path) if isinstance(error, Exception) else None
        if isinstance(fault, StoreDamaged):
            self.tell(fault)
        elif isinstance(error, DanvanError | OSError):
            show()
        else:
            self._asking = True
            from danvan_desktop.store.salvage import harm_of

            path, key = self._context.store_path, self._context.store.key
            self._context.operations.read(
                lambda _store: bool(harm_of(path, key)),
                lambda damaged: self._decide(damaged, show),
                on_error=lambda _error: self._decide(False, show),
                owner=self,
            )

    def _decide(self, damaged: bool, show: Callable[[], object]) -> None:
        self._asking = False
        if damaged:
            self.tell(StoreDamaged(DAMAGED))
        elif not self.is_told:
            show()
