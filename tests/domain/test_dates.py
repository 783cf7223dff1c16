import contextlib
import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.dates import DateError, parse_date, parse_datetime, parse_time

AUGUST_12 = dt.date(2026, 8, 12)

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))

DATE_FORMS = [
    "{d.year:04}-{d.month:02}-{d.day:02}",
    "{d.day}/{d.month}/{d.year}",
    "{d.day:02}-{d.month:02}-{d.year}",
    "{d.day}.{d.month}.{d.year}",
    "{d.day} / {d.month} / {d.year}",
    "ngày {d.day:02} tháng {d.month:02} năm {d.year}",
    "{d.day} tháng {d.month}, {d.year}",
    "Ngày {d.day} tháng {d.month}/{d.year}.",
]
TIME_FORMS = [
    "{t.hour}:{t.minute:02}",
    "{t.hour:02}h{t.minute:02}",
    "{t.hour} giờ {t.minute}",
    "{t.hour} giờ {t.minute:02} phút",
    "{t.hour:02}:{t.minute:02}:00",
]
DATETIME_FORMS = ["{day} {time}", "{time} ngày {day}", "{time}, {day}", "{day}, lúc {time}", "Hồi {time} {day}"]


@given(DATES, st.sampled_from(DATE_FORMS))
def test_every_day_is_read_in_every_form(day, form):
    assert parse_date(form.format(d=day)) == day


@given(TIMES, st.sampled_from(TIME_FORMS))
def test_every_minute_is_read_in_every_form(time, form):
    assert parse_time(form.format(t=time)) == time


@given(DATES, TIMES, st.sampled_from(DATE_FORMS[:-1]), st.sampled_from(TIME_FORMS), st.sampled_from(DATETIME_FORMS))
def test_every_moment_is_read_in_either_order(day, time, date_form, time_form, form):
    typed = form.format(day=date_form.format(d=day), time=time_form.format(t=time)).replace("ngày ngày", "ngày")
    assert parse_datetime(typed) == dt.datetime.combine(day, time)


@given(DATES, TIMES)
def test_the_stored_form_is_read_back(day, time):
    moment = dt.datetime.combine(day, time)
    assert parse_datetime(moment.isoformat()) == moment
    assert parse_datetime(moment.isoformat(timespec="minutes")) == moment


@pytest.mark.parametrize(
    "typed",
    [
        "12/08/26",
        "12-8-26",
        " 12–8–2026 ",
        "2026/8/12",
        "ngày 12/8/2026",
        "12 THÁNG 8 NĂM 2026",
        "ngay 12 thang 8 nam 2026",
        unicodedata.normalize("NFD", "ngày 12 tháng 8, năm 2026"),
        "12\u00a0tháng 8\u200b 2026",
    ],
)
def test_a_date_is_read_however_it_is_typed(typed):
    assert parse_date(typed) == AUGUST_12


def test_the_day_comes_before_the_month():
    assert parse_date("3/2/2026") == dt.date(2026, 2, 3)
    assert parse_date("ngày mùng 3 tháng 2 năm 2026") == dt.date(2026, 2, 3)


@pytest.mark.parametrize(("typed", "year"), [("1/1/00", 2000), ("1/1/49", 2049), ("1/1/50", 1950), ("1/1/99", 1999)])
def test_two_digits_of_a_year_turn_at_fifty(typed, year):
    assert parse_date(typed).year == year


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("30/2/2026", "Tháng 2 năm 2026 chỉ có 28 ngày."),
        ("30/2/2028", "Tháng 2 năm 2028 chỉ có 29 ngày."),
        ("ngày 31 tháng 4 năm 2026", "Tháng 4 năm 2026 chỉ có 30 ngày."),
        ("2026-06-31", "Tháng 6 năm 2026 chỉ có 30 ngày."),
        ("8/13/2026", "Không có tháng 13; ghi ngày trước, tháng sau, như 12/8/2026."),
        ("1/0/2026", "Không có tháng 0; ghi ngày trước, tháng sau, như 12/8/2026."),
        ("0/1/2026", "Không có ngày 0; ngày đi từ 1."),
        ("12/8/1206", "Năm 1206 nằm ngoài khoảng từ 1900 đến 2100."),
        ("12/8", "“12/8” thiếu năm; hãy ghi đủ ngày, tháng, năm như 12/8/2026."),
        ("12 tháng 8", "“12 tháng 8” thiếu năm; hãy ghi đủ ngày, tháng, năm như 12/8/2026."),
        ("hôm qua", "“hôm qua” không phải là ngày; hãy ghi như 12/8/2026."),
    ],
)
def test_a_wrong_date_is_refused_with_what_is_wrong(typed, told):
    with pytest.raises(DateError) as refused:
        parse_date(typed)
    assert str(refused.value) == told


@pytest.mark.parametrize("typed", ["", "12", "12/8/226", "12/8-2026", "12/8/2026 14:30", "٢٠٢٦-٠٨-١٢", "a" * 5000])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(DateError):
        parse_date(typed)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("14h", 14, 0),
        ("14H30'", 14, 30),
        ("8g05", 8, 5),
        ("14 gio 30 phut", 14, 30),
        ("8 giờ 30 phút sáng", 8, 30),
        ("11h30 trưa", 11, 30),
        ("12h trưa", 12, 0),
        ("1 giờ trưa", 13, 0),
        ("2 giờ 30 phút chiều", 14, 30),
        ("12:30 chiều", 12, 30),
        ("14h30 chiều", 14, 30),
        ("7h tối", 19, 0),
        ("10 giờ đêm", 22, 0),
        ("1 giờ đêm", 1, 0),
        ("2:30:00 CH", 14, 30),
        ("12:00:00 SA", 0, 0),
        ("12:15 CH", 12, 15),
        ("8:05 am", 8, 5),
        ("14:30:59.999", 14, 30),
    ],
)
def test_a_time_is_read_as_it_is_said(typed, hour, minute):
    assert parse_time(typed) == dt.time(hour, minute)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("24:00", "Không có 24 giờ; giờ đi từ 0 đến 23."),
        ("14h75", "Không có 75 phút; phút đi từ 0 đến 59."),
        ("14 giờ sáng", "“14 giờ sáng” không rõ là mấy giờ; hãy ghi theo 24 giờ, như 14:30."),
        ("12 giờ đêm", "“12 giờ đêm” không rõ là mấy giờ; hãy ghi theo 24 giờ, như 14:30."),
        ("hai giờ", "“hai giờ” không phải là giờ; hãy ghi như 14:30 hoặc 14h30."),
        ("14", "“14” không phải là giờ; hãy ghi như 14:30 hoặc 14h30."),
        ("14:5", "“14:5” không phải là giờ; hãy ghi như 14:30 hoặc 14h30."),
    ],
)
def test_a_wrong_time_is_refused_with_what_is_wrong(typed, told):
    with pytest.raises(DateError) as refused:
        parse_time(typed)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    "typed",
    [
        "14 giờ 30 phút, ngày 12 tháng 8 năm 2026",
        "Lúc 2h30 chiều ngày 12/8/2026",
        "ngày 12/8/2026, vào lúc 14h30",
        "12/08/2026 2:30:00 CH",
        "12-8-26 - 14:30",
        "14:30 - 12/8/2026",
        "12082026 1430",
        "12/8/2026 1430",
        "12 8 2026 1430",
    ],
)
def test_a_moment_is_read_however_it_is_typed(typed):
    assert parse_datetime(typed) == dt.datetime(2026, 8, 12, 14, 30)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("14h30", "“14h30” chưa có ngày; hãy ghi như 14h30 ngày 12/8/2026."),
        ("12/8/2026", "“12/8/2026” chưa có giờ; hãy ghi như 14h30 ngày 12/8/2026."),
        ("30/2/2026 8:00", "Tháng 2 năm 2026 chỉ có 28 ngày."),
        ("12/8/2026 25:00", "Không có 25 giờ; giờ đi từ 0 đến 23."),
        ("12/8/2026 mai", "“12/8/2026 mai” không phải là giờ; hãy ghi như 14:30 hoặc 14h30."),
        ("2026-08-12T14:30Z", "“2026-08-12T14:30Z” không phải là giờ; hãy ghi như 14:30 hoặc 14h30."),
    ],
)
def test_a_wrong_moment_is_refused_with_what_is_wrong(typed, told):
    with pytest.raises(DateError) as refused:
        parse_datetime(typed)
    assert str(refused.value) == told


def test_a_long_text_is_shown_shortened():
    with pytest.raises(DateError, match="“" + "a" * 40 + "…”"):
        parse_date("a" * 41)


@given(st.text(alphabet="0123456789/-.: thgngàychiều"))
def test_any_text_is_read_or_refused(typed):
    for parse in (parse_date, parse_time, parse_datetime):
        with contextlib.suppress(DateError):
            parse(typed)


@pytest.mark.parametrize("typed", ["12082026", "12 8 2026", "12,8,2026", "12, 8, 2026", "20260812"])
def test_a_date_typed_in_a_hurry_is_read(typed):
    assert parse_date(typed) == AUGUST_12


@pytest.mark.parametrize("typed", ["12/8", "12-8", "12.8", "12 tháng 8", "ngày mùng 12 tháng 8"])
def test_a_day_without_a_year_is_of_the_year_of_today(typed):
    assert parse_date(typed, dt.date(2026, 1, 1)) == AUGUST_12


@pytest.mark.parametrize(
    "typed", ["12082026 14h30", "12 8 2026, lúc 14:30", "12,8,2026 vào 14h30", "14h30 ngày 12/8/2026"]
)
def test_a_moment_typed_in_a_hurry_is_read(typed):
    assert parse_datetime(typed) == dt.datetime(2026, 8, 12, 14, 30)


def test_a_time_alone_is_of_the_day_that_is_known():
    assert parse_datetime("14h30", day=AUGUST_12) == dt.datetime(2026, 8, 12, 14, 30)
    with pytest.raises(DateError, match="chưa có ngày"):
        parse_datetime("14h30")
    with pytest.raises(DateError, match="chưa có giờ"):
        parse_datetime("12/8/2026", day=AUGUST_12)


@pytest.mark.parametrize(
    ("typed", "hour"), [("12h chiều", 12), ("12 giờ SA", 0), ("12 giờ am", 0), ("0 giờ sáng", 0), ("11 giờ sáng", 11)]
)
def test_noon_and_midnight_are_told_apart(typed, hour):
    assert parse_time(typed).hour == hour


@pytest.mark.parametrize("typed", ["12 giờ tối", "12 giờ đêm", "5 giờ trưa", "19 giờ chiều rưỡi"])
def test_a_part_of_the_day_that_does_not_fit_is_refused(typed):
    with pytest.raises(DateError):
        parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "is_read"), [("31/12/1899", False), ("1/1/1900", True), ("31/12/2100", True), ("1/1/2101", False)]
)
def test_years_are_held_between_1900_and_2100(typed, is_read):
    if is_read:
        assert parse_date(typed)
    else:
        with pytest.raises(DateError, match="nằm ngoài khoảng từ 1900 đến 2100"):
            parse_date(typed)


def test_a_long_text_is_shown_short():
    with pytest.raises(DateError) as refused:
        parse_date("a " * 100)
    assert str(refused.value).startswith("“" + ("a " * 20) + "…”")


@pytest.mark.parametrize(
    "typed",
    [
        "14h30 ngày 12/8",
        "14:30 12/8",
        "14 giờ 30 ngày 12 tháng 8",
        "lúc 14h30, 12-8",
        "12/8 14h30",
        "2h30 chiều ngày 12/8",
    ],
)
def test_a_moment_without_a_year_is_of_the_year_of_today(typed):
    assert parse_datetime(typed, dt.date(2026, 1, 1)) == dt.datetime(2026, 8, 12, 14, 30)
    with pytest.raises(DateError, match="thiếu năm"):
        parse_datetime(typed)
