"""What reads files that come from elsewhere, and a small corpus for each: cards, lists, templates, papers, pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import fuzz_keys
import fuzz_machine
from click.testing import CliRunner
from environment import ROOT
from fuzz_signed import signed_anew
from PIL import Image

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.jsonlines import read_drafts
from danvan_desktop.exchange.layout import best_grid, guess_layout
from danvan_desktop.exchange.owed_calendars import read_calendar
from danvan_desktop.exchange.pasting import read_pasted
from danvan_desktop.exchange.photos import PhotoChoice, prepared, thumbnail
from danvan_desktop.exchange.plan_templates import read_template
from danvan_desktop.exchange.planning import Options, plan_load
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.docx.template import render_template, starting_template
from danvan_desktop.reports.narrative.template import OWN_FOLDER, load_narrative
from danvan_desktop.reports.own_templates import take_template
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.proof import proofs_in, verify
from danvan_desktop.reports.signing.issuers import read_issuers
from danvan_desktop.store import Store
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from danvan_desktop.sync import (
    ExportWish,
    enrol_card,
    export_bundle,
    import_file,
    peek,
    read_card,
    take_ack,
    write_ack,
    write_card,
)

Corpus = Sequence[tuple[str, bytes]]
_SETTLED = {
    "number": "01/2024", "received_on": "2024-03-01", "content": "Mương bị tắc", "assigned_to": "Tổ thủy lợi",
    "assigned_on": "2024-03-02", "replied_on": "2024-03-20", "reply": "Đã nạo vét", "result": "solved",
    "people_told_on": "2024-03-25", "told_how": "meeting",
}  # fmt: skip
_LISTS = ("petition", "household", "unit")


class Ground:
    """A commune's store, and a folder in which files are laid."""

    def __init__(self, folder: Path) -> None:
        """Found the store in the folder."""
        self.folder = folder
        self.store = Store.create(folder / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS")
        unit = self.store.unit.uid
        village = Draft("unit", {"name": "Thôn 1", "kind": "village", "code": "01", "parent": unit})
        self.store.save(village, Draft("petition", {**_SETTLED, "unit": unit}))
        context = ReportContext(self.store, self.store.today(), period=Period.parse("2024-Q1"))
        self.document = form_of("petition-register").build(context)

    @cached_property
    def archived(self) -> bytes:
        """The bytes of another store, whose one petition lies in the archive ``2024.db``."""
        path = self.folder / "archived.db"
        self.store.backup(path)
        with Store.open(path) as store:
            store.archive(2024, self.folder / "2024.db")
        return path.read_bytes()

    @cached_property
    def pair(self) -> Pair:
        """Two laptops that know each other, apart from the store into which spoilt cards come."""
        return Pair(self.folder / "pair")

    @cached_property
    def machine(self) -> Path:
        """A folder for what a machine keeps beside stores."""
        folder = self.folder / "machine"
        folder.mkdir()
        return folder

    def lay(self, name: str, data: bytes) -> Path:
        """Write a file into the folder."""
        path = self.folder / name
        path.write_bytes(data)
        return path

    def close(self) -> None:
        """Close the stores."""
        self.store.close()
        if "pair" in vars(self):
            self.pair.close()


class Pair:
    """A commune and its village, which took in what the commune sent; their card and acknowledgement are spoilt."""

    def __init__(self, folder: Path) -> None:
        """Let them exchange a file in a new folder."""
        folder.mkdir()
        self.commune = Store.create(folder / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS")
        self.village = Store.create(folder / "thon.db", unit_name="Thôn 2", unit_code="02", level="village")
        self.card = write_card(self.village, folder / "card.danvan")
        enrol_card(self.commune, self.card)
        export_bundle(self.commune, folder / "sent.danvan", ExportWish())
        import_file(self.village, folder / "sent.danvan", accept_sender=True)
        write_ack(self.village, folder / "ack.danvan")
        self.ack = (folder / "ack.danvan").read_bytes()

    def close(self) -> None:
        """Close both."""
        self.village.close()
        self.commune.close()


def _files(*patterns: str) -> Corpus:
    return [(path.name, path.read_bytes()) for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def _written(ground: Ground, name: str, write: Callable[[Path], object]) -> Corpus:
    path = ground.folder / name
    path.unlink(missing_ok=True)
    write(path)
    return [(name, path.read_bytes())]


def _of_another(ground: Ground, write: Callable[[Store, Path], object]) -> Corpus:
    """Return what another laptop wrote, and what the commune's own wrote."""
    other = ground.folder / "other.db"
    if not other.exists():
        Store.create(other, unit_name="Thôn 1", unit_code="01", level="village").close()
    with Store.open(other) as village:
        theirs = _written(ground, "village.danvan", lambda path: write(village, path))
    return [*theirs, *_written(ground, "own.danvan", lambda path: write(ground.store, path))]


def _danvan(ground: Ground, *arguments: str) -> str:
    program = make_command_line(lambda _path: 1)
    return CliRunner().invoke(program, [*arguments, "--store", str(ground.store.path)], catch_exceptions=False).stdout


def _drafts(ground: Ground) -> Corpus:
    lines = ("list", "petition", "--json"), ("get", ground.store.list("petition")[0].uid, "--json", "--reveal")
    told = [_danvan(ground, *line) for line in lines]
    return _texts(*told, '{"number": "1", "received_on": "2026-08-13", "content": "Mương", "group_size": 3}')


def _texts(*texts: str) -> Corpus:
    return [(f"text-{number}", text.encode()) for number, text in enumerate(texts)]


def _pictures(_ground: Ground) -> Corpus:
    corpus = []
    for form in ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"):
        out = io.BytesIO()
        Image.effect_noise((64, 48), 90).convert("RGB").save(out, form)
        corpus.append((f"anh.{form.lower()}", out.getvalue()))
    return corpus


def _papers(ground: Ground) -> Corpus:
    """Papers with a code, as PDF and as Word."""
    corpus = []
    for name in ("so.pdf", "so.docx"):
        path = ground.folder / name
        _danvan(ground, "report", "petition-register", "--period", "2024-Q1", "--out", str(path))
        corpus.append((name, path.read_bytes()))
    return corpus


def _signed_papers(ground: Ground) -> Corpus:
    ((_name, paper), _word) = _papers(ground)
    return [("ky.pdf", fuzz_keys.signed_paper(paper, ground.folder))]


def _template(ground: Ground) -> Corpus:
    return [("mau.docx", starting_template(load_page_format("state"), ground.store.today()))]


def _archive(ground: Ground) -> Corpus:
    return [("2024.db", (ground.folder / "2024.db").read_bytes())] if ground.archived else []


def _key_file(_ground: Ground) -> Corpus:
    key = new_data_key()
    slots = KeySlots.of(key).with_passphrase(key, "bốn con trâu cày ruộng", Cost(memory=64, passes=1, lanes=1))
    return [("commune.db.keys", slots.written())]


def _bundles(_ground: Ground) -> Corpus:
    return _files("tests/data/bundles/*.danvan", "tests/data/hostile/*1*.danvan")


def _read_list(ground: Ground, name: str, data: bytes) -> None:
    """Read it as the loading of each of three kinds does, up to what it would save."""
    grids = read_tables(ground.lay(name, data))
    for kind in (ground.store.kinds[one] for one in _LISTS):
        grid = best_grid(grids, kind).as_seen()
        layout = guess_layout(grid, kind)
        if layout is not None:
            with suppress(TableError):
                plan_load(ground.store, kind, grid, layout, Options(), Translator())


def _read_drafts(ground: Ground, _name: str, data: bytes) -> None:
    for numbered in read_drafts(data.decode("utf-8", "replace"), ground.store.kinds["petition"]):
        ground.store.check_drafts([numbered.draft])


def _read_card(ground: Ground, name: str, data: bytes) -> None:
    enrol_card(ground.store, read_card(ground.lay(name, data)))


def _take_ack(ground: Ground, name: str, data: bytes) -> None:
    take_ack(ground.store, ground.lay(name, data))


def _read_signed_card(ground: Ground, name: str, data: bytes) -> None:
    _read_card(ground, name, signed_anew(ground.pair.village, ground.pair.card.data, data))


def _take_signed_ack(ground: Ground, name: str, data: bytes) -> None:
    path = ground.lay(name, signed_anew(ground.pair.village, ground.pair.ack, data))
    take_ack(ground.pair.commune, path)


def _import(ground: Ground, name: str, data: bytes) -> None:
    path = ground.lay(name, data)
    peek(ground.store, path)
    import_file(ground.store, path, dry_run=True)


def _fill_template(ground: Ground, name: str, data: bytes) -> None:
    take_template(ground.store, "petition-register", ground.lay(name, data))
    render_template(data, ground.document, load_page_format("state"), io.BytesIO())


def _read_narrative(ground: Ground, name: str, data: bytes) -> None:
    (ground.folder / OWN_FOLDER).mkdir(exist_ok=True)
    (ground.folder / OWN_FOLDER / name).write_bytes(data)
    load_narrative(Path(name).stem, ground.folder)


def _verify_paper(ground: Ground, name: str, data: bytes) -> None:
    for text in proofs_in(ground.lay(name, data)):
        verify(ground.store, text)


def _keep_picture(_ground: Ground, name: str, data: bytes) -> None:
    thumbnail(data, 96)
    prepared(name, data, PhotoChoice())


def _take_back(ground: Ground, name: str, data: bytes) -> None:
    with Store.open(ground.lay("archived.db", ground.archived)) as store:
        store.take_back(ground.lay(f"spoilt-{name}", data))
        if not store.check().ok:
            raise ValueError("the store is not whole")


def _unlock(_ground: Ground, _name: str, data: bytes) -> None:
    KeySlots.read(data).unlock("bốn con trâu cày ruộng")


def _paste(_ground: Ground, _name: str, data: bytes) -> None:
    read_pasted(data.decode("utf-8", "replace"), {"ho ten": "name", "thon": "unit", "so ho": "households"})


CORPORA: Mapping[str, Callable[[Ground], Corpus]] = {
    "Excel": lambda _ground: _files("tests/data/workbooks/*", "tests/data/legacy/*.xlsx"),
    "CSV": lambda _ground: _files("tests/data/legacy/*.csv"),
    "JSON lines": _drafts,
    "pasted list": lambda _ground: _texts(
        "1\tNguyễn Văn An\tThôn 1\n2\tTrần Thị Bưởi\tThôn 2", "1. Ông A – Trưởng thôn"
    ),
    "card": lambda ground: _of_another(ground, write_card),
    "acknowledgement": lambda ground: _of_another(ground, write_ack),
    "card signed anew": lambda ground: [("card.danvan", ground.pair.card.data)],
    "acknowledgement signed anew": lambda ground: [("ack.danvan", ground.pair.ack)],
    "bundle": _bundles,
    "Word template": _template,
    "narrative": lambda _ground: _files("resources/narrative/*.json"),
    "plan template": lambda _ground: _files("resources/plans/*.toml"),
    "calendar of reports": lambda _ground: _files("resources/submissions/*.toml"),
    "paper with a code": _papers,
    "signed paper": _signed_papers,
    "picture": _pictures,
    "archive of a year": _archive,
    "key file": _key_file,
    "update": lambda _ground: [("a.danvan-update", fuzz_keys.update())],
    "certificate": lambda _ground: [("an.p12", fuzz_keys.certificate()[0])],
    "issuer": lambda _ground: [("noi-cap.crt", fuzz_keys.certificate()[1])],
    "kept on this machine": lambda ground: fuzz_machine.kept_files(ground.machine),
    "settings": lambda ground: _texts(*map(ground.store.settings.get, fuzz_machine.filled_settings(ground.store))),
    "recovery sheet": lambda _ground: [("words", fuzz_machine.sheet())],
    "words about officers": lambda ground: _texts(*fuzz_keys.words_about_officers(ground.store)),
}
PARSERS: Mapping[str, Callable[[Ground, str, bytes], object]] = {
    "Excel": _read_list,
    "CSV": _read_list,
    "JSON lines": _read_drafts,
    "pasted list": _paste,
    "card": _read_card,
    "acknowledgement": _take_ack,
    "card signed anew": _read_signed_card,
    "acknowledgement signed anew": _take_signed_ack,
    "bundle": _import,
    "Word template": _fill_template,
    "narrative": _read_narrative,
    "plan template": lambda ground, name, data: read_template(ground.lay(name, data)),
    "calendar of reports": lambda ground, name, data: read_calendar(ground.lay(name, data)),
    "paper with a code": _verify_paper,
    "signed paper": lambda _ground, _name, data: fuzz_keys.check_signatures(data),
    "picture": _keep_picture,
    "archive of a year": _take_back,
    "key file": _unlock,
    "update": lambda ground, name, data: fuzz_keys.read_update(ground.folder / name, data),
    "certificate": lambda ground, name, data: fuzz_keys.read_signing(ground.folder / name, data),
    "issuer": lambda ground, name, data: read_issuers(ground.lay(name, data)),
    "kept on this machine": lambda ground, name, data: fuzz_machine.read_kept(ground.machine, name, data),
    "settings": lambda ground, _name, data: fuzz_machine.read_settings(ground.store, data),
    "recovery sheet": lambda _ground, _name, data: fuzz_machine.read_words(data),
    "words about officers": lambda ground, _name, data: fuzz_keys.read_words(ground.store, data),
}
