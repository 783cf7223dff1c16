"""The document of the format is enough to read bundles by, and a reader made from it comes to the same hashes."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.sync import ExportWish, export_bundle
from tests.sync import independent_reader
from tests.sync.exchange import enrol
from tests.sync.independent_reader import BadBundleError, read

READER = Path(independent_reader.__file__).parent
HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
EXPECTED = json.loads((HOSTILE / "expected.json").read_text("utf-8"))
WITHOUT_KNOWING_FIELDS = [name for name, case in EXPECTED.items() if "giá trị không hợp với trường" not in case["says"]]
"""Which value a field can hold is no matter of the format."""


@pytest.mark.parametrize("path", sorted(READER.glob("*.py")), ids=lambda path: path.stem)
def test_reader_imports_nothing_of_the_program(path):
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    assert {name.partition(".")[0] for name in names} <= {*sys.stdlib_module_names, "cryptography", "pyrage"}
    assert all(node.level <= 1 for node in nodes if isinstance(node, ast.ImportFrom))


def test_real_bundle_is_read_with_the_same_changes_hashes_and_files(commune, tmp_path):
    uid = commune.petition(citizen_name="Nguyễn Văn An")
    commune.edit(uid, content="Mương bị tắc ở “xóm Đông” \\ 50%")
    commune.edit(uid, citizen_name=None)
    commune.store.attach_data(uid, "bien-ban.txt", "Biên bản tại chỗ. ".encode() * 30)
    out = tmp_path / "a.danvan"
    export_bundle(commune.store, out, ExportWish(plain=True))
    bundle = read(out.read_bytes())
    known = {tuple(entry.id): entry for entry in commune.store.log.entries_after({})}
    assert {entry.id: entry.hash for entry in bundle.entries} == {key: known[key].hash for key in known}
    assert {entry.id: entry.values for entry in bundle.entries} == {key: known[key].values for key in known}
    assert list(bundle.attachments.values()) == ["Biên bản tại chỗ. ".encode() * 30]


def test_increments_and_bundles_without_personal_data_are_read(commune, tmp_path):
    commune.petition(citizen_name="Nguyễn Văn An")
    vector = commune.store.log.vector()
    commune.petition(citizen_name="Trần Thị Bình")
    later, held = tmp_path / "later.danvan", tmp_path / "held.danvan"
    export_bundle(commune.store, later, ExportWish(since=vector, plain=True))
    export_bundle(commune.store, held, ExportWish(without_personal=True, plain=True))
    assert all(log["after"] for log in read(later.read_bytes()).manifest["logs"])
    assert "Trần Thị Bình" not in json.dumps(read(held.read_bytes()).manifest, ensure_ascii=False)
    assert all("Bình" not in str(entry.values) for entry in read(held.read_bytes()).entries)


def test_encrypted_bundle_is_read_with_the_receivers_key_alone(commune, province, tmp_path):
    enrol(commune.store, province.store)
    out = tmp_path / "a.danvan"
    export_bundle(commune.store, out, ExportWish(to=(province.store.device_key,)))
    bundle = read(out.read_bytes(), province.store.identity.keys.age_keys[0])
    assert bundle.manifest["recipients"]
    assert {entry.id for entry in bundle.entries} == {entry.id for entry in commune.store.log.entries_after({})}
    for key in (None, "AGE-SECRET-KEY-1QQQ"):
        with pytest.raises(BadBundleError):
            read(out.read_bytes(), key)


def test_bundle_under_a_passphrase_is_read(commune, tmp_path):
    out = tmp_path / "a.danvan"
    export_bundle(commune.store, out, ExportWish(passphrase="đường làng ngõ xóm"))
    assert read(out.read_bytes(), passphrase="đường làng ngõ xóm").entries


def test_every_flipped_bit_is_seen_by_the_independent_reader_too(small_bundle):
    assert read(small_bundle).entries
    for place in range(len(small_bundle) * 8):
        flipped = bytearray(small_bundle)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(BadBundleError):
            read(bytes(flipped))


@pytest.mark.parametrize("name", WITHOUT_KNOWING_FIELDS)
def test_hostile_files_are_refused_by_the_independent_reader_too(name):
    with pytest.raises(BadBundleError):
        read((HOSTILE / name).read_bytes(), device="0" * 64)


def test_reader_runs_as_a_program(small_bundle, tmp_path):
    path = tmp_path / "a.danvan"
    path.write_bytes(small_bundle)
    command = [sys.executable, "-X", "utf8", "-m", "tests.sync.independent_reader", path]
    child = subprocess.run(command, cwd=READER.parents[2], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "Xã Đông Sơn" in child.stdout
    assert len(child.stdout.splitlines()) == 1 + len(read(small_bundle).entries)


def test_reads_volumes_and_receipts_as_the_document_says(commune, province, tmp_path):
    enrol(commune.store, province.store)
    uid = commune.petition()
    for number in range(2):
        commune.store.attach_data(uid, f"{number}.bin", os.urandom(1_200_000))
    wish = ExportWish(plain=True, volume_size=2 * 1024 * 1024)
    files = export_bundle(commune.store, tmp_path / "a.danvan", wish).files
    bundles = [read(file.path.read_bytes()) for file in files]
    assert [bundle.manifest["volume"]["part"] for bundle in bundles] == [1, 2, 3]
    assert [len(bundle.attachments) for bundle in bundles] == [0, 1, 1]
    assert [bool(bundle.entries) for bundle in bundles] == [True, False, False]
    sealed = export_bundle(commune.store, tmp_path / "b.danvan").path.read_bytes()
    receipt = read(sealed, province.store.identity.keys.age_keys[0], device=province.store.device_key).manifest[
        "receipt"
    ]
    assert {log["seq"] for log in receipt["logs"]} == set(commune.store.log.vector().values())
