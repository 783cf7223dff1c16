"""Exchange of changes between stores by file: bundles, acknowledgements, device cards, and who is trusted."""

from danvan_desktop.sync.acks import AckResult, describe_ack, read_ack, receipts, take_ack, write_ack
from danvan_desktop.sync.addressing import usual_addressees
from danvan_desktop.sync.cards import Card, name_device, own_card, parse_card, read_card, write_card
from danvan_desktop.sync.clocks import clock_warnings
from danvan_desktop.sync.deletions import DeletesMuch, Deletions
from danvan_desktop.sync.device_changes import hand_over, replace_peer, rotate_keys
from danvan_desktop.sync.ended_rights import told_of_own_end
from danvan_desktop.sync.enrolment import enrol_card, enrol_known, enrol_peer
from danvan_desktop.sync.errors import (
    BundleTooLarge,
    BundleTooNew,
    BundleTooOld,
    DamagedBundle,
    ForgedBundle,
    NotABundle,
    RevokedSender,
    SyncError,
)
from danvan_desktop.sync.export import (
    ExportResult,
    ExportSize,
    export_again,
    export_bundle,
    measure_export,
)
from danvan_desktop.sync.fingerprint import Fingerprint
from danvan_desktop.sync.granting import rights_in_force
from danvan_desktop.sync.handing_over import hand_over_all, refuse_place
from danvan_desktop.sync.held_changes import HeldWords, held_in_words
from danvan_desktop.sync.import_ import ImportResult, ImportStatus, SenderNotEnrolled, accept_waiting, import_bundle
from danvan_desktop.sync.log_states import LogCondition, LogState, log_states
from danvan_desktop.sync.moving import (
    Move,
    Offer,
    Side,
    Way,
    accept_move,
    find_offer,
    movable,
    move,
    offers,
    plan_move,
    refuse_move,
    targets,
)
from danvan_desktop.sync.moving_words import (
    move_in_words,
    offer_in_words,
    told_after,
    told_before_accepting,
    told_before_move,
)
from danvan_desktop.sync.numbering import MissingBundle, missing_bundles
from danvan_desktop.sync.opening import FileKind, what_is
from danvan_desktop.sync.pairings import Pairing, cards_in, offered, pairings
from danvan_desktop.sync.peeking import Peeked, bundles_that_came, changes_of, peek, peek_again
from danvan_desktop.sync.peers import (
    UnknownPeer,
    add_peer,
    addressees,
    confirm_peer,
    find_peer,
    peer_fingerprint,
    peer_of_card,
    peers,
    rename_peer,
)
from danvan_desktop.sync.personal import TextOfRecord, stays_told
from danvan_desktop.sync.placement import (
    Choice,
    Relation,
    choice_of_unit,
    path_of,
    place_in_words,
    placement,
)
from danvan_desktop.sync.quarantine import (
    HOLDS_ERASED,
    WaitingBundle,
    WaitingReason,
    refuse_waiting,
    waiting_bundles,
)
from danvan_desktop.sync.receiving import import_file, with_likely_pairs
from danvan_desktop.sync.receiving_round import FileOutcome, Received, oddities, receive_round, waiting_files
from danvan_desktop.sync.revocation import revoke_peer
from danvan_desktop.sync.sealing import NeedsPassphrase, Sealing, WrongPassphrase, WrongRecipient
from danvan_desktop.sync.sending_round import Outgoing, plan_round, write_round
from danvan_desktop.sync.settling import told_of_unlinked, unlinked
from danvan_desktop.sync.taking_back import TakenBack, look_back, take_back_last, what_goes_back
from danvan_desktop.sync.telling import describe_import, level_name, named_missing, sender_card, told_of_missing
from danvan_desktop.sync.trust import is_for_a_person
from danvan_desktop.sync.two_histories import SecondHistory, choose_history, second_histories
from danvan_desktop.sync.wish import ExportWish

__all__ = [
    "HOLDS_ERASED",
    "AckResult",
    "BundleTooLarge",
    "BundleTooNew",
    "BundleTooOld",
    "Card",
    "Choice",
    "DamagedBundle",
    "DeletesMuch",
    "Deletions",
    "ExportResult",
    "ExportSize",
    "ExportWish",
    "FileKind",
    "FileOutcome",
    "Fingerprint",
    "ForgedBundle",
    "HeldWords",
    "ImportResult",
    "ImportStatus",
    "LogCondition",
    "LogState",
    "MissingBundle",
    "Move",
    "NeedsPassphrase",
    "NotABundle",
    "Offer",
    "Outgoing",
    "Pairing",
    "Peeked",
    "Received",
    "Relation",
    "RevokedSender",
    "Sealing",
    "SecondHistory",
    "SenderNotEnrolled",
    "Side",
    "SyncError",
    "TakenBack",
    "TextOfRecord",
    "UnknownPeer",
    "WaitingBundle",
    "WaitingReason",
    "Way",
    "WrongPassphrase",
    "WrongRecipient",
    "accept_move",
    "accept_waiting",
    "add_peer",
    "addressees",
    "bundles_that_came",
    "cards_in",
    "changes_of",
    "choice_of_unit",
    "choose_history",
    "clock_warnings",
    "confirm_peer",
    "describe_ack",
    "describe_import",
    "enrol_card",
    "enrol_known",
    "enrol_peer",
    "export_again",
    "export_bundle",
    "find_offer",
    "find_peer",
    "hand_over",
    "hand_over_all",
    "held_in_words",
    "import_bundle",
    "import_file",
    "is_for_a_person",
    "level_name",
    "log_states",
    "look_back",
    "measure_export",
    "missing_bundles",
    "movable",
    "move",
    "move_in_words",
    "name_device",
    "named_missing",
    "oddities",
    "offer_in_words",
    "offered",
    "offers",
    "own_card",
    "pairings",
    "parse_card",
    "path_of",
    "peek",
    "peek_again",
    "peer_fingerprint",
    "peer_of_card",
    "peers",
    "place_in_words",
    "placement",
    "plan_move",
    "plan_round",
    "read_ack",
    "read_card",
    "receipts",
    "receive_round",
    "refuse_move",
    "refuse_place",
    "refuse_waiting",
    "rename_peer",
    "replace_peer",
    "revoke_peer",
    "rights_in_force",
    "rotate_keys",
    "second_histories",
    "sender_card",
    "stays_told",
    "take_ack",
    "take_back_last",
    "targets",
    "told_after",
    "told_before_accepting",
    "told_before_move",
    "told_of_missing",
    "told_of_own_end",
    "told_of_unlinked",
    "unlinked",
    "usual_addressees",
    "waiting_bundles",
    "waiting_files",
    "what_goes_back",
    "what_is",
    "with_likely_pairs",
    "write_ack",
    "write_card",
    "write_round",
]
