"""Makes the sample commune as it is on a given day."""

import datetime as dt
from pathlib import Path

from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store

DAY = dt.date(2026, 11, 25)


def made_on(path: Path, day: dt.date) -> Store:
    """Make a sample store that takes ``day`` for today as long as it is open."""

    class StoreOfThatDay(Store):
        def today(self) -> dt.date:
            return day

    store = StoreOfThatDay.create(path, unit_name="Xã Đông Sơn", unit_code="DS")
    fill_sample(store)
    return store
