from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from danvan_desktop.assets import resource_path
from danvan_desktop.reports.page_format import Measure, PageFormat, load_page_format, parse_page_format


def changed(**paths: Any) -> bytes:
    """The state format as JSON with parts replaced; ``paper__left`` means ``paper.left``."""
    data = json.loads(resource_path("formats", "state.json").read_bytes())
    for path, value in paths.items():
        *parents, last = path.split("__")
        part = data
        for parent in parents:
            part = part[parent]
        part[last] = value
    return json.dumps(data).encode()


def span(measure: Measure) -> tuple[float, float]:
    return measure.minimum, measure.maximum


def test_the_state_format_allows_what_the_decree_allows(state_format: PageFormat) -> None:
    paper, masthead, body = state_format.paper, state_format.masthead, state_format.body
    assert (paper.width, paper.height) == (210, 297)
    assert [span(side) for side in (paper.top, paper.bottom)] == [(20, 25), (20, 25)]
    assert [span(side) for side in (paper.left, paper.right)] == [(30, 35), (15, 20)]
    assert [span(line.type.size) for line in masthead.lines] == [(12, 13), (13, 14)]
    assert [span(style.size) for style in (masthead.superior, masthead.issuer)] == [(12, 13), (12, 13)]
    assert span(masthead.number.size) == (13, 13)
    assert span(masthead.place_date.size) == (13, 14)
    assert span(body.text.size) == (13, 14)
    assert span(body.first_line_indent) == (10, 12.7)
    assert body.paragraph_space.minimum == 6
    assert span(body.line_spacing) == (1, 1.5)
    assert state_format.recipients.label_type.size.value == 12
    assert state_format.recipients.item_type.size.value == 11


def test_every_part_of_a_format_names_its_source(state_format: PageFormat) -> None:
    data = msgspec.to_builtins(state_format)
    parts = [part for part in data.values() if isinstance(part, dict)]
    assert parts
    assert all(part["source"].strip() for part in parts)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("paper__left", {"value": 29, "minimum": 30, "maximum": 35}),
        ("masthead__number_pattern", "Số: {kind}-{body}"),
        ("masthead__number_pattern", "Số: {number}/{kind}-{body}{other}"),
        ("body__text", {"size": "14"}),
        ("page_number__colour", "red"),
    ],
)
def test_a_format_with_a_wrong_part_is_refused(path: str, value: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        parse_page_format(changed(**{path: value}))


def test_a_format_with_a_missing_part_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="paper"):
        parse_page_format(b'{"name": "state", "title": "", "source": "", "unconfirmed": []}')


def test_an_unknown_format_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        load_page_format("royal")
