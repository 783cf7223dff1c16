"""What is told of rows of a list that are not loaded."""

from danvan_desktop.exchange.rejects import sentences


def test_what_is_told_in_one_line_has_a_full_stop_at_its_end_alone() -> None:
    assert (
        sentences(". ", ["Mới", "Chưa ghi Nguồn.", "Chưa ghi Lĩnh vực."]) == "Mới. Chưa ghi Nguồn. Chưa ghi Lĩnh vực."
    )
    assert sentences("; ", ["Chưa ghi Số.", "Chưa ghi Thôn"]) == "Chưa ghi Số; Chưa ghi Thôn"
    assert sentences("; ", []) == ""
