"""Files that are no good bundle: each is refused in one line, and changes nothing."""

import io
import random
import struct
import zipfile

import pytest

from danvan_desktop.sync import (
    BundleTooLarge,
    BundleTooNew,
    DamagedBundle,
    ForgedBundle,
    NotABundle,
    SyncError,
)
from tests.copies import replace
from tests.sync.exchange import import_bundle
from tests.sync.forging import Member, Parts, zip_of


def foreign_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bao-cao.txt", "Báo cáo quý III")
    return file.getvalue()


def rezipped(bundle: bytes, **options: object) -> bytes:
    """The same members, packed by an ordinary tool."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bundle)) as source, zipfile.ZipFile(file, "w", **options) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (b"", NotABundle, "rỗng"),
        (b"P", DamagedBundle, "cắt ngắn"),
        ("Kính gửi Đảng ủy xã, báo cáo quý III.\n".encode(), NotABundle, "không phải tệp trao đổi"),
        (b"%PDF-1.7\n" + bytes(1000), NotABundle, "không phải tệp trao đổi"),
        (bytes(5000), NotABundle, "không phải tệp trao đổi"),
        (foreign_zip(), NotABundle, "không phải tệp trao đổi"),
        (b"PK\x05\x06" + bytes(18), NotABundle, "không phải tệp trao đổi"),
        (b"Xin ch\xc3\xa0o", NotABundle, "không phải tệp trao đổi"),
        (b"PK\x05\x06" + bytes(180), NotABundle, "không phải tệp trao đổi"),
    ],
    ids=["empty", "one-byte", "text", "pdf", "zeros", "zip", "empty-zip", "short-text", "end-only"],
)
def test_other_files_are_refused_in_one_line(province, tmp_path, content, kind, says):
    path = tmp_path / "la.danvan"
    path.write_bytes(content)
    digest, files = province.store.digest(), sorted(tmp_path.rglob("*"))
    with pytest.raises(kind, match=says) as caught:
        import_bundle(province.store, path)
    assert "\n" not in str(caught.value)
    assert province.store.digest() == digest
    assert sorted(tmp_path.rglob("*")) == files
    assert not province.store.bundles()


@pytest.mark.parametrize("name", ["khong-co.danvan", ".", "x" * 300])
def test_path_that_cannot_be_read_is_told_in_words(province, tmp_path, name):
    with pytest.raises(SyncError, match=r"Không đọc được tệp|là thư mục, không phải tệp"):
        import_bundle(province.store, tmp_path / name)


def test_file_beyond_the_limit_is_not_read(province, tmp_path):
    path = tmp_path / "to.danvan"
    with path.open("wb") as file:
        file.truncate(600 * 1024 * 1024)
    with pytest.raises(BundleTooLarge, match="quá lớn"):
        import_bundle(province.store, path)


def test_every_truncation_is_refused(small_bundle, read_bundle):
    read_bundle(small_bundle)
    for length in range(len(small_bundle)):
        with pytest.raises(SyncError, match="cắt ngắn"):
            read_bundle(small_bundle[:length])


def test_every_flipped_bit_is_refused(small_bundle, read_bundle):
    for place in range(len(small_bundle) * 8):
        flipped = bytearray(small_bundle)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(SyncError):
            read_bundle(bytes(flipped))


def test_flipped_bits_change_nothing_in_the_store(province, bundle, tmp_path):
    digest, whole = province.store.digest(), bundle.read_bytes()
    path = tmp_path / "hong.danvan"
    for place in random.Random(3).sample(range(len(whole) * 8), 60):
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        with pytest.raises(SyncError):
            import_bundle(province.store, path)
    assert province.store.digest() == digest
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("byte", [b"\x00", b"\n", b"PK\x03\x04"])
def test_bytes_before_or_behind_are_refused(small_bundle, read_bundle, byte):
    for changed in (byte + small_bundle, small_bundle + byte):
        with pytest.raises(SyncError):
            read_bundle(changed)


def test_two_bundles_in_one_file_are_refused(small_bundle, read_bundle):
    with pytest.raises(SyncError):
        read_bundle(small_bundle + small_bundle)


def test_newer_major_version_asks_for_an_update_even_if_its_layout_is_unknown(small_bundle, read_bundle):
    newer = Parts.of(small_bundle).with_manifest(version="3.0").build()
    for changed in (newer, newer[:200]):
        with pytest.raises(BundleTooNew, match="cập nhật phần mềm"):
            read_bundle(changed)


def test_newer_minor_version_may_say_more_in_its_manifest(small_bundle, read_bundle):
    parts = Parts.of(small_bundle).with_manifest(version="2.7", purpose="quarterly")
    assert read_bundle(parts.build())


def test_bundle_repacked_by_another_tool_is_refused(small_bundle, read_bundle):
    for options in ({}, {"compression": zipfile.ZIP_DEFLATED}):
        with pytest.raises(SyncError):
            read_bundle(rezipped(small_bundle, **options))


@pytest.mark.parametrize(
    "member",
    [
        Member("readme.txt", b"x"),
        Member("../../../etc/passwd", b"x"),
        Member("/etc/passwd", b"x"),
        Member("attachments/../../x", b"x"),
        Member("attachments/CON", b"x"),
        Member("attachments/" + "0" * 63, b"x"),
        Member("attachments/" + "A" * 64, b"x"),
        Member("attachments/" + "0" * 64 + "\0", b"x"),
        Member("attachments/" + "0" * 64 + "/", b""),
        Member("C:\\Windows\\x.dll", b"x"),
        Member("đính-kèm", b"x"),
        Member("", b"x"),
        Member("a" * 60_000, b"x"),
    ],
    ids=lambda member: member.name[:24] or "nameless",
)
def test_members_of_any_other_name_are_refused(small_bundle, read_bundle, member):
    parts = Parts.of(small_bundle)
    with pytest.raises(DamagedBundle):
        read_bundle(parts.around([*parts.members(), member]))


def test_unlisted_listed_but_missing_and_mistaken_members_are_refused(bundle, read_bundle):
    parts = Parts.of(bundle.read_bytes())
    whole = parts.members()
    assert read_bundle(parts.build())
    (name, content), other = next(iter(parts.attachments.items())), b"mot tep khac"
    unlisted = Member("attachments/" + "f" * 64, b"x")
    wrong_content = replace(whole[1], data=other + bytes(len(content) - len(other)))
    for members in ([*whole, unlisted], whole[:1], whole[1:], [whole[0], wrong_content]):
        with pytest.raises(DamagedBundle):
            read_bundle(parts.around(members, Parts.of(parts.build()).manifest))
    with pytest.raises(DamagedBundle, match="mã kiểm tra"):
        read_bundle(replace(parts, attachments={name: other}).build())


def test_members_twice_or_out_of_order_are_refused(bundle, read_bundle):
    parts = Parts.of(bundle.read_bytes())
    changes, attachment = parts.members()
    for members in ([changes, changes, attachment], [changes, attachment, attachment], [attachment, changes]):
        with pytest.raises(DamagedBundle):
            read_bundle(parts.around(members))
    manifest = Member("manifest.json", b"{}", 0)
    with pytest.raises(SyncError):
        read_bundle(parts.around([manifest, changes, attachment]))


@pytest.mark.parametrize(
    "changed",
    [
        {"flags": 1},
        {"flags": 8},
        {"flags": 1 << 11},
        {"method": 12},
        {"method": 14},
        {"method": 93},
        {"extra": struct.pack("<2H", 1, 0)},
        {"size": 0xFFFFFFFF},
        {"size": 10},
        {"attributes": 0o120777 << 16},
    ],
    ids=["encrypted", "descriptor", "utf8", "bzip2", "lzma", "zstd", "extra", "zip64", "size-lie", "symlink"],
)
def test_other_zip_features_are_refused(small_bundle, read_bundle, changed):
    parts = Parts.of(small_bundle)
    (changes,) = parts.members()
    with pytest.raises((DamagedBundle, BundleTooLarge)):
        read_bundle(parts.around([replace(changes, **changed)]))


def test_directory_that_tells_other_places_is_refused(small_bundle, read_bundle):
    parts = Parts.of(small_bundle)
    manifest = small_bundle[43 : small_bundle.index(b"PK\x03\x04", 43)]
    members = parts.sealed(manifest, parts.members())
    for shift in (1, -1 & 0xFFFFFFFF):
        with pytest.raises(DamagedBundle):
            read_bundle(zip_of(members, shift=shift) if shift == 1 else zip_of(members, comment=b"!"))


def test_overlapping_members_are_refused(bundle, read_bundle):
    """The second member lies inside the first, whose size in the ZIP is told to end before it."""
    parts = Parts.of(bundle.read_bytes())
    changes, attachment = parts.members()
    nested = zip_of([attachment])[: -len(attachment.name) - 46 - 22]
    outer = replace(changes, method=0, data=changes.data + nested, size=len(changes.data))
    with pytest.raises(DamagedBundle):
        read_bundle(parts.around([outer]))


def test_bombs_are_refused_before_or_while_they_inflate(small_bundle, read_bundle):
    parts = Parts.of(small_bundle)
    zeros = bytes(60 * 1024 * 1024)
    bomb = Member("changes.jsonl", zeros)
    with pytest.raises(BundleTooLarge):
        read_bundle(parts.around([bomb]))
    packed = bomb.packed
    del zeros
    lying = Member("changes.jsonl", b"\0" * 1000, packed_data=packed)
    listed = replace(parts, changes=lying.data).build()
    with pytest.raises(DamagedBundle):
        read_bundle(parts.around([lying], Parts.of(listed).manifest))


def test_sizes_beyond_the_limits_are_refused(small_bundle, read_bundle):
    parts = Parts.of(small_bundle)
    (changes,) = parts.members()
    mib = 1024 * 1024
    packed = b"\0" * mib
    large = [Member(f"attachments/{n:064x}", b"", size=60 * mib, packed_data=packed) for n in range(9)]
    too_large = Member("attachments/" + "0" * 64, b"", size=65 * mib, packed_data=packed)
    for members in ([changes, *large], [changes, too_large]):
        with pytest.raises(BundleTooLarge, match="giới hạn"):
            read_bundle(parts.around(members))


def test_too_many_members_are_refused(small_bundle, read_bundle):
    parts = Parts.of(small_bundle)
    many = [Member(f"attachments/{n:064x}", b"", 0) for n in range(10_000)]
    with pytest.raises(BundleTooLarge):
        read_bundle(parts.around([*parts.members(), *many]))


def test_small_repetitive_files_pass(commune, province, carry):
    commune.store.attach_data(commune.petition(), "trang.bmp", bytes(900_000))
    assert carry(commune.store, province.store).manifest.attachments == 1


def test_manifest_changed_without_a_signature_is_refused(small_bundle, read_bundle):
    changed = small_bundle.replace("Xã Đông Sơn".encode(), "Xã Đông Nam".encode())
    with pytest.raises(SyncError):
        read_bundle(changed)


def test_signature_of_another_device_is_refused(small_bundle, read_bundle):
    parts = Parts.of(small_bundle)
    build = Parts.of(parts.build())
    manifest = small_bundle[43 : small_bundle.index(b"PK\x03\x04", 43)]
    others = build.sealed(manifest, build.members())
    with pytest.raises(ForgedBundle, match=r"[Cc]hữ ký"):
        read_bundle(zip_of(others))


@pytest.mark.parametrize("size", [0, 64, 95, 97])
def test_signature_of_another_size_is_refused(small_bundle, read_bundle, size):
    parts = Parts.of(small_bundle)
    manifest, changes, signature = parts.sealed(b"{}", parts.members())
    with pytest.raises(SyncError):
        read_bundle(zip_of([manifest, changes, replace(signature, data=(signature.data + b"\0")[:size])]))
