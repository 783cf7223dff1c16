"""A vote that another laptop recorded against the law comes in, and is void wherever its result is told."""

from unittest.mock import patch

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from danvan_desktop.store import Store
from tests.sync.exchange import enrol, send


def test_a_void_vote_that_came_by_a_bundle_is_void_here(tmp_path):
    with (
        Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as here,
        Store.create(tmp_path / "tinh.db", unit_name="Tỉnh", unit_code="T", level="province") as above,
    ):
        enrol(here, above)
        values = {"name": "Thôn Đông", "kind": "village", "code": "DS-1", "parent": here.unit.uid}
        village = here.save(Draft("unit", values)).uids[0]
        people = {"chair": "Nguyễn Văn An", "secretary": "Trần Thị Bình", "place": "Nhà văn hóa"}
        counts = {"households_total": 120, "households_present": 95}
        held = {"unit": village, "subject": "Làm đường", "starts_at": "2026-08-12T19:30"}
        meeting = here.save(Draft("meeting", {**held, **people, **counts})).uids[0]
        voted = {"meeting": meeting, "title": "Góp tiền", "content_type": "contribution", "method": "online"}
        with patch("danvan_desktop.store.writing.validate", return_value=()):
            decision = here.save(Draft("decision", {**voted, "votes_for": 95, "votes_against": 0})).uids[0]
        send(here, above)
        came = above.get(decision)
        at = above.get(meeting)
        assert came is not None
        assert at is not None
        assert outcome_of(Vote.of(came, at, above), above.law).verdict is Verdict.VOID
