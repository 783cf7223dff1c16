"""Cases and days of receiving citizens that say just enough for a paper, or too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.domain.record import Draft

if TYPE_CHECKING:
    from tests.reports.conftest import Office


def case(office: Office, **values: object) -> str:
    """A complaint that came and waits."""
    made = {
        "received_on": "2026-08-12",
        "nature": "complaint",
        "title": "Khiếu nại mức bồi thường",
        "unit": office.village,
    }
    number = f"{len(office.store.list('case')) + 1:03d}/2026"
    return office.save("case", number=number, **(made | {"citizen_name": "Trần Thị Bình"} | values))


def once_denounced(office: Office, **values: object) -> str:
    """A denunciation that was called something else afterwards."""
    uid = case(office, **DENOUNCED)
    office.store.save(Draft("case", values, uid))
    return uid


TO_PROVINCE = {"handled_on": "2026-08-14", "competence": "province", "sent_to": "UBND tỉnh"}
DENOUNCED = {"nature": "denunciation", "title": "Tố cáo việc lập danh sách"}
ACCEPTED = {**DENOUNCED, "accepted_on": "2026-08-14"}
HOT_SPOT = {"nature": "hot_spot", "title": "Tập trung đông người", "channel": "discovered"}


def reception_day(office: Office, **values: object) -> str:
    """A day on which the chair receives, to which nobody came yet."""
    made = {"body": "government", "kind": "head", "receiver": "Lê Văn Cường", "place": "Phòng tiếp công dân"}
    return office.save("reception", held_on="2026-08-12", **(made | values))
