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


def test_drill_tells_what_came_back_and_that_there_is_nothing_to_try(danvan, commune, tmp_path):
    assert danvan("drill").exit_code == 1
    (tmp_path / "stick").mkdir()
    danvan("second-place", "--folder", str(tmp_path / "stick"), "--copy")
    found = json.loads(danvan("drill", "--json").stdout)
    assert found["records"] == sum(found["counts"].values()) > 0
    assert "nguyên vẹn" in danvan("drill").stdout


def test_folder_of_the_store_itself_is_no_second_place(danvan, commune, tmp_path):
    store = tmp_path / "commune.db"
    assert store.is_file()
    (tmp_path / "backups").mkdir(exist_ok=True)
    for folder in (tmp_path, tmp_path / "backups"):
        refused = danvan("second-place", "--folder", str(folder))
        assert refused.exit_code == 1
        assert "hỏng ổ đĩa thì mất cả hai" in refused.stderr
        assert not (folder / "sao-luu-dan-van").exists()
    assert "Chưa chọn" in danvan("second-place").stdout
