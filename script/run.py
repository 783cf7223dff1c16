"""Sets up what the program needs, then opens its window; with arguments it runs that command instead.

python3 script/run.py                      the window (without a screen: the demo)
python3 script/run.py search "vệ sinh"     any command of ``danvan``
"""

from __future__ import annotations

import os
import subprocess
import sys

from environment import (
    ROOT,
    WINDOW_LIBRARIES,
    Installation,
    SetupError,
    ensure_environment,
    ensure_qt_libraries,
    speak_utf8,
)


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def program_arguments(arguments: list[str], screen: bool) -> list[str]:
    """Give what the program is started with: without a screen the demo takes the place of the window."""
    if arguments or screen:
        return arguments
    print("Máy không có màn hình: chạy bản trình diễn vào thư mục ./demo thay cho cửa sổ.", flush=True)
    return ["demo", "--out", "demo"]


def main(arguments: list[str]) -> int:
    """Prepare and run; give the exit status of the program."""
    try:
        python = ensure_environment(Installation())
        arguments = program_arguments(arguments, has_screen())
        if not arguments:
            ensure_qt_libraries(WINDOW_LIBRARIES)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    subprocess.run([python, str(ROOT / "script" / "i18n.py"), "compile"], check=True)
    return subprocess.run([python, "-m", "danvan_desktop", *arguments]).returncode


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:]))
