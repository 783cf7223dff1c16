"""What is done about a store that does not open, in the window's place, until it is whole or nothing more is wanted."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.error_log import ErrorLog
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.errors import StoreDamaged, StoreError, StoreTooNew
from danvan_desktop.ui.dialogs.faults import tell_fault
from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog
from danvan_desktop.ui.dialogs.recovery import Recovery, RecoveryWork, can_be_recovered, is_conversion, words_of
from danvan_desktop.ui.dialogs.recovery_dialog import OutcomeDialog, RecoveryDialog
from danvan_desktop.ui.fault_watch import tell
from danvan_desktop.ui.lane import Bug, Cancelled


def recovered(path: Path, fault: StoreError | None, wanted: Recovery | None, key: bytes | None) -> bool:
    """Do what the officer wants about a store until it is whole; False when nothing is wanted.

    What is ``wanted`` at first was said in the window that closed for it; after a ``fault`` the officer is asked.
    """
    while True:
        if wanted is None and fault is not None and can_be_recovered(fault):
            wanted = _ask(path, fault, key)
        if wanted is None:
            return False
        fault = _carry_out(path, wanted, key)
        if fault is None:
            return True
        wanted = None


def unprepared(error: Exception | None) -> Message:
    """Say why a store was not brought up to this version."""
    if isinstance(error, Bug):
        ErrorLog().note("bug", error.details)
        tell(error.details)
    if isinstance(error, Cancelled):
        return _("Đã dừng việc chuẩn bị. Dữ liệu vẫn như cũ; lần mở sau sẽ làm lại từ đầu.")
    return _("Có lỗi ngoài dự kiến khi chuẩn bị. Dữ liệu vẫn như cũ.")


def _ask(path: Path, fault: StoreError, key: bytes | None) -> Recovery | None:
    may_rescue = path.is_file() and not isinstance(fault, StoreTooNew)
    dialog = RecoveryDialog(Translator(), path, fault.message, may_rescue=may_rescue, key=key)
    dialog.exec()
    return dialog.recovery


def _carry_out(path: Path, recovery: Recovery, key: bytes | None) -> StoreError | None:
    """Do it under a dialog that shows how far it is, and tell what came of it; returns why it was not done."""
    say, work = Translator(), RecoveryWork(recovery, key)
    error = PreparationDialog(say, path, work=work, words=words_of(recovery)).carry_out()
    if error is None and work.outcome is not None:
        OutcomeDialog(say, work.outcome).exec()
        return None
    if is_conversion(recovery):
        tell_fault(None, say, say(_("Chưa chuyển được")), say(_unconverted(error))).exec()
        return None
    return error if isinstance(error, StoreError) else StoreDamaged(unprepared(error))


def _unconverted(error: Exception | None) -> Message:
    if isinstance(error, StoreError):
        return error.message
    return _("Đã dừng, dữ liệu vẫn như cũ.") if isinstance(error, Cancelled) else unprepared(error)
