"""``danvan second-place``: chosen, copied to, told and forgotten by command."""

import json


def test_place_is_chosen_copied_to_and_forgotten(danvan, commune, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "Chưa chọn" in danvan("second-place").stdout
    made = json.loads(danvan("second-place", "--folder", str(stick), "--copy", "--json").stdout)
    assert made["place"] == str(stick)
    assert made["copy"].startswith(made["folder"])
    assert made["last"] is not None
    (stick / "sao-luu-dan-van").rename(tmp_path / "gone")
    gone = danvan("second-place", "--copy")
    assert gone.exit_code == 1
    assert "hãy cắm USB" in gone.stderr
    assert json.loads(danvan("second-place", "--json").stdout)["folder"] is None
    assert "Chưa chọn" in danvan("second-place", "--forget").stdout
    assert danvan("second-place", "--forget", "--copy").exit_code == 2
