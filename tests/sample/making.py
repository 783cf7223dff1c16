"""Makes the sample commune as it is on a given day."""

import datetime as dt
from pathlib import Path

from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.clocks import StandingClock

DAY = dt.date(2026, 11, 25)


def made_on(path: Path, day: dt.date) -> Store:
    """Make a sample store that takes ``day`` for today as long as it is open."""
    store = Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", clock=StandingClock(day))
    fill_sample(store)
    return store
