"""Says above the list of a kind, before anybody opens a record, that it is closed to who works here."""

from __future__ import annotations

from danvan_desktop.domain.kind import Kind
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.widgets.banner import Banner


class ClosedNote(Banner):
    """Shown while the kind is closed; asked anew each time, for another officer may work now."""

    def __init__(self, context: UiContext, kind: Kind) -> None:
        """Say nothing yet."""
        super().__init__()
        self._context, self._kind = context, kind

    def tell(self) -> bool:
        """Say why the kind is closed, or nothing where it is open; tells whether it is closed."""
        refusal = self._context.store.officers.refusal_to_open(self._kind)
        self.say("" if refusal is None else self._context.translator(refusal), "warning")
        return refusal is not None
