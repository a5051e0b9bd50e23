"""The invented district and the lives of its hazards: who inspects what, and days that follow the lifecycle.

A hazard keeps every cell with the day from which it is known; a return shows what is known at the end of its period.
"""
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from invented import CONTRIBUTORS, DISTRICTS, FILERS, FINDINGS, NAMES, OFF_DAYS, PLACES, WORKING_WEEKENDS

PERIODS = [f"{y}-{m:02}" for y, m in [(2020, m) for m in range(9, 13)] + [(2021, m) for m in range(1, 13)]]
FIRST_DAY = date(2020, 9, 8)
FOUND_2020 = 760
# What the district published for 2021; fines in units of 0.01 万元.
PUBLISHED = {"found": 8942, "rectified": 8740, "penalties": 147, "suspensions": 33, "fines": 29384, "interviews": 70}
ZERO = ("登记许可科", "2020-09")        # hands in a zero report: nothing found
CSV_UNIT = "网络监管所"               # hands in CSV; two of its names have characters outside GBK


# ---- days -----------------------------------------------------------------------------------------------------------

def is_working_day(day: date) -> bool:
    return day in WORKING_WEEKENDS or (day.weekday() < 5 and day not in OFF_DAYS)


def working_day(day: date, count: int = 0) -> date:
    """The first working day from `day` on, then `count` more."""
    while not is_working_day(day):
        day += timedelta(1)
    for _ in range(count):
        day += timedelta(1)
        while not is_working_day(day):
            day += timedelta(1)
    return day


def last_day(period: str) -> date:
    year, month = map(int, period.split("-"))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def last_working_day(period: str) -> date:
    day = last_day(period)
    while not is_working_day(day):
        day -= timedelta(1)
    return day


def period_of(day: date) -> str:
    return f"{day:%Y-%m}"


# ---- who and what ---------------------------------------------------------------------------------------------------

@dataclass
class Enterprise:
    name: str
    credit_code: str
    address: str
    contact: str
    trade: str
    territory: str
    devices: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Unit:
    name: str
    code: str
    filer: bool
    found_2020: int
    found_2021: int
    tasks: tuple[str, ...]
    head: str = ""
    deputy: str = ""
    clerk: str = ""
    checker: str = ""
    inspectors: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Hazard:
    unit: Unit
    found_on: date
    party: Enterprise
    measures: str               # what its orders ask for
    id: str = ""
    cells: list[tuple[date, int, str, object]] = field(default_factory=list)   # known from, round, key, value
    passed_on: date | None = None
    closed_on: date | None = None
    adjustable: bool = False    # a plain time-limited one: its review may be left open to meet the published total

    def say(self, day: date, turn: int, **cells) -> None:
        self.cells += [(day, turn, key, value) for key, value in cells.items() if value is not None]

    def rows(self, cutoff: date) -> list[dict]:
        """One row a round, holding what is known on `cutoff`."""
        rows: dict[int, dict] = {}
        for day, turn, key, value in self.cells:
            if day <= cutoff:
                rows.setdefault(turn, {"id": self.id, "round": turn})[key] = value
        return [rows[turn] for turn in sorted(rows)]

    def leave_unreviewed(self) -> None:
        dropped = {"reviewed_on", "reviewers", "conclusion", "closed_on", "closed_by"}
        self.cells = [cell for cell in self.cells if cell[2] not in dropped]
        self.passed_on = self.closed_on = None


def check_character(text: str, weights: list[int], alphabet: str, modulus: int) -> str:
    rest = sum(weight * alphabet.index(char) for weight, char in zip(weights, text)) % modulus
    return ("0123456789X0" if modulus == 11 else alphabet + "0")[modulus - rest]


def credit_code(rng: random.Random) -> str:
    """A code with valid check characters (GB 32100, GB 11714) in a region code that no region has: 319900."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "MA" + "".join(rng.choice(alphabet) for _ in range(6))
    body += check_character(body, [3, 7, 9, 10, 5, 8, 4, 2], "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 11)
    code = "91319900" + body
    return code + check_character(code, [pow(3, place, 31) for place in range(17)], alphabet, 31)


def apportion(total: int, weights: list[float]) -> list[int]:
    """Whole shares that add up to `total` (largest remainder)."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(value) for value in exact]
    by_rest = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_rest[:total - sum(shares)]:
        shares[place] += 1
    return shares


# ---- the invented district ------------------------------------------------------------------------------------------

class District:
    """Units with their people, and the enterprises they visit."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.used = {"祁䶮", "蓝㛃"}
        self.enterprises = [self.enterprise(station, place) for station in DISTRICTS for place in range(42)]
        self.units = [self.unit(row, True) for row in FILERS] + [self.unit(row, False) for row in CONTRIBUTORS]
        for year, total in ((2020, FOUND_2020), (2021, PUBLISHED["found"])):
            weights = [getattr(unit, f"found_{year}") for unit in self.units]
            for unit, share in zip(self.units, apportion(total, weights)):
                setattr(unit, f"found_{year}", share)

    def person(self) -> str:
        while (name := self.rng.choice(NAMES["surnames"]) + self.rng.choice(NAMES["given"])) in self.used:
            pass
        self.used.add(name)
        return name

    def unit(self, row: tuple, filer: bool) -> Unit:
        name, code, weight, tasks, inspectors = row
        unit = Unit(name, code, filer, weight, weight, tuple(tasks.split()))
        unit.head, unit.deputy, unit.clerk, unit.checker = (self.person() for _ in range(4))
        unit.inspectors = [self.person() for _ in range(inspectors)]
        if name == CSV_UNIT:
            unit.inspectors[0], unit.clerk = "祁䶮", "蓝㛃"
        return unit

    def enterprise(self, station: str, place: int) -> Enterprise:
        trade, kind = NAMES["trades"][place % len(NAMES["trades"])]
        name = f"演示（虚构）{self.rng.choice(NAMES['first'])}{self.rng.choice(NAMES['second'])}{kind}有限公司"
        if name in self.used:
            return self.enterprise(station, place)
        self.used.add(name)
        address = f"{station[:-5]}片区示例{self.rng.choice('一二三四五六七八九')}路{self.rng.randint(1, 999)}号"
        return Enterprise(name, credit_code(self.rng), address, self.person(), trade, station)

    def device(self, enterprise: Enterprise, prefix: str) -> str:
        """The code of one of the enterprise's few devices of that kind: 20 digits, older ones 17."""
        devices = enterprise.devices.setdefault(prefix, [])
        if len(devices) < 4 and (not devices or self.rng.random() < 0.4):
            year, serial = self.rng.randint(2004, 2019), self.rng.randint(1, 999999)
            devices.append(f"{prefix}319900{year}{serial:06}" if year > 2008 else f"{prefix}319900{serial:07}")
        return self.rng.choice(devices)


# ---- the life of a hazard -------------------------------------------------------------------------------------------

class Story:
    """Invents hazards whose days follow the lifecycle: found, ordered, planned, begun, rectified, reviewed, closed."""

    broken: Hazard       # the one whose row is refused for a month
    repriced: Hazard     # the one whose money is corrected
    forgotten: Hazard    # the one that the corrected return adds

    def __init__(self, district: District, rng: random.Random) -> None:
        self.district, self.rng = district, rng

    def register(self, unit: Unit, found_on: date, major: bool = False) -> Hazard:
        rng = self.rng
        choices = [row for row in FINDINGS if row[0] in unit.tasks and (row[6] or not major)]
        task, _, trade, kind, prefix, text, basis, measures = rng.choices(choices, [row[1] for row in choices])[0]
        home = unit.name if unit.name in DISTRICTS else None
        party = rng.choice([e for e in self.district.enterprises if trade in (e.trade, "any") and home in (e.territory, None)])
        number = rng.randint(1, 28)
        hazard = Hazard(unit, found_on, party, measures)
        hazard.say(found_on, 1, found_on=found_on, source=rng.choices(NAMES["sources"], [12, 70, 8, 5, 3, 2])[0],
                   inspectors="、".join(rng.sample(unit.inspectors, 2)), enterprise=party.name, credit_code=party.credit_code,
                   address=party.address, place=rng.choice(PLACES.get(trade, PLACES["any"])).format(number), territory=party.territory,
                   task=task, device_kind=kind or None, device_code=self.district.device(party, prefix) if prefix else None,
                   text=text.format(number), prominent="是" if major or rng.random() < 0.03 else "否",
                   grade="重大" if major else "一般", basis=basis if major else None,
                   note=rng.choice(NAMES["notes"]) if rng.random() < 0.05 else None)
        return hazard

    def close(self, hazard: Hazard, turn: int, day: date) -> None:
        hazard.closed_on = day
        hazard.say(day, turn, closed_on=day, closed_by=hazard.unit.deputy)

    def on_the_spot(self, hazard: Hazard) -> Hazard:
        rng, day = self.rng, hazard.found_on
        hazard.say(day, 1, on_site="当场改正", rectified_on=day if rng.random() < 0.3 else None,
                   reviewers="、".join(rng.sample(hazard.unit.inspectors, 2)) if rng.random() < 0.05 else None)
        hazard.passed_on = day
        self.close(hazard, 1, working_day(day, rng.choice((0, 0, 0, 1, 1, 2))))
        return hazard

    def order(self, hazard: Hazard, turn: int, ordered_on: date, due_on: date) -> None:
        hazard.say(ordered_on, turn, document="", ordered_on=ordered_on, measures=hazard.measures, rectifier=hazard.party.contact,
                   money=self.rng.choice((None, None, 0.1, 0.2, 0.35, 0.5, 0.8, 1.2, 2.5)), due_on=due_on)

    def review(self, hazard: Hazard, turn: int, day: date, passed: bool = True) -> None:
        hazard.say(day, turn, reviewed_on=day, reviewers="、".join(self.rng.sample(hazard.unit.inspectors, 2)),
                   conclusion="合格" if passed else "不合格")
        hazard.passed_on = day if passed else None

    def extend(self, hazard: Hazard, turn: int, begun_on: date, due_on: date) -> tuple[date, date] | None:
        """Asks before the limit and is answered within the same month; gives the day of the answer and the new limit."""
        asked_on = working_day(due_on - timedelta(self.rng.randint(3, 6)))
        extended_on, extended_to = working_day(asked_on, 1), due_on + timedelta(self.rng.choice((7, 10, 15)))
        if not begun_on < asked_on < due_on or period_of(asked_on) != period_of(extended_on):
            return None
        hazard.say(extended_on, turn, asked_on=asked_on, extended_to=extended_to, extended_on=extended_on,
                   extended_by=hazard.unit.deputy)
        return extended_on, extended_to

    def within_limit(self, hazard: Hazard, on_site: str = "限期整改", fails: bool | None = None, extended: bool | None = None) -> Hazard:
        """A general hazard with an order and a limit; some ask for an extension, some fail the first review."""
        rng = self.rng
        fails = rng.random() < 0.035 if fails is None else fails
        extended = rng.random() < 0.03 if extended is None else extended
        hazard.say(hazard.found_on, 1, on_site=on_site)
        start = hazard.found_on
        for turn in (1, 2):
            ordered_on = working_day(start, rng.choice((0, 0, 0, 0, 1, 2)))
            due_on = ordered_on + timedelta(rng.choice((5, 7, 7, 10, 10, 15, 15, 30)))
            self.order(hazard, turn, ordered_on, due_on)
            begun_on = min(working_day(ordered_on, rng.choice((0, 0, 1, 2))), last_working_day(period_of(ordered_on)))
            begun_on = max(begun_on, ordered_on)
            answer = self.extend(hazard, turn, begun_on, due_on) if extended else None
            limit = answer[1] if answer else due_on
            slack = rng.choices((-1, rng.randint(1, 9), rng.randint(20, 75), 900), (88, 8, 3, 1))[0]
            rectified_on = working_day(limit - timedelta(rng.randint(0, (limit - ordered_on).days // 2))
                                       if slack < 0 else limit + timedelta(slack))
            rectified_on = max(rectified_on, begun_on, answer[0] if answer else begun_on)
            unstated = rng.random() < 0.04 and period_of(rectified_on) == period_of(ordered_on) and not answer
            hazard.say(begun_on, turn, begun_on=None if unstated else begun_on)
            hazard.say(rectified_on, turn, rectified_on=rectified_on)
            reviewed_on = working_day(rectified_on, rng.choice((0, 1, 1, 2, 2, 3, 4, 6, 8)))
            self.review(hazard, turn, reviewed_on, passed=not (fails and turn == 1))
            if hazard.passed_on:
                break
            start = reviewed_on
        if "停用" in on_site:
            hazard.say(reviewed_on, turn, use_allowed_on=reviewed_on)
        if "查封" in on_site:
            hazard.say(reviewed_on, turn, unsealed_on=reviewed_on)
        self.close(hazard, turn, working_day(reviewed_on, rng.choice((0, 0, 1, 2, 3))))
        hazard.adjustable = turn == 1 and on_site == "限期整改" and not unstated
        return hazard

    def major(self, hazard: Hazard, on_site: str, working_days: int, listed: tuple[str, int] | None = None) -> Hazard:
        """A major hazard; a sealed one is short (a seal lasts 30 days, with one prolongation 60)."""
        rng, found_on = self.rng, hazard.found_on
        hazard.say(found_on, 1, on_site=on_site)
        ordered_on = working_day(found_on)
        due_on = ordered_on + timedelta(working_days * 7 // 5)
        self.order(hazard, 1, ordered_on, due_on)
        planned_on = working_day(ordered_on, rng.randint(1, 3))
        begun_on = working_day(planned_on, rng.randint(1, 2))
        hazard.say(planned_on, 1, planned_on=planned_on, contingency="停用隔离、专人值守，备有应急救援联系人和处置卡")
        hazard.say(begun_on, 1, begun_on=begun_on)
        rectified_on = working_day(begun_on, max(3, working_days - rng.randint(5, 9)))
        reviewed_on = working_day(rectified_on, rng.randint(1, 4))
        hazard.say(rectified_on, 1, rectified_on=rectified_on)
        self.review(hazard, 1, reviewed_on)
        ended_on = reviewed_on
        if "停用" in on_site:
            hazard.say(reviewed_on, 1, use_allowed_on=reviewed_on)
        if "查封" in on_site:
            hazard.say(reviewed_on, 1, unsealed_on=reviewed_on)
        if listed:
            listed_on = working_day(begun_on, 4)
            hazard.say(listed_on, 1, listed_on=listed_on, listed_level="区级", listed_document=listed[0])
            ended_on = working_day(reviewed_on, listed[1])
            hazard.say(ended_on, 1, delisted_on=ended_on)
        self.close(hazard, 1, working_day(ended_on, rng.randint(1, 3)))
        return hazard

    def any(self, unit: Unit, found_on: date) -> Hazard:
        rng, chance = self.rng, self.rng.random()
        device_unit = any(row[6] for row in FINDINGS if row[0] in unit.tasks)
        if chance < 0.009 and device_unit:
            on_site = rng.choice(("限期整改、停用", "限期整改、停用", "限期整改、查封", "限期整改"))
            return self.major(self.register(unit, found_on, True), on_site, 15 if "查封" in on_site else rng.randint(20, 50))
        hazard = self.register(unit, found_on)
        if chance < 0.56:
            return self.on_the_spot(hazard)
        return self.within_limit(hazard, "限期整改、停用" if device_unit and chance > 0.975 else "限期整改")


def scripted(story: Story, units: dict[str, Unit]) -> dict[tuple[str, str], list[Hazard]]:
    """The hazards that the special returns and the reader of the demo need."""
    special, quality = units["特种设备安全监察科"], units["质量监督管理科"]
    listed = [story.major(story.register(special, day, True), on_site, length, (f"普演安委办〔{day.year}〕督{place}号", 3))
              for day, on_site, length, place in ((date(2020, 11, 5), "限期整改、停用", 60, 1),
                                                  (date(2021, 4, 13), "限期整改、停用", 75, 1),
                                                  (date(2021, 10, 20), "限期整改、停用", 80, 2))]
    sealed = story.major(story.register(special, date(2021, 6, 8), True), "限期整改、查封", 15)
    failed = story.within_limit(story.register(special, date(2021, 2, 3)), fails=True, extended=False)
    extended = plain(story, special, (2021, 8, 4), (2021, 8, 25), (2021, 9, 10), (2021, 9, 14), (2021, 9, 15),
                     extension=((2021, 8, 19), (2021, 9, 15), (2021, 8, 23)))
    broken = plain(story, special, (2021, 3, 3), (2021, 3, 24), (2021, 3, 19), (2021, 3, 24), (2021, 4, 6))
    repriced = plain(story, quality, (2021, 5, 12), (2021, 6, 11), (2021, 6, 9), (2021, 6, 15), (2021, 6, 17))
    forgotten = plain(story, quality, (2021, 5, 18), (2021, 6, 8), (2021, 6, 4), (2021, 6, 8), (2021, 6, 9))
    repriced.cells = [cell for cell in repriced.cells if cell[2] != "money"]
    repriced.say(repriced.found_on, 1, money=0.8)
    by_month: dict[tuple[str, str], list[Hazard]] = {}
    for hazard in [*listed, sealed, failed, extended, broken, repriced, forgotten]:
        by_month.setdefault((hazard.unit.name, period_of(hazard.found_on)), []).append(hazard)
    story.broken, story.repriced, story.forgotten = broken, repriced, forgotten
    return by_month


def plain(story: Story, unit: Unit, found, due, rectified, reviewed, closed, extension=None) -> Hazard:
    """A general hazard with given days, ordered on the day it was found and begun the day after."""
    hazard = story.register(unit, date(*found))
    hazard.say(hazard.found_on, 1, on_site="限期整改")
    story.order(hazard, 1, hazard.found_on, date(*due))
    begun_on = working_day(hazard.found_on + timedelta(1))
    hazard.say(begun_on, 1, begun_on=begun_on)
    if extension:
        asked_on, extended_to, extended_on = (date(*day) for day in extension)
        hazard.say(extended_on, 1, asked_on=asked_on, extended_to=extended_to, extended_on=extended_on, extended_by=unit.deputy)
    hazard.say(date(*rectified), 1, rectified_on=date(*rectified))
    story.review(hazard, 1, date(*reviewed))
    story.close(hazard, 1, date(*closed))
    return hazard


def found_days(rng: random.Random, period: str, count: int) -> list[date]:
    """Working days, and now and then a weekend before the month's last working day."""
    end = last_working_day(period)
    days = [day for day in (end.replace(day=1) + timedelta(n) for n in range(end.day)) if day >= FIRST_DAY]
    weights = [1.0 if is_working_day(day) else 0.04 if day not in OFF_DAYS else 0.0 for day in days]
    return rng.choices(days, weights, k=count)


def invent_hazards(story: Story, rng: random.Random) -> list[Hazard]:
    units = {unit.name: unit for unit in story.district.units}
    fixed = scripted(story, units)
    seasons = {2020: [0.7, 0.9, 1.1, 1.0], 2021: [0.9, 0.6, 1.0, 1.05, 1.1, 1.35, 1.1, 1.0, 1.1, 0.9, 1.0, 0.75]}
    hazards = []
    for unit in units.values():
        for year, weights in seasons.items():
            periods = [p for p in PERIODS if p.startswith(str(year)) and (unit.name, p) != ZERO]
            weights = [w * rng.uniform(0.85, 1.15) for p, w in zip(PERIODS if year == 2020 else PERIODS[4:], weights)
                       if p in periods]
            total = getattr(unit, f"found_{year}")
            counts = [1 + more for more in apportion(total - len(periods), weights)]   # nobody else hands in an empty list
            for period, count in zip(periods, counts):
                ready = fixed.get((unit.name, period), [])
                hazards += ready
                hazards += [story.any(unit, day) for day in found_days(rng, period, count - len(ready))]
    hazards.sort(key=lambda hazard: hazard.found_on)
    serials: dict[tuple[str, int], int] = {}
    for hazard in hazards:
        key = (hazard.unit.code, hazard.found_on.year)
        serials[key] = serials.get(key, 0) + 1
        hazard.id = f"{key[0]}-{key[1]}-{serials[key]:04}"
    number_documents(hazards)
    return hazards


def number_documents(hazards: list[Hazard]) -> None:
    """Numbers the orders of each unit and year in the order of their days."""
    orders = sorted(((day, hazard.id, turn, hazard) for hazard in hazards for day, turn, key, _ in hazard.cells if key == "document"),
                    key=lambda order: order[:3])
    serials: dict[tuple[str, int], int] = {}
    numbers: dict[tuple[str, int], str] = {}
    for day, name, turn, hazard in orders:
        key = (hazard.unit.code, day.year)
        serials[key] = serials.get(key, 0) + 1
        numbers[name, turn] = f"（普演{key[0]}）监令〔{key[1]}〕第{serials[key]:04}号"
    for hazard in hazards:
        hazard.cells = [(day, turn, key, numbers[hazard.id, turn] if key == "document" else value)
                        for day, turn, key, value in hazard.cells]


def meet_published(hazards: list[Hazard], rng: random.Random) -> None:
    """Leaves as many of December's reviews open as the published total of 2021 asks."""
    rectified = sum(1 for h in hazards if h.passed_on and h.passed_on.year == 2021)
    open_to_change = [h for h in hazards if h.adjustable and h.passed_on and period_of(h.passed_on) == "2021-12"]
    surplus = rectified - PUBLISHED["rectified"]
    if not 0 <= surplus <= len(open_to_change):
        raise SystemExit(f"cannot meet the published total: {surplus} too many, {len(open_to_change)} can be left open")
    for hazard in rng.sample(open_to_change, surplus):
        hazard.leave_unreviewed()
