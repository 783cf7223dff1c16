"""``danvan archive``: a year leaves, is listed, opens by ``--store`` and comes back."""

import json

YEARS = ("2024", "2025")


def petitions(danvan, unit):
    made = [
        {
            "number": f"001/{year}", "received_on": f"{year}-03-01", "unit": unit, "content": f"Mương tắc {year}",
            "assigned_to": "Tổ thủy lợi", "assigned_on": f"{year}-03-02", "replied_on": f"{year}-03-20",
            "reply": "Đã nạo vét", "result": "solved", "people_told_on": f"{year}-03-25", "told_how": "meeting",
        }
        for year in YEARS
    ]  # fmt: skip
    result = danvan("add", "petition", "--json-file", "-", stdin=json.dumps(made))
    assert result.exit_code == 0, result.output
    return result.stdout.split()


def test_a_year_leaves_and_comes_back(danvan, commune, tmp_path):
    old, new = petitions(danvan, commune)
    digest = danvan("digest").stdout
    file = tmp_path / "2024.db"
    assert json.loads(danvan("archive", "--year", "2024", "--dry-run", "--json").stdout)["counts"] == {"petition": 1}
    assert danvan("get", old).exit_code == 0
    result = danvan("archive", "--year", "2024", "--out", str(file))
    assert (result.exit_code, result.stdout.strip()) == (0, str(file)), result.output
    assert "Năm 2024: 1 Kiến nghị, phản ánh; 0 hồ sơ ở lại." in result.stderr
    for command in (("get", old), ("set", old, "reply=x"), ("undelete", old)):
        refused = danvan(*command)
        assert refused.exit_code == 1
        assert "Hồ sơ này nằm trong tệp lưu trữ năm 2024." in refused.stderr
    assert danvan("get", new).exit_code == 0
    assert danvan("digest").stdout == digest
    assert danvan("digest", "--store", str(file)).stdout == digest
    found = json.loads(danvan("get", old, "--json", "--store", str(file)).stdout)
    assert "Mương tắc 2024" in json.dumps(found, ensure_ascii=False)
    refused = danvan("set", old, "reply=x", "--store", str(file))
    assert refused.exit_code == 1
    assert "chỉ để xem" in refused.stderr
    listed = json.loads(danvan("archive", "--json").stdout)
    assert [(one["year"], one["file"], one["records"]) for one in listed["archives"]] == [(2024, str(file), 1)]
    assert listed["years"] == {"2025": 1}
    result = danvan("figures", "work-report", "--period", "2024")
    assert result.exit_code == 1
    assert "Hồ sơ năm 2024 đã lưu trữ trong" in result.stderr
    assert (
        danvan("archive", "--take-back", str(file)).stdout
        == "Đã lấy lại 1 hồ sơ năm 2024 từ tệp lưu trữ; tệp vẫn còn nguyên.\n"
    )
    assert danvan("digest").stdout == digest
    assert danvan("get", old).exit_code == 0
    assert danvan("check").exit_code == 0


def test_faults_are_one_line_and_change_nothing(danvan, commune, tmp_path):
    petitions(danvan, commune)
    digest = danvan("digest").stdout
    taken = tmp_path / "taken.db"
    taken.write_bytes(b"x")
    for arguments in (
        ("--year", "2025", "--out", str(tmp_path / "a.db")),
        ("--year", "2020", "--out", str(tmp_path / "a.db")),
        ("--year", "2024", "--out", str(taken)),
        ("--year", "2024", "--out", str(taken / "below" / "a.db")),
        ("--take-back", str(taken)),
        ("--take-back", str(tmp_path / "commune.db")),
    ):
        result = danvan("archive", *arguments)
        assert result.exit_code == 1, arguments
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    for arguments in (("--year", "2024"), ("--out", "a.db"), ("--take-back", "a.db", "--year", "2024", "--out", "b")):
        assert danvan("archive", *arguments).exit_code == 2
    assert danvan("digest").stdout == digest
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["commune.db", "taken.db"]
