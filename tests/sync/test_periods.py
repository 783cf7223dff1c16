"""A bundle of one period carries what happened in it, with all that belongs to it, and nothing of other periods."""

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, export_bundle
from tests.sync.conftest import Office
from tests.sync.exchange import import_bundle

MODEL = {
    "name": "Tuyến đường hoa",
    "form": "collective",
    "registrant": "Chi hội Phụ nữ thôn Đông",
    "field": "culture_society",
    "period": "2026",
    "aim": "Làm đẹp đường thôn",
    "content": "Trồng hoa hai bên đường",
}


@pytest.fixture
def parts_of_parts(commune: Office) -> list[str]:
    """A model of March, a progress of it told in August, a photo of that progress: the photo belongs to the model."""
    store = commune.store
    model = store.save(Draft("model", MODEL | {"unit": store.unit.uid, "registered_on": "2026-03-02"})).uids[0]
    progress = {"model": model, "reported_on": "2026-08-10", "done": "Đã trồng 400 m"}
    told = store.save(Draft("model_progress", progress)).uids[0]
    return [model, told, store.attach_data(told, "anh.txt", b"anh").uids[0]]


def arrived(commune: Store, province: Store, period: str, uids: list[str]) -> list[bool]:
    made = export_bundle(commune, province.path.with_suffix(".danvan"), ExportWish(period=Period.parse(period)))
    import_bundle(province, made.path)
    return [province.get(uid) is not None for uid in uids]


def test_the_parts_of_parts_go_with_the_period_of_their_record(
    commune: Office, province: Office, parts_of_parts: list[str]
) -> None:
    assert arrived(commune.store, province.store, "2026-Q1", parts_of_parts) == [True, True, True]


def test_the_parts_of_parts_stay_out_with_their_record(
    commune: Office, province: Office, parts_of_parts: list[str]
) -> None:
    assert arrived(commune.store, province.store, "2026-Q3", parts_of_parts) == [False, False, False]
