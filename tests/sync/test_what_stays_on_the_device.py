"""What stays in a store goes into no bundle, no list and no search: the number of an identity card."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.dumping import table_of_kind
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from tests.sync.exchange import import_bundle, write

NUMBER = "024199000777"


def received(store: Store) -> str:
    uid = store.new_uid()
    store.save(
        Draft("reception", {"held_on": "2026-01-05", "receiver": "Lê Quang Hưng", "place": "Trụ sở"}, uid),
        Draft(
            "reception_visit",
            {"reception": uid, "citizen_name": "Nguyễn Văn An", "content": "Hỏi", "identity_number": NUMBER},
        ),
    )
    return store.children(uid, "reception_visit")[0].uid


def test_it_goes_to_nobody_not_even_to_another_laptop_of_the_unit(commune, province, read_bundle):
    uid = received(commune.store)
    for wish in ({}, {"own_unit": True}):
        path = write(commune.store, plain=True, **wish)
        assert NUMBER.encode() not in path.read_bytes()
        changes = list(read_bundle(path.read_bytes()))
        assert changes
        assert not [one for one in changes if one.id.stream == "device"]
    import_bundle(province.store, path)
    assert province.store.get(uid).text("citizen_name") == "Nguyễn Văn An"
    assert province.store.get(uid).text("identity_number") == ""
    assert commune.store.get(uid).text("identity_number") == NUMBER


def test_no_list_and_no_search_tells_it(commune):
    received(commune.store)
    table = table_of_kind(commune.store, commune.store.kinds["reception_visit"], Translator("vi"))
    assert NUMBER not in str(list(table.rows))
    assert all("căn cước" not in column.heading for column in table.columns)
    assert not commune.store.search(NUMBER)


def test_two_stores_are_equal_without_it(commune, province):
    uid = received(commune.store)
    import_bundle(province.store, write(commune.store, plain=True, own_unit=True))
    kind = commune.store.get(uid).kind
    assert commune.store.digest(kind) == province.store.digest(kind)
    before = commune.store.digest()
    commune.store.save(Draft(kind, {"identity_number": "024199000778"}, uid))
    assert commune.store.digest() == before
    commune.store.save(Draft(kind, {"content": "Hỏi thủ tục"}, uid))
    assert commune.store.digest() != before
