"""What somebody wants to leave: to whom, how much of it, in files of what size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.domain.period import Period
from danvan_desktop.sync.limits import LARGEST_VOLUME

Vector = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class ExportWish:
    """One export, as command, window and round ask for it; without anything said, all goes to all who are enrolled.

    It is encrypted ``to`` devices (names or keys) or by a ``passphrase``, or ``plain``. With nobody named it goes to
    all enrolled devices, plainly when there are none; ``own_unit`` says of such a file that it is for another laptop of
    this unit. ``since_ack`` leaves out what the addressees acknowledged, ``since`` what stands before these numbers.
    ``kinds`` (empty: all), with their parts, and ``period`` hold other content back. To devices of a unit below go that
    unit's records alone, unless ``all_units``; ``with_secrets`` sends what is hidden of secret records to a unit above.

    ``without_personal`` leaves out personal data of citizens, all texts that may name one, and attached files. Of these
    ``with_texts`` lets those texts go in which nobody is found whom the store knows, ``texts`` (uid, field) also those
    that a person looked at, and ``with_files`` attached files. What is larger than ``volume_size`` bytes of content
    becomes several files. ``only_receipt`` brings nothing but what is here, to whom it came from.
    """

    to: tuple[str, ...] = ()
    passphrase: str | None = None
    plain: bool = False
    own_unit: bool = False
    since_ack: bool = False
    since: Vector | None = None
    kinds: tuple[str, ...] = ()
    period: Period | None = None
    all_units: bool = False
    with_secrets: bool = False
    without_personal: bool = False
    with_texts: bool = False
    texts: frozenset[tuple[str, str]] = frozenset()
    with_files: bool = False
    volume_size: int = LARGEST_VOLUME
    only_receipt: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether no entry loses its content by what was chosen."""
        return not self.kinds and self.period is None and not self.without_personal
