"""Vietnamese typed by Telex through a real input method (ibus with Unikey), key by key, into a real window.

It runs where ibus, ibus-unikey, xdotool, Xvfb and dbus are installed; what such a method sends is tried everywhere in
test_telex.py.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

NEEDED = ("ibus-daemon", "ibus", "xdotool", "Xvfb", "dbus-run-session", "xvfb-run")
UNIKEY = Path("/usr/share/ibus/component/unikey.xml")
SESSION = """
ibus-daemon --panel disable --xim --daemonize
for attempt in $(seq 30); do ibus engine Unikey; [ "$(ibus engine)" = Unikey ] && break; sleep 0.5; done
"$0" "$1" "$2"
code=$?
ibus exit
exit $code
"""

pytestmark = pytest.mark.skipif(
    not UNIKEY.exists() or any(shutil.which(program) is None for program in NEEDED),
    reason="no ibus with Unikey here",
)


def typed_in_a_session(store: Path, home: Path) -> dict[str, object]:
    home.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
        "QT_IM_MODULE": "ibus",
    }
    program = str(Path(__file__).with_name("telex_typist.py"))
    session = ["xvfb-run", "-a", "dbus-run-session", "--", "sh", "-c", SESSION, sys.executable, program, str(store)]
    ended = subprocess.run(
        session, env=environment, capture_output=True, encoding="utf-8", timeout=180, cwd=Path(__file__).parents[2]
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    assert isinstance(told, dict)
    return told


def test_what_is_typed_by_telex_is_what_is_shown_stored_and_found(store_path: Path, tmp_path: Path) -> None:
    with Store.open(store_path) as store:
        parent = store.unit.uid
        names = (("Thôn Đông", "01"), ("Thôn Đoài", "02"))
        uids = store.save(
            *(Draft("unit", {"name": name, "kind": "village", "code": code, "parent": parent}) for name, code in names)
        ).uids
        agency = {
            "number": "9",
            "received_on": "2026-08-01",
            "unit": uids[0],
            "content": "Đường",
            "assigned_to": "Phòng",
        }
        store.save(Draft("petition", agency))
    told = typed_in_a_session(store_path, tmp_path / "home")
    if told["unit"] == "thoon ddoafi":
        pytest.skip("the input method did not come up in time")
    assert told["refused"] == "", told
    assert told["stored"] == {
        "unit": uids[1],
        "citizen_name": "Nguyễn Văn Thử",
        "assigned_to": "Phòng Kinh tế",
        "received_on": "2026-08-12",
        "content": "Mương tắc, đề nghị nạo vét",
    }
    assert (told["searched"], told["found"]) == ("mương tắc ", 1)
