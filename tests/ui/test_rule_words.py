"""Every value of the law is told in words, whichever its unit."""

import pytest

from danvan_desktop.localization import Translator
from danvan_desktop.store.laws import load_law
from danvan_desktop.ui.dialogs.rule_words import plain_value, value_in_words

LAW = load_law()


@pytest.mark.parametrize("code", LAW.codes())
def test_no_value_stands_as_a_bare_number(code):
    words = Translator("vi")(value_in_words(LAW[code]))
    assert words
    assert words != plain_value(LAW[code])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("reception.schedule", "trước ít nhất 5 ngày làm việc"),
        ("reception.refusal", "3 ngày làm việc"),
        ("consultation.period", "20 ngày"),
        ("initiative.share", "từ 1/10 tổng số hộ trở lên"),
        ("initiative.consent", "3 tháng"),
        ("report.cutoff.inspectorate", "ngày 14 của tháng"),
        ("rating.rank.good", "70 điểm"),
        ("meeting.cluster", "từ 200 hộ trở lên"),
        ("reception.representatives.large", "5 người"),
        ("dialogue.voters", "từ 1/10 tổng số cử tri trở lên"),
    ],
)
def test_a_value_is_told_as_officers_say_it(code, words):
    assert Translator("vi")(value_in_words(LAW[code])) == words
