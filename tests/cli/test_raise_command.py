"""``danvan raise``: a case of what was noted elsewhere, once."""

import json


def add(danvan, of, /, **values):
    return danvan("add", of, "--json-file", "-", stdin=json.dumps(values)).stdout.strip()


def get(danvan, uid):
    return json.loads(danvan("get", uid, "--json").stdout)


def test_an_entry_becomes_a_hot_spot_that_is_linked_and_only_once(danvan, commune):
    entry = add(danvan, "situation_entry", unit=commune, noted_on="2026-01-05", content="Tập trung đông người")
    case = danvan("raise", entry).stdout.strip()
    values = get(danvan, case)
    assert (values["nature"], values["state"], values["content"]) == ("hot_spot", "open", "Tập trung đông người")
    assert get(danvan, entry)["case"] == case
    again = danvan("raise", entry)
    assert again.exit_code == 1
    assert case in again.stderr


def test_the_nature_may_be_chosen_and_other_kinds_are_refused(danvan, commune):
    entry = add(danvan, "situation_entry", unit=commune, noted_on="2026-01-05", content="Lấn chiếm đất công")
    case = danvan("raise", entry, "--nature", "dispute").stdout.strip()
    assert get(danvan, case)["nature"] == "dispute"
    refused = danvan("raise", case)
    assert refused.exit_code == 1
    assert "Chỉ chuyển được" in refused.stderr
