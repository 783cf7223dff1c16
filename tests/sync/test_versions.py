"""Bundles between versions: older ones are read, newer content is kept, relayed and comes to life after an upgrade."""

from pathlib import Path

import pytest

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message
from danvan_desktop.store import Store
from danvan_desktop.sync import BundleTooNew, BundleTooOld, DamagedBundle, ExportWish, export_bundle
from tests.copies import replace
from tests.sync.exchange import enrol, import_bundle, send, write
from tests.sync.forging import Parts

OLD_BUNDLE = Path(__file__).parents[1] / "data" / "bundles" / "version-1.0.danvan"

DRONE_SURVEY = Kind(
    name="drone_survey",
    label=Message("Khảo sát"),
    plural=Message("Khảo sát"),
    title=("subject",),
    listed=("subject",),
    order="subject",
    unit="unit",
    fields=(
        Field(name="subject", label=Message("Nội dung"), required=True),
        Field(name="unit", label=Message("Đơn vị"), type=FieldType.REFERENCE, targets=("unit",)),
    ),
)


def newer(kinds: Kinds) -> Kinds:
    """The kinds of a version to come: one more kind, one more field of petitions."""
    petition = kinds["petition"]
    urgency = Field(name="urgency", label=Message("Mức khẩn"), type=FieldType.INTEGER)
    grown = replace(petition, fields=(*petition.fields, urgency))
    return Kinds([grown if kind.name == "petition" else kind for kind in kinds] + [DRONE_SURVEY])


@pytest.fixture
def future(tmp_path):
    """A commune with the version to come."""
    with Store.create(tmp_path / "moi.db", unit_name="Xã Mới", unit_code="M", kinds=newer(ALL_KINDS)) as store:
        yield store


def fill(store: Store) -> tuple[str, str]:
    (survey,) = store.save(Draft("drone_survey", {"subject": "Kênh chính", "unit": store.unit.uid})).uids
    made = {"number": "001/2026", "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương", "urgency": 3}
    (petition,) = store.save(Draft("petition", made)).uids
    return survey, petition


def test_bundle_of_version_1_is_refused_in_words(province):
    digest = province.store.digest()
    with pytest.raises(BundleTooOld, match="xin gửi lại tệp đầy đủ"):
        import_bundle(province.store, OLD_BUNDLE)
    assert province.store.digest() == digest


def test_bundle_with_something_unknown_in_its_manifest_is_refused(small_bundle, read_bundle):
    with pytest.raises(DamagedBundle, match="mục lạ"):
        read_bundle(Parts.of(small_bundle).with_manifest(moi=1).build())


def test_manifest_of_a_later_minor_version_may_hold_more(small_bundle, read_bundle):
    later = Parts.of(small_bundle).with_manifest(version="2.9", moi={"a": 1}).build()
    assert read_bundle(later) == read_bundle(small_bundle)


def test_next_major_version_asks_for_an_update_and_changes_nothing(province, small_bundle, tmp_path):
    path = tmp_path / "moi.danvan"
    path.write_bytes(Parts.of(small_bundle).with_manifest(version="3.0").build())
    digest = province.store.digest()
    with pytest.raises(BundleTooNew, match="cập nhật phần mềm"):
        import_bundle(province.store, path)
    assert province.store.digest() == digest


@pytest.mark.parametrize("strict", [False, True])
def test_unknown_kinds_and_fields_are_kept_and_live_after_an_upgrade(future, province, strict):
    if strict:
        enrol(future, province.store)
    survey, petition = fill(future)
    send(future, province.store, **({} if strict else {"plain": True}))
    assert province.store.get(survey) is None
    assert province.store.get(petition).text("content") == "Mương"
    assert province.store.check().ok
    province.store.close()
    with Store.open(province.store.path, kinds=newer(ALL_KINDS)) as upgraded:
        assert upgraded.get(survey).text("subject") == "Kênh chính"
        assert upgraded.get(petition).number("urgency") == 3
        assert upgraded.search("kenh chinh")
        assert upgraded.check().ok


def test_unknown_kinds_and_fields_are_relayed(future, province, tmp_path):
    survey, petition = fill(future)
    send(future, province.store, plain=True)
    with Store.create(tmp_path / "tw.db", unit_name="TW", unit_code="TW", kinds=newer(ALL_KINDS)) as third:
        send(province.store, third, plain=True)
        assert third.get(survey).text("subject") == "Kênh chính"
        assert third.get(petition).number("urgency") == 3


def test_unknown_content_can_be_held_back_too(future, province, tmp_path):
    survey, _petition = fill(future)
    send(future, province.store, plain=True)
    path = write(province.store, plain=True, kinds=("petition",))
    with Store.create(tmp_path / "tw.db", unit_name="TW", unit_code="TW", kinds=newer(ALL_KINDS)) as third:
        import_bundle(third, path)
        assert third.get(survey) is None
        export_bundle(province.store, path, ExportWish(plain=True))
        import_bundle(third, path)
        assert third.get(survey) is not None
