"""Decides whether a bundle's sender is to be believed.

Nobody whom no person has said yes to writes anything. Until the first device is enrolled, a person may accept a sender
by its card alone, unconfirmed; from then on only enrolled devices are taken from
(docs/decisions/0006-trust-begins-with-the-first-enrolment.md).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.domain.clock import Clock
from danvan_desktop.localization import _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.sync.errors import RevokedSender
from danvan_desktop.sync.manifest import Manifest
from danvan_desktop.sync.peers import find_device, is_strict
from danvan_desktop.sync.quarantine import WaitingReason
from danvan_desktop.sync.sealing import Sealing


class Trust(Enum):
    """Why a bundle is taken in."""

    OWN = "own"
    """This device made it."""
    ENROLLED = "enrolled"
    """A person compared its fingerprint here, or a unit that this one trusts granted it a right."""
    FIRST_USE = "first_use"
    """Nobody is enrolled here yet, and a person said yes to this sender, now or before."""


@dataclass(frozen=True)
class Verdict:
    """What becomes of a bundle: taken in with ``trust``, or set aside for ``reason``.

    ``peer`` is what is known of the sender, or would be remembered of it.
    """

    trust: Trust | None
    reason: WaitingReason | None
    peer: Peer


def judge(
    store: Store, manifest: Manifest, sealing: Sealing, *, by_person: bool = False, accepted: bool = False
) -> Verdict:
    """Decide over a verified bundle; ``by_person`` says that somebody accepted it from quarantine.

    ``accepted`` says that a person who saw the sender's card said yes to it, which counts until a device is enrolled.

    Raises RevokedSender when the sender is refused since a day before the bundle was made.
    """
    known = find_device(store, manifest.sender.device)
    peer = known or _met(manifest, store.clock)
    if manifest.sender.device in store.own_devices:
        return Verdict(Trust.OWN, None, peer)
    if peer.state is PeerState.REVOKED:
        if is_revoked_on(peer, manifest.moment.date()):
            raise RevokedSender(
                _(
                    "Đã ngừng nhận từ máy “{name}” từ ngày {day} nên tệp của máy ấy không được nhập.",
                    name=peer.name,
                    day=dt.date.fromisoformat(str(peer.revoked_from)),
                )
            )
        return Verdict(Trust.ENROLLED, None, peer) if by_person else Verdict(None, WaitingReason.REVOKED_LATER, peer)
    if peer.state is PeerState.CONFIRMED or store.holdings.is_related(manifest.sender.device):
        return Verdict(Trust.ENROLLED, None, peer)
    if (known is not None or accepted) and may_be_accepted(store, sealing):
        return Verdict(Trust.FIRST_USE, None, peer)
    return Verdict(None, WaitingReason.UNKNOWN_SENDER if known is None else WaitingReason.UNCONFIRMED, peer)


def may_be_accepted(store: Store, sealing: Sealing) -> bool:
    """Tell whether a person may say yes to a sender that is not enrolled."""
    return not is_strict(store) and sealing is not Sealing.RECIPIENTS


def is_for_a_person(store: Store, result_reason: WaitingReason | None, sealing: Sealing) -> bool:
    """Tell whether a bundle that was set aside would be taken in if a person said yes to its sender."""
    return result_reason is WaitingReason.UNKNOWN_SENDER and may_be_accepted(store, sealing)


def is_revoked_on(peer: Peer, day: dt.date) -> bool:
    """Tell whether a device is refused on a day."""
    return peer.revoked_from is not None and day >= dt.date.fromisoformat(peer.revoked_from)


def _met(manifest: Manifest, clock: Clock) -> Peer:
    sender, unit = manifest.sender, manifest.unit
    return Peer(
        device=sender.device,
        recipient=sender.recipient or "",
        name=sender.name,
        unit_uid=unit.uid,
        unit_name=unit.name,
        unit_code=unit.code,
        unit_kind=unit.kind,
        added_at=clock.local_text(),
    )
