"""The papers of the sample are numbered as one office numbers them: a number of a register stands for one paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from danvan_desktop.store import Store

_NUMBERED = (
    ("dialogue", "conclusion_notice_number", "conclusion_notice_date"),
    ("petition", "reply_number", "replied_on"),
    ("inspection", "conclusion_number", "concluded_on"),
    ("publicity_item", "paper_number", "paper_date"),
    ("plan", "number", "issued_on"),
    ("award", "decision_number", "decided_on"),
    ("recognition", "decision_number", "decision_date"),
    ("rating", "decision_number", "decided_on"),
    ("oversight", "result_number", "result_on"),
    ("supervision_board", "recognition_number", "recognised_on"),
)
_NUMBER = re.compile(r"\d+[/-]\S+")


def _numbers(store: Store) -> Iterator[tuple[tuple[str, int], str]]:
    for kind, number, day in _NUMBERED:
        for record in store.list(kind):
            issued = record.date(day)
            if issued is not None and _NUMBER.fullmatch(record.text(number)):
                yield (record.text(number), issued.year), f"{issued} {kind}".removesuffix(" recognition")


def test_no_two_papers_of_a_year_have_one_number(sample: Store) -> None:
    days: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for number, told in _numbers(sample):
        days[number].add(told.partition(" ")[0])
    assert {number: sorted(found) for number, found in days.items() if len(found) > 1} == {}


def test_later_papers_of_a_register_have_higher_numbers(sample: Store) -> None:
    register = [
        (one.text("issuer"), one.text("type"), one.date("date"), one.number("number"))
        for one in sample.list("document_number")
    ]
    for issuer, kind in {one[:2] for one in register}:
        of_year: defaultdict[int, list[tuple[object, int]]] = defaultdict(list)
        for found_issuer, found_kind, day, number in register:
            if (found_issuer, found_kind) == (issuer, kind) and day is not None:
                of_year[0 if issuer == "party" else day.year].append((day, number))
        for papers in of_year.values():
            assert sorted(papers) == sorted(papers, key=lambda one: one[1])


def test_a_board_of_a_village_has_members_of_that_village(sample: Store) -> None:
    for board in sample.list("supervision_board"):
        villages = {sample.title(one.text("village")) for one in sample.find("board_member", board=board.uid)}
        named = re.search(r"(?:thôn|bản) .+$", board.text("name"))
        if named:
            assert {one.lower() for one in villages} == {named[0].lower()}


def test_households_are_named_by_the_title_of_who_speaks_for_them(sample: Store) -> None:
    told = [one.text("subject") for one in sample.list("award") if one.text("subject").startswith("Gia đình ")]
    assert told
    assert all((" Thị " in words) == words.startswith("Gia đình bà ") for words in told)


def test_who_holds_an_office_of_the_commune_holds_it_on_every_paper(sample: Store) -> None:
    officers = {one.text("position"): one.text("full_name") for one in sample.list("officer")}
    block = {one.text("position"): one.text("full_name") for one in sample.find("network_member", role="block")}
    assert block
    assert block.items() <= officers.items()


def test_later_papers_named_on_records_have_higher_numbers(sample: Store) -> None:
    found: defaultdict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for (number, year), told in _numbers(sample):
        figure, symbol = re.split(r"[/-]", number, maxsplit=1)
        found[symbol, 0 if symbol.endswith("/ĐU") else year].append((told.partition(" ")[0], int(figure)))
    for symbol, papers in found.items():
        assert sorted(papers) == sorted(papers, key=lambda one: one[1]), symbol
