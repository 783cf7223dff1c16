"""``danvan raise`` and ``split``: a case or petition of what was noted elsewhere, once; a part of a letter."""

import json

from tests.earlier import complaints_as_petitions


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


def test_two_stores_of_one_history_make_the_same_case(danvan, commune, tmp_path):
    entry = add(danvan, "situation_entry", unit=commune, noted_on="2026-01-05", content="Lấn chiếm đất công")
    other = str(tmp_path / "other.db")
    assert danvan("backup", "--out", other).exit_code == 0
    assert danvan("raise", entry).stdout == danvan("raise", entry, "--store", other).stdout


def test_what_was_made_and_deleted_is_made_anew(danvan, commune):
    entry = add(danvan, "situation_entry", unit=commune, noted_on="2026-01-05", content="Lấn chiếm đất công")
    first = danvan("raise", entry).stdout.strip()
    assert danvan("delete", first, "--yes").exit_code == 0
    again = danvan("raise", entry)
    assert again.exit_code == 0, again.stderr
    assert again.stdout.strip() != first
    assert get(danvan, entry)["case"] == again.stdout.strip()


def test_a_short_name_that_is_a_word_of_the_summary_keeps_nobody_from_raising(danvan, commune):
    petition = add(
        danvan,
        "petition",
        unit=commune,
        number="001/2026",
        received_on="2026-01-05",
        content="Mất an ninh",
        citizen_name="An",
        field="security",
    )
    raised = danvan("raise", petition)
    assert raised.exit_code == 0, raised.stderr


def test_what_is_secret_becomes_nothing_but_a_denunciation(danvan, commune):
    told = {"number": "1/2026", "received_on": "2026-01-05", "content": "Ông Zờkín nhận tiền", "nature": "denunciation"}
    with complaints_as_petitions():
        petition = add(danvan, "petition", unit=commune, **told)
    noted = {"noted_on": "2026-01-05", "content": "Zờkín bị đe dọa", "petition": petition}
    entry = add(danvan, "situation_entry", unit=commune, **noted)
    refused = danvan("raise", entry, "--nature", "hot_spot")
    assert (refused.exit_code, "Tố cáo" in refused.stderr) == (1, True)
    case = danvan("raise", entry).stdout.strip()
    assert get(danvan, case)["nature"] == "denunciation"
    assert "Zờkín" not in danvan("get", case).output


LETTER = {"received_on": "2026-01-05", "nature": "complaint", "title": "Đơn", "citizen_name": "Bưởi"}


def test_a_letter_becomes_a_petition_and_stays_in_the_book(danvan, commune):
    case = add(danvan, "case", unit=commune, content="Mương bị tắc", **LETTER)
    petition = danvan("raise", case, "--to", "petition").stdout.strip()
    assert get(danvan, petition)["split_from"] == case
    assert get(danvan, case)["state"] == "filed"
    again = danvan("raise", case, "--to", "petition")
    assert (again.exit_code, "chưa xử lý" in again.stderr) == (1, True)
    assert danvan("raise", case, "--to", "petition", "--nature", "complaint").exit_code == 2


def test_a_visit_becomes_a_case_and_a_petition(danvan, commune):
    session = add(danvan, "reception", held_on="2026-01-05", receiver="Hưng", place="Trụ sở")
    visit = add(danvan, "reception_visit", reception=session, citizen_name="Bưởi", content="Mương bị tắc")
    case = danvan("raise", visit).stdout.strip()
    petition = danvan("raise", visit, "--to", "petition").stdout.strip()
    linked = get(danvan, visit)
    assert (linked["case"], linked["petition"]) == (case, petition)
    assert get(danvan, petition)["source_record"] == session


def test_a_part_is_split_off_once_and_the_rest_stays(danvan, commune):
    case = add(danvan, "case", unit=commune, content="Đền bù thấp. Mương tắc.", **LETTER)
    words = ("--content", "Mương tắc.", "--rest", "Đền bù thấp.", "--to", "petition", "--nature", "reflection")
    part = danvan("split", case, *words).stdout.strip()
    assert (get(danvan, part)["content"], get(danvan, part)["nature"]) == ("Mương tắc.", "reflection")
    assert get(danvan, case)["content"] == "Đền bù thấp."
    again = danvan("split", case, *words)
    assert (again.exit_code, part in again.stderr) == (1, True)
    unnamed = danvan("split", case, "--content", "Khác")
    assert (unnamed.exit_code, "chọn loại" in unnamed.stderr) == (1, True)


def test_a_denunciation_split_off_a_letter_leaves_the_rest_to_be_answered(danvan, commune):
    told = {"received_on": "2026-01-05", "content": "Mương tắc. Ông Zờkín nhận tiền.", "citizen_name": "Bưởi"}
    letter = add(danvan, "petition", unit=commune, **told)
    words = ("--content", "Ông Zờkín nhận tiền.", "--rest", "Mương tắc.", "--to", "case", "--nature", "denunciation")
    case = danvan("split", letter, *words).stdout.strip()
    rest = get(danvan, letter)
    assert (rest["denunciation"], rest.get("case")) == (case, None)
    assert letter in danvan("due", "--json").stdout
    for shown in (("get", letter), ("get", case), ("history", letter), ("search", "Mương"), ("export", "petition")):
        assert not [word for word in ("Bưởi", "Zờkín", "Mương tắc") if word in danvan(*shown).output]


def test_what_cannot_be_split_is_told(danvan, commune):
    entry = add(danvan, "situation_entry", unit=commune, noted_on="2026-01-05", content="Mương tắc")
    refused = danvan("split", entry, "--content", "Mương")
    assert (refused.exit_code, "Chỉ tách được" in refused.stderr) == (1, True)


def test_a_list_with_a_complaint_among_petitions_is_told_where_it_belongs(danvan, commune, tmp_path):
    table = tmp_path / "list.csv"
    head = "Số,Ngày tiếp nhận,Nội dung,Thôn,Tính chất"
    table.write_text(f"{head}\n1/2026,05/01/2026,Mương tắc,Xã Đông Sơn,Khiếu nại\n", "utf-8")
    loaded = danvan("load", str(table), "--kind", "petition")
    assert loaded.exit_code == 1
    assert "Vụ việc, đơn" in (tmp_path / "list-dong-loi.csv").read_text("utf-8-sig")
    assert danvan("list", "petition").stdout.count("Mương tắc") == 0


def test_a_case_made_of_a_petition_goes_back_to_that_one(danvan, commune):
    told = {"unit": commune, "number": "001/2026", "received_on": "2026-01-05", "content": "Mất an ninh"}
    petition = add(danvan, "petition", **told)
    case = danvan("raise", petition).stdout.strip()
    assert danvan("raise", case, "--to", "petition").stdout.strip() == petition
    assert "case" not in {name for name, value in get(danvan, petition).items() if value}
    assert get(danvan, case)["handling"] == "not_accepted"
    assert len(json.loads(danvan("list", "petition", "--json").stdout)) == 1
    again = danvan("raise", petition).stdout.strip()
    assert again != case
    assert get(danvan, petition)["case"] == again


def test_a_case_of_a_petition_whose_result_was_told_becomes_one_of_its_own(danvan, commune):
    told = {"unit": commune, "number": "001/2026", "received_on": "2026-01-05", "content": "Mất an ninh"}
    petition = add(danvan, "petition", **told)
    case = danvan("raise", petition).stdout.strip()
    told = {"reply": "Đã nhắc", "replied_on": "2026-01-09", "result": "solved"}
    told |= {"people_told_on": "2026-01-09", "told_how": "meeting"}
    done = danvan("set", petition, *(f"{name}={value}" for name, value in told.items()))
    assert done.exit_code == 0, done.stderr
    other = danvan("raise", case, "--to", "petition").stdout.strip()
    assert other != petition
    assert get(danvan, other)["split_from"] == case
