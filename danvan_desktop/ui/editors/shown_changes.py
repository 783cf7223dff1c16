"""Which changes of a record and its parts an officer has seen: a save over others that came since is a conflict."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Clash, ShownHeads, Store
from danvan_desktop.ui.editors.secrecy import Opened


class ShownChanges:
    """The newest changes, by record and field, of what an editor shows."""

    def __init__(self) -> None:
        """Start with a record that nobody stored yet."""
        self._heads: dict[str, ShownHeads] = {}

    def read(self, store: Store, uids: Sequence[str]) -> bool:
        """Read them anew, and tell whether they are others than those that were shown.

        To be done before the records are read, for what is shown never to be newer.
        """
        before, self._heads = self._heads, dict(store.heads_of(*uids))
        return self._heads != before

    def see(self, uid: str, clashes: Sequence[Clash]) -> None:
        """Count what somebody else wrote as shown."""
        self._heads[uid] = {**self._heads.get(uid, {}), **{clash.field: clash.heads for clash in clashes}}

    def see_whole(self, opened: Opened) -> None:
        """Count all of a record that was opened as shown."""
        self._heads[opened.record.uid] = opened.heads

    def noted_on(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Let each draft say what was shown of its record when it was typed."""
        return [replace(draft, shown=self._heads.get(str(draft.uid))) for draft in drafts]

    def kept(self, uids: Collection[str]) -> Mapping[str, Mapping[str, list[str]]]:
        """Return those of some records as JSON can keep them."""
        return {
            uid: {name: [str(head) for head in heads] for name, heads in cells.items()}
            for uid, cells in self._heads.items()
            if uid in uids
        }

    def take_back(self, heads: Mapping[str, ShownHeads]) -> None:
        """Count as shown what was when a draft was typed."""
        self._heads |= heads
