"""Works of the sample commune: what each household agreed to give, times the households, is what the book has."""

import re

from danvan_desktop.store import Store

_SHARE = re.compile(r"([\d.]+) đồng")


def test_what_households_agreed_to_give_is_what_the_book_sums_up(sample: Store) -> None:
    works = [work for work in sample.list("community_work") if work.text("scope") == "village"]
    agreed = 0
    for work in works:
        book = list(sample.children(work.uid, "contribution"))
        unit = sample.get(book[0].text("unit"))
        assert unit is not None
        share = _SHARE.search(work.text("name"))
        per_household = int(share[1].replace(".", "")) if share else 0
        given = [one for one in book if one.text("donor_kind") == "household"]
        assert work.number("people_money") == per_household * unit.number("households"), work.text("name")
        assert sum(one.number("money") for one in given) == work.number("people_money"), work.text("name")
        assert work.number("spent") <= work.number("estimate")
        agreed += bool(per_household)
    assert agreed
