"""The nine jobs of docs/so-sanh.md, one after the other in one window, with what each of them took."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hands import Stuck, Tally
from working_day import WorkingDay
from working_office import petition_list

from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, FileKind, export_bundle, what_is

NINE_JOBS = (
    "Ghi cuộc họp thôn: 8 hộ dự, 2 nội dung, 3 ý kiến, một việc biểu quyết có đếm phiếu",
    "Kiến nghị từ một ý kiến: giao, trả lời, báo cho dân",
    "Đối thoại với một ý kiến được trả lời ngay",
    "Đăng ký mô hình, chấm điểm một tiêu chí",
    "Xem trang in báo cáo của quý",
    "Xuất tệp cho các máy đã biết",
    "Nhập tệp của máy khác",
    "Nhập danh sách kiến nghị từ Excel",
    "Tìm một người, mở những gì đã ghi về người ấy",
)


@dataclass(frozen=True)
class WalkedJob:
    """A job with what was pressed for it."""

    words: str
    tally: Tally


def walk(day: WorkingDay, province: Store, folder: Path) -> list[WalkedJob]:
    """Do all of them; raises Stuck where an officer would not get on. Files are written into ``folder``."""
    walked = []
    for words, job in jobs(day, province, folder).items():
        before = replace(day.hands.tally)
        day.hands.deed = words
        job()
        after = day.hands.tally
        walked.append(WalkedJob(words, after - before))
    day.hands.all_answered()
    return walked


def jobs(day: WorkingDay, province: Store, folder: Path) -> Mapping[str, Callable[[], object]]:
    """Return each job by its words; a record that was written is left by the job that needs it no more."""

    def petition() -> None:
        day.petition()
        day.leave()
        day.leave()

    def export() -> None:
        if what_is(day.export(folder)) is not FileKind.ENCRYPTED:
            raise Stuck("what leaves for another laptop is not encrypted")

    def take_in() -> None:
        bundle = export_bundle(province, folder / "in.danvan", ExportWish()).path
        if "Tỉnh Bắc Ninh" not in day.take_in(bundle):
            raise Stuck("it is not told from whom a file came")

    def done(job: Callable[[], object]) -> Callable[[], None]:
        def do_and_leave() -> None:
            job()
            day.leave()

        return do_and_leave

    listed = petition_list(folder)
    work = (day.meeting, petition, done(day.dialogue), done(day.model), day.report, export, take_in)
    return dict(zip(NINE_JOBS, (*work, lambda: day.load(listed), lambda: day.find("ong 1")), strict=True))
