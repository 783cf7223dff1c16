"""Villages that meet by clusters: nothing is counted twice, and every share is of all households."""

import pytest

from danvan_desktop.domain.record import Record
from tests.domain.holding import LAW, told
from tests.domain.test_meeting_rules import HELD, UNIT, VOTED

LARGE = HELD | {"households_total": 260, "households_present": 200}
MAIN = Record("meeting", "m", LARGE)


def cluster(uid: str = "c", **values: object) -> Record:
    return Record(
        "meeting", uid, LARGE | {"cluster": "Xóm Đình", "main_meeting": "m", "households_present": 90} | values
    )


def test_a_cluster_belongs_to_the_main_meeting_of_its_village():
    assert told(cluster(), UNIT, MAIN) == {}
    assert told(cluster(main_meeting=None), UNIT, MAIN) == {
        "main_meeting": "Chọn cuộc họp chung của thôn để kết quả của cụm được tính vào đó. ?"
    }


@pytest.mark.parametrize(
    ("main", "words"),
    [
        (Record("meeting", "m", LARGE | {"unit": "other"}), "Cuộc họp được chọn là của thôn, tổ dân phố khác."),
        (cluster("m"), "Hãy chọn cuộc họp chung của thôn, không phải cuộc họp của một cụm."),
    ],
)
def test_another_village_or_another_cluster_is_no_main_meeting(main, words):
    assert told(cluster(), UNIT, Record("unit", "other", UNIT.values), main)["main_meeting"] == words


@pytest.mark.parametrize(("total", "is_warned"), [(199, True), (200, False)])
def test_a_small_village_is_asked_why_it_meets_by_clusters(total, is_warned):
    main = Record("meeting", "m", LARGE | {"households_total": total, "households_present": 190})
    found = told(cluster(), UNIT, main).get("cluster")
    words = (
        f"Thôn có {total} hộ: chỉ họp theo cụm khi có từ 200 hộ trở lên hoặc ở phân tán"
        f" ({LAW['meeting.cluster'].citation}). ?"
    )
    assert found == (words if is_warned else None)


def test_a_cluster_decides_nothing_by_itself():
    words = "Đây là cuộc họp của một cụm: hãy cộng biểu quyết của các cụm và ghi ở cuộc họp chung của thôn."
    vote = Record("decision", "d", VOTED | {"meeting": "c"})
    assert told(vote, UNIT, MAIN, cluster())["meeting"] == words
    asked = Record("decision", "d", VOTED | {"meeting": "c", "content_type": "consultation"})
    assert told(asked, UNIT, MAIN, cluster()) == {}
    assert told(Record("decision", "d", VOTED), UNIT, MAIN, cluster()) == {}


@pytest.mark.parametrize(("came", "is_warned"), [(110, False), (111, True)])
def test_the_main_meeting_counts_the_households_of_its_clusters(came, is_warned):
    clusters = (cluster("c1"), cluster("c2", households_present=came))
    found = told(MAIN, UNIT, *clusters, before=LARGE)
    words = f"Các cụm có {90 + came} hộ dự, nhiều hơn số ghi ở cuộc họp chung. Hãy ghi tổng của các cụm. ?"
    assert found == ({"households_present": words} if is_warned else {})
