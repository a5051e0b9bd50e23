"""Working days: the n-th after a day, over random days that every calendar here covers; make-up days count."""

import datetime
import pathlib
from collections.abc import Callable, Iterator

import numpy as np
from contender import Missing

import bihuan

FIRST, LAST = datetime.date(2019, 3, 1), datetime.date(2026, 8, 1)

Rounds = Iterator[Callable[[], object]]


def given(size: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(20200901)
    days = np.datetime64(FIRST) + random.integers(0, (LAST - FIRST).days, size).astype("timedelta64[D]")
    return days, random.integers(1, 21, size)


def made(size: int, folder: pathlib.Path) -> Rounds:
    """The same days and counts for the contenders in C++: numbers of 64 bits, one column behind the other."""

    def work() -> str:
        days, counts = given(size)
        np.concatenate([days.astype("int64"), counts]).tofile(folder / "days.i64")
        return f"made={size}"

    while True:
        yield work


def told(days: object) -> Callable[[], str]:
    def answer() -> str:  # told when the clock has stopped
        serials = np.asarray(days, dtype="datetime64[D]").astype("int64")
        return f"sum={int(serials.sum())} mixed={int((serials * np.arange(1, len(serials) + 1) % 1_000_003).sum())}"

    return answer


def rest_days() -> list[datetime.date]:
    """Every day not worked, weekends too: so that a mask of seven days can tell make-up days."""
    calendar = bihuan.Calendar.china()
    days = [datetime.date(2019, 1, 1) + datetime.timedelta(days=i) for i in range(8 * 365 + 2)]
    return [day for day in days if day.year <= 2026 and not calendar.is_working_day(day)]


# Who answers in columns is given the column for the answers, as the limit is: making room for them is not the question.


def ours_in_columns(size: int, folder: pathlib.Path) -> Rounds:
    days, counts = given(size)
    calendar = bihuan.Calendar.china()
    try:
        calendar.add_working_days(days[:2], counts[:2])  # type: ignore[arg-type]
    except TypeError:
        raise Missing("Calendar.add_working_days takes no columns") from None
    out = np.empty_like(days)
    while True:
        yield lambda: told(calendar.add_working_days(days, counts, out=out))  # type: ignore[arg-type]


def ours_by_one(size: int, folder: pathlib.Path) -> Rounds:
    days, _ = given(size)
    calendar = bihuan.Calendar.china()
    out = np.empty_like(days)
    while True:
        yield lambda: told(calendar.add_working_days(days, 15, out=out))


def numpy_by_one(size: int, folder: pathlib.Path) -> Rounds:
    days, _ = given(size)
    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(rest_days(), dtype="datetime64[D]"))
    out = np.empty_like(days)
    while True:
        yield lambda: told(np.busday_offset(days, 15, roll="backward", busdaycal=calendar, out=out))


def numpy_exact(size: int, folder: pathlib.Path) -> Rounds:
    days, counts = given(size)
    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(rest_days(), dtype="datetime64[D]"))
    out = np.empty_like(days)
    while True:
        yield lambda: told(np.busday_offset(days, counts, roll="backward", busdaycal=calendar, out=out))


def numpy_copy(size: int, folder: pathlib.Path) -> Rounds:
    """The limit: two columns read and one written."""
    days, counts = given(size)
    serials, out = days.astype("int64"), np.empty(size, "int64")

    def work() -> str:
        np.add(serials, counts, out=out)
        return f"read={size}"

    while True:
        yield work


def scalars(size: int) -> list[tuple[datetime.date, int]]:
    days, counts = given(size)
    return list(zip(days.tolist(), counts.tolist(), strict=True))


def ours_by_call(size: int, folder: pathlib.Path) -> Rounds:
    pairs, add = scalars(size), bihuan.Calendar.china().add_working_days
    while True:
        yield lambda: told([add(day, count) for day, count in pairs])


def chinesecalendar_by_call(size: int, folder: pathlib.Path) -> Rounds:
    """As users of that package do: day by day, asking of each whether it is worked."""
    from chinese_calendar import is_workday

    one = datetime.timedelta(days=1)

    def add(day: datetime.date, count: int) -> datetime.date:
        while count:
            day += one
            count -= is_workday(day)
        return day

    pairs = scalars(size)
    while True:
        yield lambda: told([add(day, count) for day, count in pairs])


def pandas_by_call(size: int, folder: pathlib.Path) -> Rounds:
    from pandas.tseries.offsets import CustomBusinessDay

    pairs = scalars(size)
    rest = rest_days()
    offsets = {count: CustomBusinessDay(count, weekmask="Mon Tue Wed Thu Fri Sat Sun", holidays=rest) for count in range(1, 21)}
    while True:
        yield lambda: told([(day + offsets[count]).date() for day, count in pairs])
