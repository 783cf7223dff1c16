import json

from tests.cli.conftest import Danvan


def test_the_parts_are_listed_with_version_and_licence(danvan: Danvan) -> None:
    listed = danvan("components").stdout
    assert "pyside6-essentials" in listed
    assert "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only" in listed


def test_other_programs_read_them_as_json(danvan: Danvan) -> None:
    parts = {part["name"]: part for part in json.loads(danvan("components", "--json").stdout)}
    assert parts["Qt"]["within"] == "pyside6-essentials"


def test_the_licence_of_one_part_is_printed_whatever_the_case_of_its_name(danvan: Danvan) -> None:
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in danvan("components", "qt").stdout


def test_other_programs_read_the_licence_of_one_part_as_json(danvan: Danvan) -> None:
    told = json.loads(danvan("components", "Qt", "--json").stdout)
    assert told["text"].strip() == danvan("components", "Qt").stdout.strip()
    assert told["within"] == "pyside6-essentials"


def test_an_unknown_part_is_named(danvan: Danvan) -> None:
    answer = danvan("components", "Gtk")
    assert answer.exit_code == 1
    assert "“Gtk”" in answer.stderr
