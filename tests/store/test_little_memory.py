"""A machine that has no memory left: told as such, never as damage, and nothing of the store changes."""

import subprocess
import sys
import textwrap

import pytest

from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.errors import StoreOutOfMemory, fault_of
from danvan_desktop.store.salvage import harm_of

resource = pytest.importorskip("resource", reason="Windows limits no process so")

CONTENT = "Mương bị tắc " * 2_000
STARVED = """
    import resource, sys
    from pathlib import Path
    from danvan_desktop.domain.record import Draft
    from danvan_desktop.store import Store
    from danvan_desktop.store.errors import StoreOutOfMemory, told_in_words

    REPLY = "Đã xong " * 6_000
    path, deed, room = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    with Store.open(path) as store:
        uids = [record.uid for record in store.list("petition")]
        deeds = {
            "check": lambda: print("whole" if store.check().ok else "damaged"),
            "digest": lambda: print("whole" if store.digest() else ""),
            "save": lambda: print("whole" if store.save(Draft("petition", {"reply": REPLY}, uids[0])) else ""),
        }
        used = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + room, resource.RLIM_INFINITY))
        try:
            with told_in_words(path):
                deeds[deed]()
        except StoreOutOfMemory:
            print("starved")
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not tell what a process takes")
@pytest.mark.parametrize("deed", ["check", "digest", "save"])
def test_what_finds_no_memory_says_so_and_the_store_is_whole(commune, deed):
    for number in range(60):
        commune.petition(f"{number + 100}/2026", content=CONTENT)
    commune.store.close()
    program, told = textwrap.dedent(STARVED), set()
    for room in (0, 300_000, 3_000_000, 300_000_000):
        child = subprocess.run(
            [sys.executable, "-c", program, str(commune.store.path), deed, str(room)], capture_output=True, text=True
        )
        assert child.returncode == 0, child.stderr
        told.add(child.stdout.strip())
        assert harm_of(commune.store.path) == ()
    assert told == {"starved", "whole"}
    with Store.open(commune.store.path) as store:
        assert store.check().ok
        assert len(store.list("petition")) == 60


def test_want_of_memory_on_a_machine_that_has_enough_is_no_fault_of_the_machine():
    assert fault_of(MemoryError()) is None
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (100_000_000, hard))
    try:
        fault = fault_of(MemoryError())
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    assert isinstance(fault, StoreOutOfMemory)
    assert isinstance(fault, StoreError)
