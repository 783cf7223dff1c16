"""Clocks that are wrong: told, never obeyed, since what supersedes what goes by parents."""

from __future__ import annotations

from danvan_desktop.domain.clock import latest_allowed, timestamp_moment
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store


def clock_warnings(store: Store) -> tuple[Message, ...]:
    """Tell at start-up when the log holds changes from more than a day ahead."""
    newest = store.log.newest_timestamp()
    if newest is None or newest <= latest_allowed(store.clock):
        return ()
    return (
        _(
            "Kho dữ liệu có thay đổi ghi lúc {moment}, muộn hơn đồng hồ máy này hơn một ngày."
            " Hãy kiểm tra ngày giờ của máy này.",
            moment=timestamp_moment(newest),
        ),
    )
