"""``danvan duplicates, merge, unmerge``: found, made one, parted, told apart, by commands."""

import json

import pytest


def add(danvan, of, /, **values):
    return danvan("add", of, "--json-file", "-", stdin=json.dumps(values)).stdout.strip()


def pairs(danvan, *more):
    return json.loads(danvan("duplicates", "--json", *more).stdout)


@pytest.fixture
def village(danvan, commune):
    return add(danvan, "unit", name="Thôn 9", kind="village", code="09", parent=commune)


def test_a_pair_is_found_merged_and_parted(danvan, village):
    kept = add(danvan, "household", unit=village, head="Lê Văn Tám", address="Xóm Đình")
    other = add(danvan, "household", unit=village, head="Ông Lê Văn Tám")
    (pair,) = pairs(danvan)
    assert (pair["kind"], pair["uids"]) == ("household", [kept, other])
    assert pair["why"] == ["Cùng chủ hộ, cùng thôn"]
    assert "Cùng chủ hộ, cùng thôn" in danvan("duplicates").stdout
    assert "Đã gộp vào “Lê Văn Tám”" in danvan("merge", kept, other).stdout
    listed = json.loads(danvan("list", "household", "--json").stdout)
    assert [one["uid"] for one in listed] == [kept]
    assert json.loads(danvan("get", other, "--json").stdout)["shown_as"] == kept
    assert danvan("check").exit_code == 0
    assert "thành hồ sơ riêng" in danvan("unmerge", other).stdout
    assert len(json.loads(danvan("list", "household", "--json").stdout)) == 2
    assert not pairs(danvan)


def test_two_are_told_apart_and_not_listed_again(danvan, village):
    uids = [add(danvan, "household", unit=village, head="Lê Văn Tám") for _n in range(2)]
    assert danvan("duplicates", "--not-same", *uids).exit_code == 0
    assert not pairs(danvan, "--kind", "household")


@pytest.mark.parametrize("arguments", [("unmerge",), ("merge",)])
def test_what_cannot_be_done_is_told_in_one_line(danvan, village, arguments):
    uid = add(danvan, "household", unit=village, head="Lê Văn Tám")
    result = danvan(*arguments, *([uid] if arguments == ("unmerge",) else [uid, village]))
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_kind_that_is_none_is_refused(danvan, commune):
    result = danvan("duplicates", "--kind", "nothing")
    assert result.exit_code == 1
    assert "Không có loại hồ sơ" in result.stderr
