"""How the exchange stands: what went and came, what waits, what is missing, whether a clock is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.coverage import CoverageState
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    MissingBundle,
    clock_warnings,
    missing_bundles,
    named_missing,
    told_of_own_end,
    told_of_unlinked,
    unlinked,
    waiting_bundles,
)

_MOST_NAMED = 4


@dataclass(frozen=True)
class ExchangeState:
    """All that the page of exchange shows."""

    waiting: int
    missing: Sequence[MissingBundle]
    clocks: Sequence[Message]
    silent: Sequence[Message]
    """The units below that sent nothing since the quarter began."""
    holding_erased: int = 0
    """Of those that wait, how many still hold what was erased at somebody's request."""
    ended: Sequence[Message] = ()
    """That this laptop writes no more for its unit, and what to do."""

    @property
    def told_of_missing(self) -> Sequence[Message]:
        """Name the bundles that never came."""
        named = [named_missing(bundle) for bundle in self.missing[:_MOST_NAMED]]
        rest = len(self.missing) - len(named)
        if rest > 0:
            named.append(ngettext("… và {n} tệp nữa.", "… và {n} tệp nữa.", rest))
        if named:
            named.append(_("Hãy xin nơi gửi; khi tệp đến, phần đang chờ tự được áp dụng."))
        return named

    @property
    def told_of_silent(self) -> Sequence[Message]:
        """Name the units that sent nothing yet."""
        rest = len(self.silent) - _MOST_NAMED
        more = [ngettext("… và {n} đơn vị nữa.", "… và {n} đơn vị nữa.", rest)] if rest > 0 else []
        return [*self.silent[:_MOST_NAMED], *more]


def read_state(store: Store) -> ExchangeState:
    """Read it."""
    waiting = [bundle for bundle in waiting_bundles(store) if bundle.can_be_accepted]
    holding = sum(bundle.holds_erased for bundle in waiting)
    return ExchangeState(
        len(waiting),
        missing_bundles(store),
        clock_warnings(store),
        tuple(_silent(store)),
        holding,
        told_of_own_end(store),
    )


def _silent(store: Store) -> Iterator[Message]:
    quarter, coverages = Period.quarter_of(store.today()), store.coverages()
    names = store.titles(coverages.reporters) | {unit.uid: unit.text("name") for unit in coverages.awaited}
    not_linked = {unit.uid: unit for unit in unlinked(store)}
    for unit in sorted(coverages.reporters, key=lambda uid: dictionary_key(names.get(uid, ""))):
        coverage = coverages.of(unit, quarter.first, quarter.first)
        if coverage.state is not CoverageState.NOT_REPORTED:
            continue
        name, period = names.get(unit, unit), quarter.label()
        if unit in not_linked:
            yield told_of_unlinked(store, not_linked[unit])
        elif coverage.told_on is None:
            yield _("{unit}: chưa gửi lần nào.", unit=name)
        else:
            day = coverage.told_on
            yield _("{unit}: chưa gửi {period} (gần nhất: số liệu đến {day}).", unit=name, period=period, day=day)
