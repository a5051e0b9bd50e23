"""Whole columns of days: one answer a row, the same as the single questions and as numpy's where numpy can say it."""

import datetime
import random
import subprocess
import sys

import numpy
import pandas
import pytest

import bihuan
from conftest import day

CHINA = bihuan.Calendar.china()
FIRST, LAST = day("2019-01-01"), day("2026-12-31")
COVERED = numpy.arange(numpy.datetime64(FIRST), numpy.datetime64(LAST) + 1)
OFF = [one for one in COVERED.tolist() if not CHINA.is_working_day(one)]
NUMPYS = numpy.busdaycalendar(weekmask="1111111", holidays=OFF)  # the one way numpy can say make-up days: all rest days named


def walked(start: datetime.date, n: int) -> datetime.date | None:
    while n:
        start += datetime.timedelta(days=1 if n > 0 else -1)
        if not FIRST <= start <= LAST:
            return None
        n -= CHINA.is_working_day(start) * (1 if n > 0 else -1)
    return start


def some_days(rows: int, seed: int) -> numpy.ndarray:
    return numpy.random.default_rng(seed).choice(COVERED[100:-100], rows)


@pytest.mark.parametrize("rows", [0, 1, 100, 3000, 100_000])
@pytest.mark.parametrize("n", [1, -1, 10, -25])
def test_adding_in_columns_is_walking_and_is_numpys_exact_form(rows: int, n: int):
    days = some_days(rows, seed=rows + abs(n))
    got = CHINA.add_working_days(days, n)
    assert got.dtype == "datetime64[D]" and got.shape == days.shape
    start = numpy.busday_offset(days, 0, roll="backward" if n > 0 else "forward", busdaycal=NUMPYS)
    assert (got == numpy.busday_offset(start, n, busdaycal=NUMPYS)).all()
    for row in random.Random(rows).sample(range(rows), min(rows, 50)):
        assert got[row] == walked(days[row].item(), n)


def test_every_covered_day_edges_too():
    answers = {n: [walked(one, n) for one in COVERED.tolist()] for n in (0, 1, -1, 3)}
    for n, expected in answers.items():
        can = numpy.array([one is not None for one in expected])
        days = COVERED[can]
        assert CHINA.add_working_days(days, n).tolist() == [one for one in expected if one is not None]
        assert CHINA.add_working_days(numpy.tile(days, 3), n).tolist()[: len(days)] == [one for one in expected if one]
    assert CHINA.next_working_day(COVERED[:-1]).tolist() == answers[1][:-1]
    assert CHINA.previous_working_day(COVERED[-100:]).tolist() == answers[-1][-100:]
    assert CHINA.is_working_day(COVERED).tolist() == [one not in OFF for one in COVERED.tolist()]


def test_a_number_of_days_for_every_row():
    days = some_days(5000, seed=1)
    n = numpy.random.default_rng(2).integers(-40, 40, 5000)
    got = CHINA.add_working_days(days, n)
    assert got.tolist() == [CHINA.add_working_days(*row) for row in zip(days.tolist(), n.tolist(), strict=True)]
    assert (CHINA.add_working_days(days, n.astype("int8")) == got).all()
    assert (CHINA.add_working_days(days, n.tolist()) == got).all()
    with pytest.raises(TypeError):
        CHINA.add_working_days(days, n * 1.5)


def test_counting_in_columns_is_numpys_count_with_both_ends():
    first, last = numpy.sort(numpy.stack([some_days(20_000, seed=3), some_days(20_000, seed=4)]), axis=0)
    got = CHINA.count_working_days(first, last)
    assert got.dtype == "int64"
    assert (got == numpy.busday_count(first, last + 1, busdaycal=NUMPYS)).all()
    assert CHINA.count_working_days(FIRST, last[:5]).tolist() == [CHINA.count_working_days(FIRST, one) for one in last[:5].tolist()]
    numbers = first[:5].astype("int32")
    assert (CHINA.count_working_days(numbers, LAST) == CHINA.count_working_days(first[:5], LAST)).all()
    assert CHINA.count_working_days(first[:5], LAST).tolist() == [CHINA.count_working_days(one, LAST) for one in first[:5].tolist()]


def test_answers_go_where_they_are_wanted():
    days = some_days(5000, seed=5)
    expected = CHINA.add_working_days(days, 3)
    out = numpy.empty_like(days)
    assert CHINA.add_working_days(days, 3, out=out) is out and (out == expected).all()
    own = days.copy()
    assert CHINA.add_working_days(own, 3, out=own) is own and (own == expected).all()
    across = numpy.concatenate([days, days[:1]])
    assert (CHINA.add_working_days(across[:-1], 3, out=across[1:]) == expected).all()
    worked = numpy.empty(5000, dtype=bool)
    assert CHINA.is_working_day(days, out=worked) is worked
    counts = numpy.empty(5000, dtype="int64")
    assert CHINA.count_working_days(days, days, out=counts) is counts and (counts == worked).all()


@pytest.mark.parametrize(
    ("out", "error", "says"),
    [
        (numpy.empty(4, "datetime64[D]"), ValueError, r"shape \(3,\) here, and is datetime64\[D\] of shape \(4,\)"),
        (numpy.empty(3, "int64"), ValueError, "and is int64"),
        (numpy.empty(6, "datetime64[D]")[::2], ValueError, "in one piece"),
        (numpy.broadcast_to(numpy.datetime64("2020-01-01"), 3), ValueError, "writeable"),
        ([0, 0, 0], TypeError, "out is a numpy array"),
    ],
)
def test_a_place_that_does_not_fit_is_refused(out: object, error: type[Exception], says: str):
    with pytest.raises(error, match=says):
        CHINA.next_working_day(COVERED[:3], out=out)


def test_shapes_strides_and_other_owners_of_days():
    days = some_days(24, seed=6)
    expected = CHINA.next_working_day(days)
    square = days.reshape(4, 6)
    assert (CHINA.next_working_day(square) == expected.reshape(4, 6)).all()
    assert (CHINA.next_working_day(square.T) == expected.reshape(4, 6).T).all()
    assert (CHINA.next_working_day(numpy.repeat(days, 2)[::2]) == expected).all()
    assert (CHINA.next_working_day(days.astype("int32")) == expected.astype("int32")).all()
    assert CHINA.next_working_day(days.astype("int32")).dtype == "int32"
    one = CHINA.next_working_day(numpy.datetime64("2020-09-30"))
    assert isinstance(one, numpy.datetime64) and one == numpy.datetime64("2020-10-09")
    series = pandas.Series(days.astype("datetime64[s]"))
    assert (CHINA.next_working_day(series.to_numpy().astype("datetime64[D]")) == expected).all()


@pytest.mark.parametrize("dtype", ["datetime64[ns]", "datetime64[s]", "int64", "float64", "U10", ">M8[D]"])
def test_columns_of_other_things_are_refused_with_a_sentence(dtype: str):
    with pytest.raises(TypeError, match=r"a column of days is a numpy array of datetime64\[D\]") as told:
        CHINA.next_working_day(COVERED[:3].astype(dtype))
    assert ("the time of day may go" in str(told.value)) == ("M8" in dtype or dtype.startswith("datetime64"))


def test_blank_rows_of_a_masked_column_are_not_taken_for_days():
    days = numpy.ma.MaskedArray(COVERED[:3], mask=[False, True, False])
    for act in (CHINA.next_working_day, CHINA.is_working_day, lambda it: CHINA.count_working_days(it, LAST), lambda it: CHINA.count_working_days(COVERED[:3], it)):
        with pytest.raises(TypeError, match="blank rows"):
            act(days)
    assert len(CHINA.next_working_day(days.compressed())) == 2
    assert len(CHINA.next_working_day(numpy.ma.MaskedArray(COVERED[:3]))) == 3


def test_a_list_is_no_column():
    with pytest.raises(TypeError, match="a day is a datetime.date, not list"):
        CHINA.add_working_days([FIRST], 1)
    with pytest.raises(TypeError, match="a day is a datetime.date, not str"):
        CHINA.count_working_days(COVERED[:2], "2020-01-01")
    with pytest.raises(TypeError, match="the time of day may go"):
        CHINA.count_working_days(COVERED[:2], COVERED[:2].astype("datetime64[h]"))
    with pytest.raises(TypeError, match="columns of one type"):
        CHINA.count_working_days(COVERED[:2], COVERED[:2].astype("int32"))


def test_a_number_of_days_is_a_whole_number_of_any_size():
    for n in ("1", 1.0, None):
        with pytest.raises(TypeError):
            CHINA.add_working_days(FIRST, n)
        with pytest.raises(TypeError):
            CHINA.add_working_days(COVERED[:2], n)
    for n in (10**30, -(10**30), 2**40):
        for asked in (FIRST, COVERED[:2]):
            with pytest.raises(bihuan.TimeError, match="no working calendar"):
                CHINA.add_working_days(asked, n)
    assert CHINA.add_working_days(FIRST, numpy.int64(1)) == day("2019-01-02")


@pytest.mark.parametrize("rows", [3, 100_000])
@pytest.mark.parametrize("wrong", ["2030-05-01", "2018-12-31", "NaT"])
def test_the_first_row_that_can_not_be_answered_is_named(rows: int, wrong: str):
    days = some_days(rows, seed=7)
    days[rows - 2 :] = numpy.datetime64(wrong)
    for act in (
        lambda: CHINA.add_working_days(days, 3),
        lambda: CHINA.add_working_days(days, numpy.full(rows, 3)),
        lambda: CHINA.count_working_days(days, days),
        lambda: CHINA.is_working_day(days),
        lambda: CHINA.previous_working_day(days, out=numpy.empty_like(days)),
    ):
        with pytest.raises(bihuan.TimeError) as told:
            act()
        assert told.value.line == rows - 1 and f"row {rows - 1} of the column: " in str(told.value)
        assert f"第{rows - 1}行" in told.value.chinese
        assert told.value.code == ("bad_day" if wrong == "NaT" else "no_calendar")


def test_spans_that_end_before_they_begin_are_refused_with_their_row():
    with pytest.raises(bihuan.TimeError, match="row 2 of the column: .*before it begins") as told:
        CHINA.count_working_days(COVERED[:3], COVERED[[0, 0, 2]])
    assert (told.value.code, told.value.line) == ("bad_span", 2)


def test_single_days_need_no_numpy():
    program = """
import datetime, sys
sys.modules["numpy"] = None
import bihuan
china = bihuan.Calendar.china()
assert china.add_working_days(datetime.date(2020, 9, 30), n=1) == datetime.date(2020, 10, 9)
assert china.count_working_days(first=datetime.date(2020, 10, 1), last=datetime.date(2020, 10, 11)) == 2
for wrong in ("2020-09-30", 3, [datetime.date(2020, 9, 30)], datetime.datetime(2020, 9, 30)):
    try:
        china.next_working_day(wrong)
    except TypeError as error:
        assert "a day is a datetime.date" in str(error)
    else:
        raise SystemExit(f"{wrong!r} was taken")
print("well")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "well\n"), done.stderr
