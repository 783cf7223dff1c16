"""``danvan thin``: tells and frees what was deleted long ago."""

import json


def test_nothing_is_freed_that_may_still_be_taken_back(danvan, commune):
    assert json.loads(danvan("thin", "--dry-run", "--json").stdout) == {"files": 0, "bytes": 0}
    assert danvan("thin").stdout.strip() == "0 tệp, 0 MB"
    assert danvan("thin", "--older-than", "0").exit_code == 2
