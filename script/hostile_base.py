"""What the makers of hostile bundles share: good bundles to spoil, and what is expected of each spoiled one."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import export_bundle
from danvan_desktop.sync.sealing import seal_to
from tests.sync.forging import Member, Parts, zip_of

SENDER = Ed25519PrivateKey.from_private_bytes(sha256(b"hostile sender").digest())
"""The key of the hostile hand, the same in every run."""

CUT = "cắt ngắn"
ALIEN = "không phải tệp trao đổi"
DAMAGED = "Tệp bị hỏng"
LARGE = "vượt giới hạn"
FORGED = "Chữ ký của tệp không khớp"
NO_MANIFEST = "bản kê không đọc được"
NO_PATTERN = "có dòng không đúng mẫu"


@dataclass(frozen=True)
class Good:
    """Two good bundles: the founding of a unit, and one more petition with an attached file.

    ``sealed`` is the second one encrypted, empty when it was not asked for.
    """

    small: bytes
    full: bytes
    sealed: bytes = b""

    @property
    def parts(self) -> Parts:
        """The small bundle taken apart, to be signed by the hostile hand."""
        return replace(Parts.of(self.small), key=SENDER)

    @property
    def full_parts(self) -> Parts:
        """The full bundle taken apart, to be signed by the hostile hand."""
        return replace(Parts.of(self.full), key=SENDER)

    def with_manifest_text(self, change: Callable[[bytes], bytes], *, of_full: bool = False) -> bytes:
        """Change the manifest's bytes, of the small bundle or the full one, and sign them."""
        parts = self.full_parts if of_full else self.parts
        listed = Parts.of(parts.build()).manifest
        text = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()
        changed = change(text)
        if changed == text:
            raise ValueError("nothing was changed in the manifest")
        return zip_of(parts.sealed(changed, parts.members()))

    def with_member(self, member: Member) -> bytes:
        """Put one more member behind the changes."""
        parts = self.parts
        return parts.around([*parts.members(), member])


@dataclass(frozen=True)
class Case:
    """One hostile file: its name, what is wrong with it, words of the reason it must be refused with."""

    name: str
    about: str
    says: str
    build: Callable[[Good], bytes]


def make_good(recipient: str = "") -> Good:
    """Export the good bundles from a store of their own; with an age ``recipient`` one of them encrypted as well."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.create(folder / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            small = export_bundle(store, folder / "small.danvan").path.read_bytes()
            values = {
                "number": "001/2026",
                "received_on": "2026-08-13",
                "unit": store.unit.uid,
                "content": "Mương bị tắc",
                "citizen_name": "Nguyễn Văn An",
            }
            (uid,) = store.save(Draft("petition", values)).uids
            store.attach_data(uid, "bien-ban.txt", "Biên bản tại chỗ. ".encode() * 30)
            full = export_bundle(store, folder / "full.danvan").path.read_bytes()
    return Good(small, full, _sealed(full, recipient) if recipient else b"")


def _sealed(bundle: bytes, recipient: str) -> bytes:
    sealed = io.BytesIO()
    seal_to([recipient], io.BytesIO(bundle), sealed)
    return sealed.getvalue()
