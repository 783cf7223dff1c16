"""The declarations of all forms, kind by kind in the order in which they are offered; nothing registers itself."""

from __future__ import annotations

from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.forms import (
    attendance_sheet,
    ballots,
    candidates,
    commune_vote,
    community_resolution,
    consultation_papers,
    dialogue_minutes,
    dialogue_papers,
    inspection_papers,
    meeting_invitation,
    meeting_minutes,
    model_papers,
    model_registration,
    model_tree,
    month_papers,
    oversight_papers,
    petition_file,
    petition_papers,
    petition_reminder,
    publicity_papers,
    reception_book,
    reception_papers,
    situation_report,
    today_list,
    unit_figures,
    vote_count,
    week_list,
    work_papers,
    work_report,
)

DECLARED: tuple[ReportForm, ...] = (
    *meeting_minutes.FORMS,
    *meeting_invitation.FORMS,
    *attendance_sheet.FORMS,
    *community_resolution.FORMS,
    *vote_count.FORMS,
    *ballots.FORMS,
    *candidates.FORMS,
    *commune_vote.FORMS,
    *dialogue_minutes.FORMS,
    *dialogue_papers.FORMS,
    *reception_book.FORMS,
    *reception_papers.FORMS,
    *petition_file.FORMS,
    *petition_papers.FORMS,
    *petition_reminder.FORMS,
    *publicity_papers.FORMS,
    *consultation_papers.FORMS,
    *work_papers.FORMS,
    *oversight_papers.FORMS,
    *inspection_papers.FORMS,
    *model_registration.FORMS,
    *model_papers.FORMS,
    *model_tree.FORMS,
    *month_papers.FORMS,
    *situation_report.FORMS,
    *work_report.FORMS,
    *unit_figures.FORMS,
)

DAY_FORMS: tuple[ReportForm, ...] = (*today_list.FORMS, *week_list.FORMS)
"""What is printed of the day alone, of no kind and no period."""
