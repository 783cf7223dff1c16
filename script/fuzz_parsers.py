"""Spoils files that come from elsewhere and hands them to what reads them: an answer or a line of words, never a crash.

python3 script/fuzz_parsers.py [COUNT] [SEED] [PARSER…]     2,000 files for each parser, or for those named

The corpus are files of the tests and of the program itself, read with what a command does with them. A file is spoilt
by its bytes, or, where it is a package, by the texts inside it, packed again. Wrong are: an exception that is none of
the program's own, more than ten seconds for one file. What failed is kept in ./fuzz. Bundles have ``script/fuzz.py``.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from environment import ROOT, speak_utf8
from fuzz_files import CORPORA, PARSERS, Ground

from danvan_desktop.domain.errors import DanvanError

COUNT, SEED = 2_000, 20261129
KEPT = ROOT / "fuzz"
SLOWEST = 10.0
"""Seconds of processor time for one small file."""
_NUMBERS = (b"0", b"-1", b"1", b"99999999999", b"1e400", b"NaN", b"2958466", b"1048577", b"4294967296", b"0.5")
_PIECES = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"'", b"\n", b"\r", b"\t", b";", b",", b"{", b"}",
    b"[" * 2_000, b"<" * 50, b"&lt;", b"&#0;", b"&x;", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"]]>", b"</", b"=1+1",
    b"null", b"true", b"{}", b"[]", b"31/02/2026", b"2026-02-30T25:61", b"9999-12-31", b"0001-01-01",
    "Đ\u0301".encode(),
    "\u202e".encode(), b"A" * 70_000, b"%PDF-1.7", b"PK\x05\x06", b"../../x", b"1900-02-29", b"\\u0000", b"\\ud800",
)  # fmt: skip


@dataclass
class Tally:
    """What came of the files of one parser."""

    parser: str
    done: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    crashes: int = 0
    slow: int = 0
    longest: float = 0.0

    @property
    def failures(self) -> int:
        """How many files did what must not happen."""
        return self.crashes + self.slow

    def __str__(self) -> str:
        """Return a line of the table."""
        refused = self.refused.total()
        counts = (self.done, self.read, refused, self.crashes, f"{self.longest:.1f} s")
        return f"| {self.parser} | " + " | ".join(map(str, counts)) + " |"


def fuzz_parser(name: str, count: int, seed: int, ground: Ground, keep: Path) -> Tally:
    """Hand a parser its corpus as it is, then ``count`` spoilt files; failing ones are kept."""
    rng = random.Random(f"{name}{seed}")  # noqa: S311 - mutations, the same in every run
    corpus = CORPORA[name](ground)
    tally = Tally(name)
    for file in chain(corpus, (_spoilt(corpus, rng) for _turn in range(count))):
        _hand_over(PARSERS[name], ground, file, tally, keep)
    return tally


def _hand_over(
    parse: Callable[[Ground, str, bytes], object], ground: Ground, file: tuple[str, bytes], tally: Tally, keep: Path
) -> None:
    tally.done += 1
    begin = time.process_time()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parse(ground, *file)
    except DanvanError as error:
        tally.refused[str(error)[:70]] += 1
    except Exception:  # noqa: BLE001 - that is what is looked for
        tally.crashes += 1
        _keep(file, keep, tally, traceback.format_exc())
    else:
        tally.read += 1
    took = time.process_time() - begin
    tally.longest = max(tally.longest, took)
    if took > SLOWEST:
        tally.slow += 1
        _keep(file, keep, tally, f"{took:.1f} s")


def _keep(file: tuple[str, bytes], keep: Path, tally: Tally, why: str) -> None:
    keep.mkdir(exist_ok=True)
    stem = f"{tally.parser.replace(' ', '-')}-{tally.done}"
    (keep / f"{stem}-{file[0]}").write_bytes(file[1])
    (keep / f"{stem}.txt").write_text(why, encoding="utf-8")
    print(f"{stem}: {why.strip().splitlines()[-1]}", flush=True)


def _spoilt(corpus: Sequence[tuple[str, bytes]], rng: random.Random) -> tuple[str, bytes]:
    name, data = rng.choice(corpus)
    if zipfile.is_zipfile(io.BytesIO(data)) and rng.random() < 0.8:
        return name, _spoilt_package(data, rng)
    if rng.random() < 0.05:
        other = rng.choice(corpus)[1]
        return name, data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]
    return name, _spoilt_bytes(data, rng)


def _spoilt_package(data: bytes, rng: random.Random) -> bytes:
    """Spoil one part of a package and pack it again, or leave a part out, or name it otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    place = rng.randrange(len(parts))
    name, content = parts[place]
    match rng.randrange(8):
        case 0:
            del parts[place]
        case 1:
            parts[place] = (rng.choice((name.upper(), name.replace("/", "\\"), f"../{name}", parts[0][0])), content)
        case _:
            parts[place] = (name, _spoilt_bytes(content, rng))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # one name twice is one of the things to try
        for part, text in parts:
            package.writestr(part, text)
    return out.getvalue()


def _spoilt_bytes(data: bytes, rng: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _turn in range(rng.choice((1, 1, 1, 2, 4, 12))):
        place, length = rng.randrange(len(spoilt) + 1), rng.choice((1, 1, 2, 4, 30, 300))
        match rng.randrange(7):
            case 0 if place < len(spoilt):
                spoilt[place] ^= 1 << rng.randrange(8)
            case 1:
                spoilt[place : place + length] = rng.randbytes(length)
            case 2:
                del spoilt[place : None if rng.random() < 0.1 else place + length]
            case 3:
                spoilt[place:place] = spoilt[place : place + length] * rng.choice((1, 2, 50))
            case 4:
                _swap_number(spoilt, place, rng)
            case _:
                spoilt[place : place + rng.choice((0, length))] = rng.choice(_PIECES)
    return bytes(spoilt)


def _swap_number(spoilt: bytearray, place: int, rng: random.Random) -> None:
    """Put another number in the place of the next one."""
    begin = next((at for at in range(place, len(spoilt)) if spoilt[at : at + 1].isdigit()), None)
    if begin is None:
        return
    end = next((at for at in range(begin, len(spoilt)) if not spoilt[at : at + 1].isdigit()), len(spoilt))
    spoilt[begin:end] = rng.choice(_NUMBERS)


def fuzz_all(names: Sequence[str], count: int, seed: int, keep: Path) -> Iterator[Tally]:
    """Fuzz one parser after the other."""
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder))
        for name in names:
            yield fuzz_parser(name, count, seed, ground, keep)
        ground.close()


def main() -> int:
    """Print one table; the exit status tells whether anything failed."""
    speak_utf8()
    numbers = [int(text) for text in sys.argv[1:] if text.isdigit()]
    named = [text for text in sys.argv[1:] if not text.isdigit()] or list(PARSERS)
    count, seed = (*numbers, *(COUNT, SEED)[len(numbers) :])
    failures = 0
    print("| parser | files | read | refused in words | crashes | slowest |\n|---|---|---|---|---|---|", flush=True)
    for tally in fuzz_all(named, count, seed, KEPT):
        failures += tally.failures
        print(tally, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
