"""The list of those who work among the people never leaves the unit; what is sensitive never leaves the store."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.dumping import table_of_kind
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, export_bundle
from tests.sync.exchange import enrol, import_bundle, write

PLANTED = {
    "full_name": "Giàng Thị Mẩy",
    "position": "Trưởng nhóm Khe Lúng",
    "phone": "0987 111 222",
    "decision_number": "77/QĐ-KHELUNG",
    "recognised_by": "Hội đồng Khe Lúng",
    "note": "Giúp được việc Khe Lúng",
    "ethnic": "Mông Khe",
    "religion": "Tin lành Khe",
}
SENSITIVE = ("ethnic", "religion")


def planted(store: Store) -> str:
    return store.save(Draft("network_member", {**PLANTED, "role": "prestige", "party_member": True})).uids[0]


def plain_bytes(path: Path) -> bytes:
    """Return a file with what is packed in it unpacked beside it."""
    data = path.read_bytes()
    found = [data]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(path) as packed:
            found += [packed.read(name) for name in packed.namelist()]
    found += [gzip.decompress(one) for one in found if one[:2] == b"\x1f\x8b"]
    return b"\n".join(found)


def words_in(path: Path, read_bundle) -> set[str]:
    data = plain_bytes(path)
    told = "\n".join(str(entry.values) for entry in read_bundle(path.read_bytes()))
    return {name for name, text in PLANTED.items() if text.encode() in data or text in told}


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"without_personal": True},
        {"without_personal": True, "with_texts": True, "with_files": True},
        {"kinds": ("network_member",)},
        {"kinds": ("meeting",)},
        {"period": Period.parse("2026-Q3")},
        {"all_units": True},
    ],
    ids=lambda wish: "-".join(wish) or "usual",
)
def test_no_bundle_to_above_has_a_word_of_it_nor_a_record(commune, province, read_bundle, tmp_path, wish):
    enrol(commune.store, province.store)
    uid = planted(commune.store)
    path = tmp_path / "up.danvan"
    export_bundle(commune.store, path, ExportWish(plain=True, **wish))
    assert words_in(path, read_bundle) == set()
    assert not [entry for entry in read_bundle(path.read_bytes()) if entry.kind == "network_member"]
    import_bundle(province.store, path)
    assert province.store.get(uid) is None
    assert not province.store.list("network_member")


def test_nor_does_a_bundle_tell_that_somebody_was_taken_off_the_list(commune, read_bundle, tmp_path):
    uid = planted(commune.store)
    commune.store.delete(uid)
    path = tmp_path / "up.danvan"
    export_bundle(commune.store, path, ExportWish(plain=True))
    assert uid.encode() not in plain_bytes(path)
    assert uid not in {entry.uid for entry in read_bundle(path.read_bytes())}


def test_another_laptop_of_the_unit_gets_the_list_but_not_what_is_sensitive(commune, read_bundle):
    planted(commune.store)
    path = write(commune.store, plain=True, own_unit=True)
    assert words_in(path, read_bundle) == set(PLANTED) - set(SENSITIVE)


def test_a_text_that_names_one_of_them_stays_where_personal_data_is_to_stay(commune, read_bundle, tmp_path):
    planted(commune.store)
    commune.petition(content="Ông Giàng Thị Mẩy nói mương tắc")
    path = tmp_path / "up.danvan"
    export_bundle(commune.store, path, ExportWish(plain=True, without_personal=True, with_texts=True))
    assert "full_name" not in words_in(path, read_bundle)


def test_a_list_taken_out_has_nothing_sensitive(commune):
    planted(commune.store)
    table = table_of_kind(commune.store, commune.store.kinds["network_member"], Translator("vi"))
    told = str(list(table.rows))
    assert PLANTED["full_name"] in told
    assert not any(PLANTED[name] in told for name in SENSITIVE)
    assert not {column.heading for column in table.columns} & {"Dân tộc", "Tôn giáo", "Đảng viên"}


def test_no_search_finds_what_is_sensitive(commune):
    planted(commune.store)
    assert commune.store.search("Giàng Thị Mẩy")
    assert not commune.store.search("Tin lành Khe")


def test_no_file_is_attached_and_no_number_given_to_anybody_of_the_list(commune):
    kinds = commune.store.kinds
    assert "network_member" not in kinds["attachment"].field("owner").targets
    assert "network_member" not in kinds["document_number"].field("record").targets


def test_what_is_sealed_for_the_level_above_has_none_of_it_either(commune, province, tmp_path):
    enrol(commune.store, province.store)
    uid = planted(commune.store)
    path = tmp_path / "up.danvan"
    export_bundle(commune.store, path, ExportWish())
    import_bundle(province.store, path)
    assert province.store.get(uid) is None
    assert not [entry for entry in province.store.log.entries_after({}) if entry.uid == uid]
