"""Tells in words what a bundle did or would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from danvan_desktop.domain.device_names import device_called
from danvan_desktop.domain.kinds.unit import UNIT
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _, enumerated, ngettext
from danvan_desktop.store import MergeResult
from danvan_desktop.sync.fingerprint import fingerprint_of
from danvan_desktop.sync.import_ import ImportResult, ImportStatus
from danvan_desktop.sync.manifest import Manifest
from danvan_desktop.sync.numbering import MissingBundle
from danvan_desktop.sync.quarantine import TOLD


def describe_import(result: ImportResult, *, card_apart: bool = False) -> tuple[Message, ...]:
    """Tell in words where a bundle comes from and what it did; ``card_apart`` where the sender's card stands beside."""
    return (*_origin(result), *_first_use(result, card_apart), *_outcome(result), *result.warnings)


def _origin(result: ImportResult) -> Iterator[Message]:
    manifest = result.manifest
    yield _(
        "Tệp số {number} của {unit} ({device}), tạo lúc {moment}.",
        number=manifest.number,
        unit=manifest.unit.name,
        device=device_called(manifest.sender.name),
        moment=manifest.moment,
    )
    if manifest.volume is not None:
        yield _("Đây là tệp {part} trong bộ {of} tệp.", part=manifest.volume.part, of=manifest.volume.of)
    if result.dry_run:
        yield _("Đây là bản xem trước: chưa ghi gì vào tệp dữ liệu.")


def _first_use(result: ImportResult, card_apart: bool) -> Iterator[Message]:
    if result.first_use and card_apart:
        yield _("Lần đầu nhận tệp của máy này, chưa so mười từ nên chưa chắc đúng máy ấy.")
    elif result.first_use:
        yield _(
            "Lần đầu nhận tệp của máy này, chưa so mười từ nên chưa chắc đúng máy ấy. {card}",
            card=sender_card(result.manifest),
        )


def sender_card(manifest: Manifest) -> Message:
    """Tell who made a bundle, by its own word: name, level, unit, and the fingerprint that both sides compare."""
    unit, sender = manifest.unit, manifest.sender
    return _(
        "Máy “{device}” tự xưng là của {unit} (cấp: {level}; mã {code}). Mười từ nhận dạng: {words}.",
        device=sender.name,
        unit=unit.name,
        level=level_name(unit.kind),
        code=unit.code,
        words=fingerprint_of(sender.device, sender.recipient or "").text,
    )


def level_name(code: str) -> Message:
    """Name a kind of unit."""
    choices = UNIT.field("kind").choices
    return next((choice.label for choice in choices if choice.code == code), _("không rõ"))


def _waiting(result: ImportResult) -> Iterator[Message]:
    """Tell why a bundle was set aside."""
    if result.reason is not None:
        yield TOLD[result.reason]
    if result.waiting is not None:
        yield _("Tệp được giữ trong danh sách chờ, số {id}; chưa áp dụng gì.", id=str(result.waiting.id))


def _outcome(result: ImportResult) -> Iterator[Message]:
    if result.status is ImportStatus.QUARANTINED:
        yield from _waiting(result)
    elif result.changed_nothing:
        yield _("Mọi thay đổi trong tệp đã có sẵn ở đây; không có gì thay đổi.")
    else:
        yield from _told_of_files(result.merge.files)
        yield from _applied(result.merge) if result.merge.has_entries else ()
    yield from _not_here(result)


def _told_of_files(count: int) -> Iterator[Message]:
    if count:
        yield ngettext("{n} tệp đính kèm mới.", "{n} tệp đính kèm mới.", count)


def _applied(merge: MergeResult) -> Iterator[Message]:
    yield from _told_of_records(merge)
    if merge.filled:
        yield ngettext(
            "{n} thay đổi trước đây không được gửi nội dung nay đã có đủ.",
            "{n} thay đổi trước đây không được gửi nội dung nay đã có đủ.",
            merge.filled,
        )
    if merge.rewritten:
        yield ngettext(
            "Máy này từng được chép lại từ bản cũ; {n} lần lưu sau đó đã được ghi lại bằng nhật ký mới, không mất gì.",
            "Máy này từng được chép lại từ bản cũ; {n} lần lưu sau đó đã được ghi lại bằng nhật ký mới, không mất gì.",
            merge.rewritten,
        )
    if merge.parked:
        yield ngettext(
            "Thiếu tệp gửi trước nên {n} nội dung chưa nhập. Hãy xin nơi gửi tệp còn thiếu hoặc tệp đầy đủ.",
            "Thiếu tệp gửi trước nên {n} nội dung chưa nhập. Hãy xin nơi gửi tệp còn thiếu hoặc tệp đầy đủ.",
            merge.parked,
        )
    if merge.quarantined:
        yield told_of_contradicting(merge.quarantined)
    if merge.reappeared:
        yield told_of_reappeared(merge.reappeared)
    yield from told_of_archived(merge.archived)
    if merge.conflicts > 0:
        yield told_of_conflicts(merge.conflicts)


def _told_of_records(merge: MergeResult) -> Iterator[Message]:
    if records := records_told(merge):
        yield _("Có nội dung mới: {parts}.", parts=records)
    elif merge.added:
        yield ngettext("{n} thay đổi mới.", "{n} thay đổi mới.", merge.added)


def records_told(merge: MergeResult) -> Message | None:
    """Count the records that a merge touched, without the parts that are none; ``None`` where it touched no record."""
    counted = (
        (merge.new_records, ngettext("thêm {n} hồ sơ", "thêm {n} hồ sơ", merge.new_records)),
        (merge.changed_records, ngettext("sửa {n} hồ sơ", "sửa {n} hồ sơ", merge.changed_records)),
        (merge.deleted_records, ngettext("xóa {n} hồ sơ", "xóa {n} hồ sơ", merge.deleted_records)),
    )
    parts = [words for count, words in counted if count]
    return enumerated(parts) if parts else None


def told_of_archived(years: Mapping[int, int]) -> Iterator[Message]:
    """Tell of what came for records of years that are in archive files: it shows nowhere before these are back."""
    for year, count in sorted(years.items()):
        yield ngettext(
            "{n} thay đổi là của hồ sơ năm {year} đã lưu trữ ra tệp riêng: đã giữ, khi lấy lại năm ấy sẽ hiện ra.",
            "{n} thay đổi là của hồ sơ năm {year} đã lưu trữ ra tệp riêng: đã giữ, khi lấy lại năm ấy sẽ hiện ra.",
            count,
            year=str(year),
        )


def told_of_reappeared(titles: Sequence[str]) -> Message:
    """Tell that what was erased at somebody's request was written elsewhere again."""
    return ngettext(
        "{n} hồ sơ có mục đã xóa theo yêu cầu nay lại có nội dung, do máy chưa biết việc xóa ghi (“{title}”)."
        " Hãy mở xem; nếu vẫn phải xóa thì xóa lần nữa.",
        "{n} hồ sơ có mục đã xóa theo yêu cầu nay lại có nội dung, do máy chưa biết việc xóa ghi (đầu tiên: “{title}”)."
        " Hãy mở xem; nếu vẫn phải xóa thì xóa lần nữa.",
        len(titles),
        title=titles[0],
    )


def told_of_conflicts(count: int) -> Message:
    """Tell how many cells two wrote differently."""
    return ngettext(
        "{n} chỗ hai nơi ghi khác nhau, cần đối chiếu.", "{n} chỗ hai nơi ghi khác nhau, cần đối chiếu.", count
    )


def told_of_contradicting(count: int) -> Message:
    """Tell of entries under numbers that other entries have: whose they are writes them again once it has a file."""
    return ngettext(
        "{n} nội dung trái với phần đã nhận trước đây nên để riêng, chưa nhập. Hãy gửi tệp về máy đã ghi, nhập vào máy"
        " ấy, rồi nhận tệp mới của máy ấy: phần này sẽ được ghi lại, không mất gì. Máy ấy bị mất, hoặc vẫn báo như"
        " vậy, thì chọn bản được tính ở “Cần đối chiếu”.",
        "{n} nội dung trái với phần đã nhận trước đây nên để riêng, chưa nhập. Hãy gửi tệp về máy đã ghi, nhập vào máy"
        " ấy, rồi nhận tệp mới của máy ấy: phần này sẽ được ghi lại, không mất gì. Máy ấy bị mất, hoặc vẫn báo như"
        " vậy, thì chọn bản được tính ở “Cần đối chiếu”.",
        count,
    )


def told_of_held(count: int) -> Message:
    """Tell how many cells are held, since who wrote them has no right to."""
    return ngettext(
        "{n} ô do máy không có quyền ghi nên được để riêng, chưa nhập. Xem ở mục “Cần đối chiếu”.",
        "{n} ô do máy không có quyền ghi nên được để riêng, chưa nhập. Xem ở mục “Cần đối chiếu”.",
        count,
    )


def told_of_missing(missing: MissingBundle) -> Message:
    """Name a bundle that never came, and what becomes of what waits for it."""
    return _(
        "Thiếu tệp số {number} ngày {day} của {device}. Khi tệp đó đến, phần đang chờ tự được nhập.",
        number=missing.number,
        day=missing.moment.date(),
        device=device_called(missing.device_name, quoted=True),
    )


def named_missing(missing: MissingBundle) -> Message:
    """Name a bundle that never came."""
    return _(
        "Thiếu tệp số {number} ngày {day} của {device}.",
        number=missing.number,
        day=missing.moment.date(),
        device=device_called(missing.device_name, quoted=True),
    )


def _not_here(result: ImportResult) -> Iterator[Message]:
    """Tell what the bundle did not bring or what is held, and what became of this unit's place."""
    yield from map(told_of_missing, result.missing)
    if result.held_back or result.manifest.withheld:
        yield _("Nơi gửi chủ động không gửi một phần dữ liệu (không phải bị mất): {parts}.", parts=_parts(result))
    if result.held:
        yield told_of_held(result.held)
    if result.duplicates:
        yield ngettext(
            "{n} cặp hồ sơ có thể ghi trùng hoặc trùng số. Xem ở mục “Cần đối chiếu”.",
            "{n} cặp hồ sơ có thể ghi trùng hoặc trùng số. Xem ở mục “Cần đối chiếu”.",
            result.duplicates,
        )
    yield from result.settled


def _parts(result: ImportResult) -> Message:
    withheld = result.manifest.withheld
    streams = {held.stream for held in result.held_back}
    personal = _("dữ liệu cá nhân") if Stream.RESTRICTED.value in streams else None
    inner = _("dữ liệu nội bộ của đơn vị") if Stream.COMMUNE.value in streams else None
    content = ngettext("nội dung của {n} thay đổi", "nội dung của {n} thay đổi", withheld) if withheld else None
    parts = [part for part in (personal, inner, content) if part is not None]
    return enumerated(parts or [_("một số nhật ký")])
