"""Holds a record against its kind's declaration and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from danvan_desktop.domain.fields import Field, FieldError, Value, Values
from danvan_desktop.domain.former import restated
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.locking import REOPEN_REASON, lock_words, state_label
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _


def parse_values(
    kind: Kind, raw: Mapping[str, object], today: dt.date | None = None, before: Values | None = None
) -> tuple[dict[str, Value], list[Problem]]:
    """Turn raw input by field name into values, with a problem for each field that is unknown or cannot be read.

    ``before`` holds the values that a change leaves as they are. Former choices become what they mean today.
    """
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, entry in raw.items():
        if not kind.has(name):
            problems.append(Problem(name, _("“{kind}” không có trường “{field}”.", kind=kind.label, field=name)))
            continue
        try:
            field = kind.field(name)
            day = _day_for(kind, field.day_of, {**(before or {}), **raw}, today) if field.day_of else None
            values[name] = field.parse(entry, today, day)
        except FieldError as error:
            problems.append(Problem(name, error.message))
    return restated(kind, values), problems


def _day_for(kind: Kind, day_of: str, around: Mapping[str, object], today: dt.date | None) -> dt.date | None:
    """Return the day on which a time that is typed alone is, by the field that tells it."""
    try:
        start = kind.field(day_of).parse(around.get(day_of), today)
    except FieldError:
        return None
    return dt.date.fromisoformat(str(start)[:10]) if start else None


def unusable(kind: Kind, record: Record) -> tuple[Problem, ...]:
    """Tell which values of a record no form could have saved: they came from elsewhere, and work passes over them."""
    return tuple(_unusable(kind, record))


def _unusable(kind: Kind, record: Record) -> Iterator[Problem]:
    for field in kind.fields:
        value = record.get(field.name)
        if value == MASK:
            continue
        try:
            field.parse(value)
        except FieldError as error:
            reason = _("Không dùng được giá trị đã ghi ({reason}).", reason=error.message)
            yield Problem(field.name, reason, Severity.WARNING)


def validate(kinds: Kinds, record: Record, context: RuleContext) -> tuple[Problem, ...]:
    """Return all problems of a record, errors and warnings, in the order of its fields."""
    kind = kinds[record.kind]
    problems = [
        *_missing(kind, record, context),
        *_not_told(kind, record, context),
        *_references(kinds, record, context),
        *_locks(kinds, record, context),
    ]
    if kind.append_only and context.before is not None and record.values != context.before:
        problems.append(_only_added(kind))
    for rule in kind.rules:
        problems.extend(rule(record, context))
    if not problems:
        return ()
    places = kind.places
    return tuple(sorted(problems, key=lambda problem: places.get(problem.field or "", -1)))


def validate_deletion(kinds: Kinds, record: Record, context: RuleContext) -> tuple[Problem, ...]:
    """Return what keeps a record from being deleted: what is locked stays, with its parts."""
    kind = kinds[record.kind]
    if kind.append_only:
        return (_only_added(kind),)
    if kind.is_locked(record.values):
        return (Problem(None, lock_words(kind, record.values)),)
    whole = _locked_whole(kinds, kind, record, context)
    return () if whole is None else (Problem(None, _words_of(kinds, whole)),)


def _missing(kind: Kind, record: Record, context: RuleContext) -> Iterator[Problem]:
    """Tell what is asked for; what was erased at a citizen's request is not asked for again."""
    for field in kind.required:
        if record.get(field.name) is None and field.name not in context.erased:
            yield Problem(field.name, _("Chưa ghi {field}.", field=field.label))


def _not_told(kind: Kind, record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of what is asked for and was left empty, when the record is made or the field is emptied."""
    for field in kind.expected:
        is_left = context.before is None or context.before.get(field.name) is not None
        if record.get(field.name) is None and is_left:
            yield Problem(field.name, _("Chưa ghi {field}.", field=field.label), Severity.WARNING)


def _references(kinds: Kinds, record: Record, context: RuleContext) -> Iterator[Problem]:
    kind = kinds[record.kind]
    for field in kind.references:
        uid = record.text(field.name)
        if not uid or (context.before is not None and context.before.get(field.name) == uid):
            continue
        target = context.reader.get(uid)
        if target is None:
            yield Problem(field.name, _not_there(kinds, field, uid, context))
        elif target.kind not in field.targets:
            yield Problem(field.name, _("{field}: hồ sơ được chọn không đúng loại.", field=field.label))
        elif field.name == kind.unit and kind.date is not None:
            yield from _unit_of_before(record, field, kind.date, target, context)


def _not_there(kinds: Kinds, field: Field, uid: str, context: RuleContext) -> Message:
    gone = context.deleted(uid)
    if gone is None:
        return _("{field}: không tìm thấy hồ sơ {uid}.", field=field.label, uid=uid)
    title = kinds[gone.kind].title_of(gone)
    return _(
        "{field}: “{title}” đã bị xóa. Hãy khôi phục từ Thùng rác hoặc chọn hồ sơ khác.", field=field.label, title=title
    )


def _unit_of_before(
    record: Record, field: Field, dated_by: str, unit: Record, context: RuleContext
) -> Iterator[Problem]:
    """Warn of what came before its unit was there, or after it went into another: that is the one to choose."""
    day, ended, begun = record.date(dated_by), unit.date("valid_to"), unit.date("valid_from")
    if day is not None and begun is not None and day < begun:
        words = _("“{unit}” có từ ngày {day}: hãy chọn đơn vị trước đó.", unit=unit.text("name"), day=begun)
        yield Problem(field.name, words, Severity.WARNING)
    if day is None or ended is None or day <= ended:
        return
    successor = context.reader.get(unit.text("successor")) if unit.text("successor") else None
    words = _("“{unit}” đã kết thúc ngày {day}.", unit=unit.text("name"), day=ended)
    if successor is not None:
        words = _(
            "“{unit}” đã kết thúc ngày {day}; đơn vị kế tục là “{successor}”.",
            unit=unit.text("name"),
            day=ended,
            successor=successor.text("name"),
        )
    yield Problem(field.name, words, Severity.WARNING)


def _locks(kinds: Kinds, record: Record, context: RuleContext) -> Iterator[Problem]:
    kind, before = kinds[record.kind], context.before
    if before is not None and kind.is_locked(before):
        if not kind.is_locked(record.values):
            yield from _reopened(kind, record, before)
            return
        touched = _first_locked_change(kind, record, before)
        if touched is not None:
            yield Problem(touched, lock_words(kind, before))
        return
    whole = _locked_whole(kinds, kind, record, context)
    if whole is not None and _first_locked_change(kind, record, before or {}) is not None:
        yield Problem(None, _words_of(kinds, whole))


def _reopened(kind: Kind, record: Record, before: Values) -> Iterator[Problem]:
    reason = record.text(REOPEN_REASON)
    if not reason or reason == before.get(REOPEN_REASON):
        words = _("Trạng thái đang là “{state}”: phải ghi lý do mở lại.", state=state_label(kind, before))
        yield Problem(REOPEN_REASON, words)


def _first_locked_change(kind: Kind, record: Record, before: Values) -> str | None:
    for field in kind.fields:
        if not field.open_when_signed and record.get(field.name) != before.get(field.name):
            return field.name
    return None


def _locked_whole(kinds: Kinds, kind: Kind, record: Record, context: RuleContext) -> Record | None:
    """Return the record that a part belongs, or belonged, to if it was locked before this save and stays so.

    A part of a part, such as a mark of a team, is locked with the whole of both.
    """
    if kind.parent is None or not kind.locks_with_parent:
        return None
    parents = (record.get(kind.parent), (context.before or {}).get(kind.parent))
    for uid in parents:
        if not isinstance(uid, str):
            continue
        locked = _if_locked(kinds, uid, context)
        above = context.reader.get(uid) if locked is None else None
        if above is not None and above.uid != record.uid and kinds[above.kind].parent is not None:
            locked = _locked_whole(kinds, kinds[above.kind], above, replace(context, before=None))
        if locked is not None:
            return locked
    return None


def _if_locked(kinds: Kinds, uid: str, context: RuleContext) -> Record | None:
    before, after = context.stored.get(uid), context.reader.get(uid)
    stays = all(seen is not None and kinds[seen.kind].is_locked(seen.values) for seen in (before, after))
    return after if stays else None


def _words_of(kinds: Kinds, whole: Record) -> Message:
    return lock_words(kinds[whole.kind], whole.values)


def _only_added(kind: Kind) -> Problem:
    return Problem(None, _("Sổ ghi “{kind}” chỉ được ghi thêm, không sửa, không xóa.", kind=kind.plural))
