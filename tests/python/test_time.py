"""Days are datetime.date and nothing else; calendar, periods and rules answer as the notices do."""

import datetime
import pickle

import pytest

import bihuan
from conftest import day

CHINA = bihuan.Calendar.china()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (datetime.datetime(2020, 9, 7, 8, 30), "has a time of day that would be lost; its .date() is a day"),
        ("2020-09-07", "not str '2020-09-07'; bihuan.parse_day reads what people write"),
        (20200907, "not int 20200907"),
        (None, "not NoneType None"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(wrong: object, says: str):
    with pytest.raises(TypeError, match="a day is a datetime.date") as told:
        CHINA.is_working_day(wrong)
    assert says in str(told.value)


def test_days_go_in_and_come_out_as_dates():
    result = CHINA.next_working_day(day("2020-09-30"))
    assert type(result) is datetime.date and result == day("2020-10-09")


@pytest.mark.parametrize("written", ["2020-09-07", "2020/9/7", "2020.9.7", "2020年9月7日", "２０２０年９月７日"])
def test_days_are_read_as_people_write_them(written: str):
    assert bihuan.parse_day(written) == day("2020-09-07")


@pytest.mark.parametrize("written", ["9/7/2020", "20200907", "2020-02-30", ""])
def test_other_spellings_are_refused(written: str):
    with pytest.raises(bihuan.TimeError) as told:
        bihuan.parse_day(written)
    assert told.value.code == "bad_day"


def test_the_spring_festival_of_2022_has_a_make_up_sunday():
    assert CHINA.previous_working_day(day("2022-02-01")) == day("2022-01-30")
    status = CHINA.status(day("2022-01-30"))
    assert (status.kind, status.working, status.name) == (bihuan.DayKind.make_up_day, True, "春节")
    assert "国办发明电〔2021〕11号" in status.notice


def test_working_days_are_counted_and_added():
    assert CHINA.count_working_days(day("2020-10-01"), day("2020-10-11")) == 2
    assert CHINA.add_working_days(day("2020-09-30"), 1) == day("2020-10-09")
    assert CHINA.add_working_days(day("2020-10-09"), -1) == day("2020-09-30")
    assert CHINA.add_working_days(day("2020-10-04"), 0) == day("2020-10-04")


def test_a_year_nobody_has_announced_is_no_year_without_holidays():
    with pytest.raises(bihuan.TimeError) as told:
        CHINA.is_working_day(day("2049-10-01"))
    assert told.value.code == "no_calendar" and "2049" in told.value.chinese


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(bihuan.TimeError, match="before it begins"):
        CHINA.count_working_days(day("2020-10-02"), day("2020-10-01"))


def test_periods():
    quarter = bihuan.Period("2020-Q4")
    assert (quarter.kind, quarter.first, quarter.last) == (
        bihuan.PeriodKind.quarter,
        day("2020-10-01"),
        day("2020-12-31"),
    )
    assert str(quarter.next()) == "2021-Q1" and quarter.chinese == "2020年第四季度"
    assert repr(quarter) == "Period('2020-Q4')" and eval(repr(quarter), {"Period": bihuan.Period}) == quarter
    assert quarter == bihuan.Period.containing(day("2020-11-05"), bihuan.PeriodKind.quarter)
    assert len({quarter, bihuan.Period("2020-Q4")}) == 1
    assert pickle.loads(pickle.dumps(quarter)) == quarter


@pytest.mark.parametrize("written", ["2020-13", "2020-Q5", "2020-H3", "October", "2020-W54"])
def test_what_is_no_period_is_refused(written: str):
    with pytest.raises(bihuan.TimeError) as told:
        bihuan.Period(written)
    assert told.value.code == "bad_period"


def test_a_deadline_explains_itself():
    rule = bihuan.DeadlineRule(
        id="review", title="复查", days=10, counting=bihuan.Counting.working_days, source="规定第29条"
    )
    deadline = bihuan.resolve(rule, day("2020-09-25"), CHINA)
    assert deadline.due_on == day("2020-10-15")
    assert {skipped.day for skipped in deadline.skipped} >= {day("2020-10-01"), day("2020-10-08")}
    assert "规定第29条" in deadline.explanation and "10个工作日" in deadline.explanation


NEXT_YEARS = """
[[edition]]
id = "2049-1"
year = 2049
published_on = 2048-11-20
notice = "关于2049年放假的通知（虚构）"
address = "https://example.org/2049"
holidays = [{ name = "元旦", first = 2049-01-01, last = 2049-01-03 }]
"""


def test_more_years_come_from_a_file():
    longer = CHINA.with_editions(bihuan.Calendar.parse(NEXT_YEARS, "more.toml"))
    assert longer.is_working_day(day("2049-01-04")) and not longer.is_working_day(day("2049-01-01"))
    assert longer.edition_of(2049).notice == "关于2049年放假的通知（虚构）"


def test_a_wrong_calendar_file_says_where():
    with pytest.raises(bihuan.TimeError) as told:
        bihuan.Calendar.parse(NEXT_YEARS.replace("year = 2049", 'year = "x"'), "more.toml")
    assert (told.value.code, told.value.file, told.value.line) == ("bad_calendar", "more.toml", 4)
