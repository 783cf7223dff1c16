"""A contribution book kept in Excel is loaded by the names of works and households, those of each village apart."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Vũ", "Bùi", "Hoàng")
_GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hải", "Lan", "Minh", "Nam", "Sơn")
HEADS = [f"{family} Văn {given}" for given in _GIVEN for family in _FAMILIES]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two villages whose heads of households bear the same names, with one work each and one of the commune."""
    path = tmp_path / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        for number, name in enumerate(("Thôn Đông", "Thôn Đoài")):
            village = {"name": name, "kind": "village", "code": f"DS-{number}", "parent": store.unit.uid}
            unit = store.save(Draft("unit", village)).uids[0]
            store.save(*(Draft("household", {"unit": unit, "head": head}) for head in HEADS))
            store.save(Draft("community_work", {"unit": unit, "name": f"Đường bê tông {name}", "type": "road"}))
        store.save(Draft("community_work", {"name": "Đường trục xã", "type": "road", "scope": "commune"}))
    return path


def load(path: Path, lines: list[str]) -> str:
    book = path.with_name("so-dong-gop.csv")
    book.write_text("\n".join(lines), "utf-8")
    arguments = ["load", str(book), "--kind", "contribution", "--store", str(path)]
    result = CliRunner().invoke(make_command_line(lambda _store: 0), arguments)
    return result.output


def test_a_book_of_eighty_households_finds_those_of_its_village(path: Path) -> None:
    heading = "TT,Công trình,Ngày,Hộ,Số tiền (đồng),Đất (m2),Ngày công"
    rows = [f"{n},Đường bê tông Thôn Đoài,05/11/2025,{head},400.000,,2" for n, head in enumerate(HEADS, 1)]
    output = load(path, [heading, *rows])
    with Store.open(path) as store:
        given = store.list("contribution")
        villages = {store.title(one.text("unit")) for one in given}
        homes = {store.get(one.text("household")).text("unit") for one in given}  # type: ignore[union-attr]
    assert (len(given), villages, len(homes)) == (80, {"Thôn Đoài"}, 1), output
    assert sum(one.number("money") for one in given) == 80 * 400_000
    assert sum(one.number("days") for one in given) == 160


def test_in_a_book_of_the_commune_the_column_of_the_village_tells_them_apart(path: Path) -> None:
    rows = [f"Đường trục xã,{village},06/11/2025,{HEADS[0]},200.000" for village in ("Thôn Đông", "Thôn Đoài")]
    output = load(path, ["Công trình,Thôn,Ngày,Hộ,Tiền", *rows])
    with Store.open(path) as store:
        given = store.list("contribution")
        pairs = {(one.text("unit"), store.get(one.text("household")).text("unit")) for one in given}  # type: ignore[union-attr]
    assert len(given) == 2, output
    assert len(pairs) == 2
    assert all(own == home for own, home in pairs)


def test_a_name_that_could_be_of_either_village_is_refused(path: Path) -> None:
    output = load(path, ["Công trình,Ngày,Hộ,Tiền", f"Đường trục xã,06/11/2025,{HEADS[0]},200.000"])
    assert "1 trên 1 dòng có lỗi" in output
    assert "có 2 hồ sơ tên" in path.with_name("so-dong-gop-dong-loi.csv").read_text("utf-8-sig")
    with Store.open(path) as store:
        assert store.count("contribution") == 0


@pytest.mark.parametrize("heading", ["Hiện vật", "Hiện vật (đồng)", "Hiện vật quy tiền"])
def test_a_column_of_goods_in_money_is_their_value_and_their_names_stand_apart(path: Path, heading: str) -> None:
    lines = [
        f"Công trình,Ngày,Hộ,{heading},Tên hiện vật",
        f"Đường bê tông Thôn Đoài,05/11/2025,{HEADS[0]},1.500.000,30 bao xi măng",
    ]
    output = load(path, lines)
    with Store.open(path) as store:
        (given,) = store.list("contribution")
    assert (given.number("material_value"), given.text("goods")) == (1_500_000, "30 bao xi măng"), output
