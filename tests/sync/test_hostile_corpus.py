"""The hostile files of ``tests/data/hostile``: each is refused in one line of Vietnamese, and changes nothing."""

import json
from pathlib import Path

import pytest

from danvan_desktop.domain.errors import DanvanError
from tests.sync.exchange import import_bundle

FOLDER = Path(__file__).parents[1] / "data" / "hostile"
EXPECTED = json.loads((FOLDER / "expected.json").read_text("utf-8"))


SAID_LATER = {"value-deep.danvan": "giá trị không phải JSON"}
"""Where Python 3.13 reads a line that is too deep for 3.11, and the value in it is refused."""


def test_every_hostile_file_has_its_expectation():
    assert sorted(path.name for path in FOLDER.glob("*.danvan")) == sorted(EXPECTED)
    assert len(EXPECTED) >= 60


@pytest.mark.parametrize("name", EXPECTED)
def test_hostile_file_is_refused_in_one_line_and_changes_nothing(province, name):
    digest, vector = province.store.digest(), province.store.log.vector()
    files = sorted(province.store.path.parent.rglob("*"))
    with pytest.raises(DanvanError) as caught:
        import_bundle(province.store, FOLDER / name)
    said = str(caught.value)
    assert EXPECTED[name]["says"] in said or SAID_LATER.get(name, "nothing") in said
    assert "\n" not in said
    assert len(said) < 300
    assert (province.store.digest(), province.store.log.vector()) == (digest, vector)
    assert not province.store.bundles()
    assert {path for path in province.store.path.parent.rglob("*") if path.name[-4:] not in ("-wal", "-shm")} <= {
        *files,
        *province.store.path.parent.glob("backups/*"),
        province.store.path.parent / "backups",
    }
