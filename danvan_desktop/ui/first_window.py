"""One window a store and officer: a second start brings the first to the front and hands it the file it came with.

Who holds the lock is the first. Lock and socket lie in the machine's state folder of one account, so that two officers
of one machine do not meet, and are named after the store, so that two stores have a window each. What a crash leaves
behind is no hindrance: the system lets go of the lock, and its next holder puts the socket in the place of the old one.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Translator, _
from danvan_desktop.places import state_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LONGEST_SOCKET = 100
"""Bytes that the name of a socket may have on every system (108 on Linux, 104 elsewhere, its ending included)."""
_LONGEST_REQUEST = 64 * 1024
_LISTENS_AFTER = 1_500
"""Milliseconds: what carries the hand-over is loaded once the first page is painted; who comes earlier asks again."""
_PATIENCE = 8.0
"""Seconds that a second start waits for the first to answer, before it says that this one does not."""
_KNOCKS_EVERY = 1_000
"""Milliseconds after which a window that did not listen is asked again."""
_ANSWER = b"ok\n"
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""By which Linux desktops let the window of another process come to the front."""


class FirstWindowBusy(DanvanError):
    """Another process has the window of a store and does not answer: a second window would write beside it."""

    def __init__(self) -> None:
        """Say what the officer can do."""
        super().__init__(
            _(
                "Tệp dữ liệu này đang mở ở một cửa sổ khác, cửa sổ ấy đang bận nên chưa hiện lên. Dữ liệu vẫn nguyên."
                " Hãy chờ một lát rồi bấm Thử lại; nếu vẫn vậy, đóng cửa sổ ấy hoặc khởi động lại máy."
            )
        )


class FirstWindow(QObject):
    """Held by the process whose window a store has; ``asked`` brings the file of a second start, or ``None``."""

    asked = Signal(object)

    def __init__(self, lock: QLockFile, address: str) -> None:
        """Listen soon at ``address``, until ``release``."""
        super().__init__()
        self._lock, self._address = lock, address
        self._server: QLocalServer | None = None
        self._timer = QTimer(self, singleShot=True, interval=_LISTENS_AFTER)
        self._timer.timeout.connect(self.listen)
        self._timer.start()

    def wait_for_page(self) -> None:
        """Listen that much later, unless it does already: from now on the first page is loaded."""
        if self._server is None:
            self._timer.start()

    def listen(self) -> None:
        """Take what further starts say; where that cannot be, they open windows of their own."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._address)
        server.newConnection.connect(self._welcome)
        server.listen(self._address)
        self._server = server

    def release(self) -> None:
        """Let another process have the window of this store."""
        self._timer.stop()
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _welcome(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._take(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_REQUEST:
                socket.abort()
            return
        request = read_request(bytes(socket.readLine(_LONGEST_REQUEST).data()))
        if request is None:
            socket.abort()
            return
        for name in _TOKENS:
            if request.get(name):
                os.environ[name] = request[name]
        socket.write(_ANSWER)
        socket.flush()
        bundle = request.get("bundle")
        # Later: what follows may wait for the officer, and the other process waits for this one.
        QTimer.singleShot(0, self, lambda: self.asked.emit(Path(bundle) if bundle else None))


class _Reaching:
    """Tries the lock of a store in a thread: a disk may take long to keep it, and nothing else waits for that."""

    def __init__(self, store: Path) -> None:
        """Begin; raises OSError where no lock can be kept."""
        self.store = store
        path, self.address = _lock_and_address(store)
        self.lock = _lock_at(path)
        self._held = False
        self._thread = Thread(target=self._reach, daemon=True)
        self._thread.start()

    def _reach(self) -> None:
        self._held = self.lock.tryLock(0)

    def is_held(self) -> bool:
        """Tell whether the lock is this process's, as soon as that is known."""
        self._thread.join()
        return self._held


def claim(store: Path, bundle: Path | None) -> FirstWindow | None:
    """Return the hold on the window of ``store``; ``None`` when another process has it and took ``bundle``.

    Raises OSError where no lock can be kept: the window then opens without. Raises FirstWindowBusy where a process has
    the window and does not answer; one that is gone has none.
    """
    path, address = _lock_and_address(store)
    until = time.monotonic() + _PATIENCE
    while True:
        lock = _lock_at(path)
        if lock.tryLock(0):
            return FirstWindow(lock, address)
        if lock.error() is not QLockFile.LockError.LockFailedError:
            raise OSError(f"no lock at {path.parent}")
        _let_come_to_front(lock)
        if _hand_over(address, bundle):
            return None
        if time.monotonic() >= until:
            raise FirstWindowBusy
        time.sleep(0.1)


class OnlyWindow:
    """The one window of a process: holds the store that it shows, and leads what further starts bring to it."""

    def __init__(self) -> None:
        """Show no store yet."""
        self._held: tuple[Path, FirstWindow | None] | None = None
        self._take: Callable[[Path], object] | None = None
        self._waiting: Path | None = None
        self._reaching: _Reaching | None = None

    def reach_for(self, store: Path) -> None:
        """Try already to take hold of a store that ``over`` will be asked for."""
        with suppress(OSError):  # told where it is asked for
            self._reaching = _Reaching(store)

    def over(self, store: Path, bundle: Path | None) -> bool:
        """Take hold of a store in place of the one before; False when another process shows it, and has ``bundle``.

        One that does not answer is told of, and asked again as long as the officer wants.
        """
        if self._held is not None and self._held[0] == store:
            return True
        try:
            first = self._reached(store) or claim(store, bundle)
        except FirstWindowBusy as busy:
            return asks_again(busy, store) and self.over(store, bundle)
        except OSError:
            self._hold(store, None)  # to work in two windows is better than to work in none
            return True
        if first is None:
            return False
        first.asked.connect(self._asked)
        self._hold(store, first)
        return True

    def _reached(self, store: Path) -> FirstWindow | None:
        reaching, self._reaching = self._reaching, None
        if reaching is None or not reaching.is_held():
            return None
        if reaching.store == store:
            return FirstWindow(reaching.lock, reaching.address)
        reaching.lock.unlock()
        return None

    def lead_to(self, take: Callable[[Path], object]) -> None:
        """Give what comes, or came before there was a window, to ``take``."""
        self._take = take
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            take(waiting)

    def wait_for_window(self) -> None:
        """Keep what comes until ``lead_to`` says who takes it: the window that did is closed."""
        self._take = None

    def wait_for_page(self) -> None:
        """Leave the processor to the page that is loaded now; who comes meanwhile asks again."""
        if self._held is not None and self._held[1] is not None:
            self._held[1].wait_for_page()

    def _hold(self, store: Path, first: FirstWindow | None) -> None:
        if self._held is not None and self._held[1] is not None:
            self._held[1].release()
        self._held = (store, first)

    def _asked(self, bundle: Path | None) -> None:
        bring_to_front()
        if bundle is not None and self._take is not None:
            self._take(bundle)
        elif bundle is not None:
            self._waiting = bundle


def asks_again(busy: FirstWindowBusy, store: Path) -> bool:
    """Tell why there is no window, and whether to ask the one that is busy again: it answers, or somebody wants to.

    Meanwhile it is knocked at: once it wakes there is nothing more to tell.
    """
    from danvan_desktop.ui.dialogs.faults import ask_to_try_again

    say, knocking = Translator(), _Knocking(_lock_and_address(store)[1])
    try:
        return ask_to_try_again(say, say(_("Phần mềm đang mở")), say(busy.message), knocking.answered)
    finally:
        knocking.stop()


class _Knocking(QObject):
    """Asks a busy window to come to the front, until it does."""

    answered = Signal()

    def __init__(self, address: str) -> None:
        """Begin."""
        from PySide6.QtNetwork import QLocalSocket

        super().__init__()
        self._address, self._socket = address, QLocalSocket(self)
        self._socket.connected.connect(self._ask)
        self._socket.readyRead.connect(self.answered)
        self._timer = QTimer(self, interval=_KNOCKS_EVERY)
        self._timer.timeout.connect(self._knock)
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._socket.abort()

    def _knock(self) -> None:
        """Begin anew where nothing listened; what listens and does not answer is waited for."""
        if self._socket.state() is self._socket.LocalSocketState.UnconnectedState:
            self._socket.connectToServer(self._address)

    def _ask(self) -> None:
        self._socket.write(_request(None))


def bring_to_front() -> None:
    """Show the window that the officer works in, or the dialog over it, before all others."""
    from PySide6.QtCore import Qt  # takes long to load, which the frame of the window does not wait for

    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in shown:
        widget.setWindowState(widget.windowState() & ~Qt.WindowState.WindowMinimized)
    window = QApplication.activeModalWidget() or next(iter(shown), None)
    if window is not None:
        window.raise_()
        window.activateWindow()


def _lock_and_address(store: Path) -> tuple[Path, str]:
    """Return where the lock of a store's window lies, and where that window listens."""
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = sha256(os.path.normcase(os.path.realpath(store)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return folder / f"{name}.lock", _address(folder, name)


def _lock_at(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # however old: who holds one is asked whether he lives
    return lock


def _address(folder: Path, name: str) -> str:
    if sys.platform == "win32":
        # Pipes have one space of names for all accounts; the folder of the account keeps them apart.
        return f"danvan-{sha256(f'{folder}|{name}'.encode()).hexdigest()[:32]}"
    path = str(folder / name[:12])
    if len(os.fsencode(path)) <= _LONGEST_SOCKET:
        return path
    return f"danvan-{sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _hand_over(address: str, bundle: Path | None) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(address)
    wait = int(_PATIENCE * 1000)
    if not socket.waitForConnected(wait):
        return False
    socket.write(_request(bundle))
    answered = socket.waitForBytesWritten(wait) and socket.waitForReadyRead(wait)
    return answered and bytes(socket.readAll().data()) == _ANSWER


def _request(bundle: Path | None) -> bytes:
    told = {name: os.environ[name] for name in _TOKENS if name in os.environ}
    if bundle is not None:
        told["bundle"] = str(bundle.absolute())
    return json.dumps(told).encode() + b"\n"


def read_request(line: bytes) -> dict[str, str] | None:
    """Return what another start of the program asks for, ``None`` for what no such start sends."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_told = isinstance(told, dict) and all(isinstance(value, str) for value in told.values())
    return told if is_told else None


def _let_come_to_front(lock: QLockFile) -> None:
    """Windows lets only the process that the officer works with hand its place over."""
    if sys.platform == "win32":
        import ctypes

        with suppress(OSError, ValueError, AttributeError):
            ctypes.windll.user32.AllowSetForegroundWindow(int(lock.getLockInfo()[0]))
