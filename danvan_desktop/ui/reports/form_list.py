"""What stands in the list of forms: the ones that are due, then all by purpose, as far as the search finds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.text import search_terms
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.reports.due import DAYS, DueForm
from danvan_desktop.reports.form import Purpose, ReportForm


@dataclass(frozen=True)
class FormRow:
    """One row: a form, or one that is due, of a period or record; ``aside`` stands at the right of the title."""

    form: ReportForm
    title: str
    detail: str = ""
    aside: str = ""
    uid: str = ""
    period: Period | None = None
    is_due: bool = False
    is_late: bool = False

    @property
    def told(self) -> str:
        """Say all of it in one line."""
        return ". ".join(part for part in (self.title, self.aside, self.detail) if part)


@dataclass(frozen=True)
class FormGroup:
    """Rows under one heading; ``purpose`` is ``None`` for those that are due."""

    purpose: Purpose | None
    title: str
    note: str
    rows: Sequence[FormRow]


def form_groups(
    forms: Iterable[ReportForm], due: Sequence[DueForm], words: str, today: dt.date, say: Translator
) -> Sequence[FormGroup]:
    """Return the groups that have rows; ``words`` leaves the forms that they name, marks do not matter."""
    listed = _found(list(forms), search_terms(words), say)
    codes = {form.code for form in listed}
    groups = [_due_group([one for one in due if one.form.code in codes], today, say)]
    for purpose in Purpose:
        rows = [_row(form, say) for form in listed if form.purpose is purpose]
        groups.append(FormGroup(purpose, say(purpose.label), say.number(len(rows)), rows))
    return [group for group in groups if group.rows]


def figures_told(period: Period, today: dt.date) -> Message:
    """Say up to which day a period's figures go, and that it has not ended."""
    if period.first > today:
        return _("Kỳ này chưa bắt đầu, chưa có số liệu.")
    if period.last < today:
        return _("Số liệu cả {period}.", period=period.label())
    return _("Số liệu đến {day}; {period} chưa hết.", day=today, period=period.label())


def _found(forms: Sequence[ReportForm], terms: Sequence[str], say: Translator) -> Sequence[ReportForm]:
    """Find forms by the words of their titles, else by all that is said of them, such as the number in the decree."""
    named = [form for form in forms if _has(terms, say(form.title))]
    return named or [form for form in forms if _has(terms, f"{say(form.description)} {say(form.purpose.label)}")]


def _has(terms: Sequence[str], text: str) -> bool:
    """Tell whether each term begins a word of a text."""
    words = search_terms(text)
    return all(any(word.startswith(term) for word in words) for term in terms)


def _row(form: ReportForm, say: Translator) -> FormRow:
    number = say(_("Mẫu số {number}", number=form.form_number)) if form.form_number else ""
    return FormRow(form, say(form.title), aside=number)


def _due_group(due: Sequence[DueForm], today: dt.date, say: Translator) -> FormGroup:
    note = say(ngettext("{n} trong {days} ngày tới", "{n} trong {days} ngày tới", len(due), days=DAYS))
    return FormGroup(None, say(_("Đến hạn")), note, [_due_row(one, today, say) for one in due])


def _due_row(due: DueForm, today: dt.date, say: Translator) -> FormRow:
    title = say(due.form.title)
    if due.period is not None and due.form.addressees is not None:
        title = say(_("{form} {period}", form=due.form.title, period=due.period.label()))
    return FormRow(
        due.form,
        title,
        " · ".join(map(say, _details(due))),
        say(_left(due, today)),
        due.uid,
        due.period,
        is_due=True,
        is_late=due.days_left(today) < 0,
    )


def _details(due: DueForm) -> Iterator[Message]:
    if due.addressee:
        yield _("Gửi {addressee}", addressee=due.addressee)
        yield _("đã soạn {n} mục", n=due.written) if due.written else _("chưa soạn")
    if due.waiting:
        yield ngettext("{n} hồ sơ đang chờ", "{n} hồ sơ đang chờ", due.waiting)


def _left(due: DueForm, today: dt.date) -> Message:
    """Say how many days are left; no term is known of reports, so that after its end a period is told as ended."""
    left = due.days_left(today)
    if left > 0:
        return ngettext("còn {n} ngày", "còn {n} ngày", left)
    if left == 0:
        return _("hôm nay")
    if due.addressee:
        return ngettext("kỳ hết {n} ngày trước", "kỳ hết {n} ngày trước", -left)
    return ngettext("quá hạn {n} ngày", "quá hạn {n} ngày", -left)
