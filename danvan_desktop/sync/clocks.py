"""Clocks that are wrong: told, never obeyed, since what supersedes what goes by parents."""

from __future__ import annotations

from danvan_desktop.domain.clock import latest_allowed, timestamp_moment
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store


def clock_warnings(store: Store) -> tuple[Message, ...]:
    """Tell at start-up when this laptop wrote changes from more than a day ahead: its own clock is, or was, wrong.

    Those of others say nothing of this clock; whose they are is told when they come in.
    """
    newest = store.log.newest_timestamp(store.replica)
    if newest is None or newest <= latest_allowed(store.clock):
        return ()
    return (
        _(
            "Máy này đã ghi thay đổi lúc {moment}, muộn hơn đồng hồ bây giờ hơn một ngày."
            " Hãy kiểm tra ngày giờ của máy này.",
            moment=timestamp_moment(newest),
        ),
    )
