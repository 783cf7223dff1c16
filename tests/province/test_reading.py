"""The level above reads the same from its store and from the database: records, figures, comparison, papers, proofs."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.province.errors import ProvinceError
from danvan_desktop.province.reading import ProvinceRecords, open_to_read, opened_records
from danvan_desktop.reports.catalogue import FORMS, form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.figures.catalogue import FIGURES
from danvan_desktop.reports.figures.comparison import UnitRow, unit_table
from danvan_desktop.reports.form import Needs
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.proof import proofs_in, verify
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.sample.commune import fill_sample
from danvan_desktop.store import Store
from danvan_desktop.sync import receive_round, waiting_files, write_round
from tests.copies import replace
from tests.denunciations import fill_with_secrets, tells
from tests.province.offices import asked, load, new_store, petition
from tests.sync.exchange import write
from tests.sync.reform import pair

YEAR = Period.parse("2026")
DAY = dt.date(2026, 11, 29)


@pytest.fixture(scope="module", params=["commune", "province"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give the sample commune with its villages, or a province that took in two communes, one with secrets."""
    folder = tmp_path_factory.mktemp("office")
    made = _commune if request.param == "commune" else _province
    with made(folder) as store:
        yield store


def _commune(folder: Path) -> Store:
    store = new_store(folder / "xa.db", "Xã Đông Sơn")
    fill_sample(store)
    store.save(*(Draft("network_member", _OWN_LAPTOPS, one.uid) for one in store.list("network_member")))
    return store


_OWN_LAPTOPS = {field.name: None for field in ALL_KINDS["network_member"].fields if field.stays_here}
"""Of what never leaves a laptop nothing is in the database: figures of it are emptied here."""
_IDENTITIES = "reception-identity-register"
"""The one paper of what never leaves a laptop."""


def _province(folder: Path) -> Store:
    store = new_store(folder / "tinh.db", "Tỉnh Bắc Ninh", "province")
    for number, fill in enumerate((fill_with_secrets, lambda commune: petition(commune, 1))):
        with new_store(folder / f"xa{number}.db", f"Xã Đông Sơn {number}") as commune:
            pair(store, commune)
            _carry(store, commune, folder / f"xuong{number}")
            fill(commune)
            _carry(commune, store, folder / f"len{number}")
    return store


def _carry(source: Store, target: Store, stick: Path) -> None:
    stick.mkdir()
    write_round(source, stick)
    receive_round(target, waiting_files([stick]))


@pytest.fixture(scope="module")
def address(office: Store, postgresql: str) -> str:
    """The database into which the office loaded."""
    import psycopg

    name = f"reading_{office.unit.text('kind')}"
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    load(office, [], f"{postgresql}/{name}")
    return f"{postgresql}/{name}"


@pytest.fixture
def records(address: str) -> Iterator[ProvinceRecords]:
    with opened_records(address) as found:
        yield found


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_records_of_each_kind_and_their_order_are_the_same(office, records, kind):
    expected = _without_own_laptops(office.list(kind))
    assert list(records.list(kind)) == expected
    assert list(records.find_all(kind)) == _without_own_laptops(office.find_all(kind))
    assert records.count(kind) == len(expected)


def _without_own_laptops(records: list[Record]) -> list[Record]:
    """Leave out what never leaves the laptop."""
    return [
        replace(one, values={name: None if field.stays_here else one.get(name) for name, field in _fields(one)})
        for one in records
    ]


def _fields(record: Record):
    return ALL_KINDS[record.kind].by_name.items()


def test_every_figure_is_the_same(office, records):
    both = [ReportFigures(one, one.unit.uid, "work-report", YEAR, DAY) for one in (office, records)]
    there, here = (one.measured(list(FIGURES)) for one in both)
    assert here == there
    assert sum(one.value.shown > 0 for one in here) > (200 if office.unit.text("kind") == "commune" else 30)


def test_units_side_by_side_are_the_same_with_who_has_not_reported(office, records):
    there, here = (
        unit_table(
            ReportFigures(one, one.unit.uid, "unit-figures", YEAR, DAY),
            list(FIGURES.values()),
            DAY,
        )
        for one in (office, records)
    )
    assert [_sorted_row(row) for row in here.rows] == [_sorted_row(row) for row in there.rows]
    assert len(here.rows) > 1
    assert here.compares


def _sorted_row(row: UnitRow) -> tuple[UnitRow, dict[str, tuple[int, int, list[str]]]]:
    """Leave out the order of what is counted, which nothing promises."""
    counted = {code: (one.value, one.year_ago, sorted(one.uids)) for code, one in row.cells.items()}
    return replace(row, cells={}), counted


def _printed(records: Store | ProvinceRecords, code: str, file_format: FileFormat) -> bytes | str:
    form, stream = form_of(code), io.BytesIO()
    try:
        print_form(form, ReportContext(records, DAY, period=YEAR), stream, file_format=file_format)
    except ReportError as refusal:
        return str(refusal.message)
    return stream.getvalue()


@pytest.mark.parametrize(
    "code", [form.code for form in FORMS if form.needs is Needs.PERIOD and form.code != _IDENTITIES]
)
def test_every_paper_of_a_period_is_the_same_to_the_byte(office, records, code):
    assert _printed(records, code, FileFormat.PDF) == _printed(office, code, FileFormat.PDF)


@pytest.mark.parametrize("file_format", [FileFormat.DOCX, FileFormat.XLSX])
@pytest.mark.parametrize("code", ["work-report", "unit-figures"])
def test_papers_are_the_same_in_word_and_excel(office, records, code, file_format):
    there, here = (_printed(one, code, file_format) for one in (office, records))
    assert isinstance(here, bytes)
    assert _parts(here) == _parts(there)


def _parts(package: bytes | str) -> dict[str, bytes]:
    """Return what is in a package, but for the moment at which it was written."""
    assert isinstance(package, bytes)
    with ZipFile(io.BytesIO(package)) as files:
        return {name: files.read(name) for name in files.namelist() if name != "docProps/core.xml"}


def test_a_printed_report_is_verified_against_the_database(office, records, tmp_path):
    paper = tmp_path / "bao-cao.pdf"
    print_form(form_of("work-report"), ReportContext(office, DAY, period=YEAR), paper)
    (proof,) = proofs_in(paper)
    assert verify(records, proof).agrees
    assert verify(records, proof) == verify(office, proof)


def test_what_is_secret_is_masked_for_whoever_reads(records):
    told = [one for kind in ALL_KINDS for one in records.list(kind.name)]
    assert any(one.secret for one in told)
    assert [one for one in told if tells(str(one.values))] == []


def test_figures_lead_down_to_the_records(office, records):
    counted = ReportFigures(records, records.unit.uid, "work-report", YEAR, DAY).records("petitions.received")
    assert counted
    uids = [one.uid for one in counted]
    assert records.get_many(uids) == office.get_many(uids)
    assert records.titles(uids) == office.titles(uids)


def test_nothing_can_be_written_over_a_connection_that_reads(address):
    import psycopg

    with (
        open_to_read(address) as connection,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        connection.execute("DELETE FROM danvan.record")


def test_a_reader_sees_the_figures_of_the_units_that_were_given(address, office, records):
    name = f"doc_bao_cao_{office.unit.text('kind')}"
    reader = _login(address, name)
    with opened_records(reader) as nobody, pytest.raises(ProvinceError, match="chưa được xem đơn vị nào"):
        assert nobody.unit
    asked(address, "INSERT INTO danvan.reader VALUES (%s, %s) RETURNING 1", name, office.unit.uid)
    with opened_records(reader) as read:
        assert read.unit == office.unit
        assert _printed(read, "work-report", FileFormat.PDF) == _printed(records, "work-report", FileFormat.PDF)


def _login(address: str, name: str) -> str:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN IN ROLE danvan_reader")
    return address.replace("//danvan@", f"//{name}@")


def test_what_is_loaded_meanwhile_is_seen_after_a_new_look(communes, own_files, tmp_path, database):
    with new_store(tmp_path / "tinh.db", "Tỉnh Hà Nam", "province") as store:
        load(store, own_files, database)
        with opened_records(database) as read:
            assert read.count("petition") == 15
            petition(communes[0], 6)
            load(store, [write(communes[0])], database)
            assert read.count("petition") == 15
            read.renew()
            assert read.count("petition") == 16


def test_a_database_without_tables_is_told_in_words(database):
    with pytest.raises(ProvinceError, match="consolidate"):
        open_to_read(database)
