"""The sample commune as the pictures show it, and a neighbouring office that wrote some of it differently."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.domain.record import Draft
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    Relation,
    enrol_card,
    export_bundle,
    import_bundle,
    own_card,
    write_card,
)
from danvan_desktop.ui.theme import Look, look_settings

_FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đông Sơn"


def make_commune(folder: Path, language: str, look: Look) -> Path:
    """Make the sample commune with a sent bundle, one received with conflicts, and one that waits for import."""
    path, front_path = folder / "commune.db", folder / "front.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        fill_sample(store)
        _name_device(store, "may-dan-van-xa")
        with Store.create(front_path, unit_name=_FRONT, unit_code="DS-MTTQ", level="organisation") as front:
            _name_device(front, "may-mat-tran-xa")
            for one, other in ((store, front), (front, store)):
                enrol_card(one, own_card(other), Choice(Relation.SAME))
            export_bundle(store, folder / "commune.danvan")
            import_bundle(front, folder / "commune.danvan", accept_sender=True)
            front.set_officer(_officer(front, "Chủ tịch Ủy ban Mặt trận"))
            _write_differently(store, front)
            export_bundle(front, folder / "from-front.danvan")
            import_bundle(store, folder / "from-front.danvan", accept_sender=True)
            _write_more(front)
            export_bundle(front, folder / "from-front.danvan")
            write_card(front, folder / "front.card")
        for name, value in {"language": language, **look_settings(look)}.items():
            store.settings.set(name, value)
    return path


def _officer(store: Store, position: str) -> str:
    return next(one.uid for one in store.list("officer") if one.text("position").startswith(position))


def _name_device(store: Store, name: str) -> None:
    store.settings.set("device.name", name)


def _write_differently(store: Store, front: Store) -> None:
    """Let both offices change the same fields of two records."""
    petition = store.list("petition", filters={"state": "assigned"})[0]
    model = store.list("model", filters={"state": "under_way"})[0]
    store.save(
        Draft("petition", {"request": f"{petition.text('request')} Trả lời bằng văn bản."}, petition.uid),
        Draft("model", {"beneficiaries": "Trên 620 hộ dân ở 5 thôn."}, model.uid),
    )
    front.save(
        Draft("petition", {"request": f"{petition.text('request')} Mời đại diện thôn cùng kiểm tra."}, petition.uid),
        Draft("model", {"beneficiaries": "Các hộ trong thôn và học sinh đi học buổi tối."}, model.uid),
    )


def _write_more(front: Store) -> None:
    """Give the next bundle something to bring."""
    for petition in front.list("petition", filters={"satisfied": "unknown", "state": "people_told"}):
        front.save(Draft("petition", {"satisfied": "yes"}, petition.uid))
    for petition in front.list("petition", filters={"satisfied": "no"})[:4]:
        front.save(Draft("petition", {"satisfied": "unknown"}, petition.uid))
