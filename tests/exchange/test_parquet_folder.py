"""A folder of Parquet files, and what analysts ask of it by DuckDB."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.parquet_folder import columns_of, write_folder
from danvan_desktop.store import Store
from tests.denunciations import fill_with_secrets, tells

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: no query was run")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS", state=tmp_path) as made:
        yield made


@pytest.fixture
def villages(store: Store) -> list[str]:
    made = [
        Draft("unit", {"name": f"Thôn {name}", "kind": "village", "code": f"DS-{name}", "parent": store.unit.uid})
        for name in ("Đông", "Tây")
    ]
    return list(store.save(*made).uids)


@pytest.fixture
def folder(store: Store, villages: list[str], tmp_path: Path) -> Path:
    """Petitions of two villages and two years, of which some were answered, and all that belongs to them."""
    drafts = [
        petition(villages[number % 2], number, f"{2025 + number % 3 // 2}-0{1 + number % 9}-10", number % 4 == 0)
        for number in range(20)
    ]
    store.save(*drafts)
    write_folder(store, list(ALL_KINDS), tmp_path / "kho", with_personal=False)
    return tmp_path / "kho"


@pytest.fixture
def spark() -> Iterator[Any]:
    """Run Spark in this process and one of Java; both are large and therefore no dependency of the tests."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed: no query was run by Spark")
    if shutil.which("java") is None:
        pytest.skip("no Java: no query was run by Spark")
    quiet = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.ui.showConsoleProgress": "false"}
    session = sql.SparkSession.builder.master("local[1]").config(map=quiet).getOrCreate()
    yield session
    session.stop()


def petition(unit: str, number: int, day: str, is_answered: bool) -> Draft:
    values = {
        "number": f"{number:03d}/{day[:4]}", "received_on": day, "unit": unit, "content": f"Mương số {number}",
        "citizen_name": "Trần Thị Kín", "field": "land" if number % 2 else "environment",
    }  # fmt: skip
    answer = {"reply": "Đã sửa", "result": "solved", "replied_on": f"{day[:8]}20"} if is_answered else {}
    return Draft("petition", values | answer)


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    return duckdb.sql(query.format(folder=folder)).fetchall()


def test_petitions_by_unit_and_year(store, villages, folder):
    rows = asked(
        folder,
        """
        SELECT u.name, p.year, count(*) AS petitions
        FROM read_parquet('{folder}/petition/**/*.parquet', hive_partitioning = true) p
        JOIN read_parquet('{folder}/unit/**/*.parquet', hive_partitioning = true) u ON u.uid = p.unit
        GROUP BY ALL ORDER BY ALL
        """,
    )
    names = {store.get(uid).text("name"): uid for uid in villages}
    expected = {}
    for record in store.list("petition"):
        name = next(name for name, uid in names.items() if uid == record.text("unit"))
        key = (name, int(record.text("received_on")[:4]))
        expected[key] = expected.get(key, 0) + 1
    assert {(name, year): count for name, year, count in rows} == expected
    assert len(expected) == 4


def test_share_of_what_was_answered_and_the_days_that_it_took(store, folder):
    rows = asked(
        folder,
        """
        SELECT field, round(100.0 * count(replied_on) / count(*), 1), avg(replied_on - received_on)
        FROM read_parquet('{folder}/petition/**/*.parquet', hive_partitioning = true) GROUP BY field ORDER BY field
        """,
    )
    assert rows == [("environment", 50.0, 10.0), ("land", 0.0, None)]
    assert store.count("petition", {"field": "environment"}) == 10


def test_months_of_one_year_read_the_files_of_that_year_alone(store, folder):
    query = """
        SELECT month(received_on) AS m, count(*) FROM read_parquet('{folder}/petition/**/*.parquet',
        hive_partitioning = true) WHERE year = 2026 GROUP BY m ORDER BY m
        """
    plan = str(asked(folder, "EXPLAIN ANALYZE " + query))
    files = len(list(folder.glob("petition/unit=*/year=*/part-0.parquet")))
    read = len(list(folder.glob("petition/unit=*/year=2026/part-0.parquet")))
    assert (files, read) == (4, 2)
    assert f"Scanning Files: {read}/{files}" in plan.replace("\\n", " ")
    months = [record.text("received_on")[5:7] for record in store.list("petition")
              if record.text("received_on").startswith("2026")]  # fmt: skip
    assert asked(folder, query) == [(int(month), months.count(month)) for month in sorted(set(months))]


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_spark_answers_the_same_questions_alike(store, folder, spark):
    for kind in ("petition", "unit"):
        spark.read.parquet(str(folder / kind)).createOrReplaceTempView(kind)
    by_unit = spark.sql(
        "SELECT u.name, p.year, count(*) FROM petition p JOIN unit u ON u.uid = p.unit"
        " GROUP BY u.name, p.year ORDER BY u.name, p.year"
    ).collect()
    read = "read_parquet('{folder}/%s/**/*.parquet', hive_partitioning = true)"
    petitions, units = read % "petition", read % "unit"
    query = f"SELECT u.name, p.year, count(*) FROM {petitions} p JOIN {units} u ON u.uid = p.unit GROUP BY ALL"
    assert sorted(map(tuple, by_unit)) == sorted(asked(folder, query))
    answered = spark.sql(
        "SELECT field, round(100.0 * count(replied_on) / count(*), 1), avg(datediff(replied_on, received_on))"
        " FROM petition GROUP BY field ORDER BY field"
    ).collect()
    assert [(field, float(share), days) for field, share, days in answered] == [
        ("environment", 50.0, 10.0), ("land", 0.0, None),
    ]  # fmt: skip
    months = spark.sql("SELECT month(received_on) AS m, count(*) FROM petition WHERE year = 2026 GROUP BY m ORDER BY m")
    query = f"SELECT month(received_on) AS m, count(*) FROM {petitions} WHERE year = 2026 GROUP BY m ORDER BY m"
    assert list(map(tuple, months.collect())) == asked(folder, query)


def test_every_column_is_told(folder):
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    assert set(schema) == {path.name for path in folder.iterdir() if path.is_dir()}
    for kind, told in schema.items():
        found = asked(folder, f"DESCRIBE SELECT * FROM read_parquet('{{folder}}/{kind}/**/*.parquet',"
                      " hive_partitioning = true)")  # fmt: skip
        assert {row[0] for row in found} - {"uid", "unit", "year"} == set(told["columns"])
    assert schema["petition"]["columns"]["field"]["choices"]["land"]


def test_personal_data_and_texts_stay_unless_chosen(store, folder, tmp_path):
    (columns,) = [columns_of(kind, with_personal=False) for kind in ALL_KINDS if kind.name == "petition"]
    assert not {"citizen_name", "content", "reply"} & {field.name for field in columns}
    assert not any(b"Tr\xe1\xba\xa7n Th" in file.read_bytes() for file in folder.rglob("*.parquet"))
    write_folder(store, list(ALL_KINDS), tmp_path / "all", with_personal=True)
    query = "SELECT DISTINCT citizen_name FROM read_parquet('{folder}/petition/**/*.parquet')"
    assert asked(tmp_path / "all", query) == [("Trần Thị Kín",)]


def test_what_is_secret_is_never_written(store, tmp_path):
    fill_with_secrets(store)
    write_folder(store, list(ALL_KINDS), tmp_path / "all", with_personal=True)
    for kind in json.loads((tmp_path / "all" / "schema.json").read_text("utf-8")):
        rows = asked(tmp_path / "all", f"SELECT * FROM read_parquet('{{folder}}/{kind}/**/*.parquet')")
        assert not tells(str(rows)), kind


def test_a_folder_that_is_there_is_left_alone(store, folder):
    before = sorted(folder.rglob("*"))
    with pytest.raises(TableError, match="Đã có"):
        write_folder(store, list(ALL_KINDS), folder, with_personal=False)
    assert sorted(folder.rglob("*")) == before


def test_what_stops_midway_leaves_no_folder(store, villages, tmp_path, monkeypatch):
    store.save(petition(villages[0], 1, "2026-01-01", False))
    monkeypatch.setattr(Store, "get_many", lambda *_arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_folder(store, list(ALL_KINDS), tmp_path / "kho", with_personal=False)
    assert not [path for path in tmp_path.iterdir() if "kho" in path.name]
