# Written by hand, so that it says what programs may rely on; `mypy.stubtest` holds it against the extension.
"""The C++ library as it is. Programs import bihuan."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Never, TypeVar, overload, type_check_only

import numpy  # type: ignore[import-untyped,import-not-found,unused-ignore]
import numpy.typing  # type: ignore[import-untyped,import-not-found,unused-ignore]
import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

from bihuan.pictures import Picture
from bihuan.words import AnyPath, Cell, FieldValue, Word

# A column of days is an array of datetime64[D], or of int32 counted from 1970-01-01.
_Days = TypeVar("_Days", numpy.typing.NDArray[numpy.datetime64], numpy.typing.NDArray[numpy.int32])
_Numbers = numpy.typing.NDArray[numpy.integer]
_KnownAt = int | datetime.date | datetime.datetime | str | Checkpoint | None

__version__: str

@type_check_only
class _Bound(type): ...

@type_check_only
class _Value(metaclass=_Bound):
    """What only the library makes, unless a class says how."""

    def __init__(self, *args: Never, **kwargs: Never) -> None: ...

def chinese(member: Word) -> str: ...

class DayKind(Word):
    """What a day is."""

    working_day = 0
    make_up_day = 1
    weekend = 2
    holiday = 3

class Roll(Word):
    """What happens to a due day that is not worked."""

    none = 0
    backward = 1
    forward = 2

class Counting(Word):
    """Which days a rule counts."""

    calendar_days = 0
    working_days = 1

class PeriodKind(Word):
    """How long a reporting period is."""

    week = 0
    month = 1
    quarter = 2
    half_year = 3
    year = 4

class Span(_Value):
    """Days from `first` to `last`, both included."""

    def __init__(self, first: datetime.date, last: datetime.date) -> None: ...
    def contains(self, day: datetime.date) -> bool: ...
    def overlaps(self, other: Span) -> bool: ...
    @property
    def day_count(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    @property
    def first(self) -> datetime.date: ...
    @property
    def last(self) -> datetime.date: ...

class Validity(_Value):
    """The days on which something is in force; an absent end is open."""

    def __init__(self, first: datetime.date | None = None, last: datetime.date | None = None) -> None: ...
    def on(self, day: datetime.date) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def first(self) -> datetime.date | None: ...
    @property
    def last(self) -> datetime.date | None: ...

class DayStatus(_Value):
    """What a day is and which notice says so."""

    @property
    def day(self) -> datetime.date: ...
    @property
    def kind(self) -> DayKind: ...
    @property
    def working(self) -> bool: ...
    @property
    def name(self) -> str:
        """春节 …; empty for plain days"""
    @property
    def notice(self) -> str: ...
    @property
    def edition(self) -> str: ...
    def __repr__(self) -> str: ...

class Edition(_Value):
    """One notice as data."""

    @property
    def id(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def published_on(self) -> datetime.date: ...
    @property
    def notice(self) -> str: ...
    @property
    def address(self) -> str: ...
    def __repr__(self) -> str: ...

class Calendar(_Value):
    """Which days are worked, from dated editions of the yearly notices."""

    @staticmethod
    def china() -> Calendar:
        """The shipped editions, 2019 to 2026."""
    @staticmethod
    def load(path: AnyPath) -> Calendar:
        """A calendar file alone."""
    @staticmethod
    def parse(text: str, file_name: str = ...) -> Calendar: ...
    def with_editions(self, more: Calendar) -> Calendar:
        """This calendar with the editions of another added."""
    def as_published_on(self, day: datetime.date) -> Calendar:
        """Only editions published by a day."""
    @property
    def editions(self) -> list[Edition]: ...
    def edition_of(self, year: int) -> Edition: ...
    def status(self, day: datetime.date) -> DayStatus: ...
    # Each question takes whole columns too and then gives one back, or fills `out`, which may be the column itself. A row that
    # can't be answered is refused as the single question is; the error's `line` is its number, from 1.
    @overload
    def is_working_day(self, day: datetime.date) -> bool: ...
    @overload
    def is_working_day(
        self, day: _Days, *, out: numpy.typing.NDArray[numpy.bool_] | None = None
    ) -> numpy.typing.NDArray[numpy.bool_]: ...
    @overload
    def next_working_day(self, day: datetime.date) -> datetime.date:
        """Strictly after the day."""
    @overload
    def next_working_day(self, day: _Days, *, out: _Days | None = None) -> _Days: ...
    @overload
    def previous_working_day(self, day: datetime.date) -> datetime.date:
        """Strictly before the day."""
    @overload
    def previous_working_day(self, day: _Days, *, out: _Days | None = None) -> _Days: ...
    @overload
    def add_working_days(self, day: datetime.date, n: int) -> datetime.date:
        """The n-th working day after the day, which is not counted; n < 0 goes back, 0 gives the day itself."""
    @overload
    def add_working_days(self, day: _Days, n: int | _Numbers, *, out: _Days | None = None) -> _Days: ...
    @overload
    def count_working_days(self, first: datetime.date, last: datetime.date) -> int:
        """Working days from `first` to `last`, both included."""
    @overload
    def count_working_days(self, first: _Days, last: _Days | datetime.date, *, out: _Numbers | None = None) -> _Numbers: ...
    @overload
    def count_working_days(self, first: datetime.date, last: _Days, *, out: _Numbers | None = None) -> _Numbers: ...
    def __repr__(self) -> str: ...

class Period(_Value):
    """A reporting period: 2020-10, 2020-Q4, 2020-H2, 2020, 2020-W41."""

    def __init__(self, text: str) -> None: ...
    @staticmethod
    def containing(day: datetime.date, kind: PeriodKind) -> Period: ...
    @property
    def kind(self) -> PeriodKind: ...
    @property
    def first(self) -> datetime.date: ...
    @property
    def last(self) -> datetime.date: ...
    @property
    def year(self) -> int: ...
    @property
    def chinese(self) -> str: ...
    def next(self) -> Period: ...
    def previous(self) -> Period: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __lt__(self, other: Period, /) -> bool: ...
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...

class PeriodDay(_Value):
    """A day told relative to a period; day 0 is the month's last."""

    def __init__(self, months_after: int = 0, day: int = 0) -> None: ...
    def of(self, period: Period) -> datetime.date: ...
    def __repr__(self) -> str: ...
    @property
    def months_after(self) -> int: ...
    @property
    def day(self) -> int: ...

class DeadlineRule(_Value):
    """ "Within n days of": which days count, what happens at the end."""

    def __init__(
        self,
        *,
        id: str,
        title: str = "",
        days: int,
        counting: Counting = ...,
        counts_start_day: bool = False,
        roll: Roll = ...,
        valid: Validity = ...,
        source: str = "",
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def days(self) -> int: ...
    @property
    def counting(self) -> Counting: ...
    @property
    def counts_start_day(self) -> bool: ...
    @property
    def roll(self) -> Roll: ...
    @property
    def valid(self) -> Validity: ...
    @property
    def source(self) -> str: ...

class SkippedDay(_Value):
    """A day that did not count, and why."""

    @property
    def day(self) -> datetime.date: ...
    @property
    def why(self) -> str: ...
    def __repr__(self) -> str: ...

class Deadline(_Value):
    """A resolved day with the reason for it."""

    @property
    def due_on(self) -> datetime.date: ...
    @property
    def nominal_on(self) -> datetime.date:
        """before rolling"""
    @property
    def nominal_name(self) -> str: ...
    @property
    def previous_working_day(self) -> datetime.date: ...
    @property
    def next_working_day(self) -> datetime.date: ...
    @property
    def on_working_day(self) -> bool: ...
    @property
    def skipped(self) -> list[SkippedDay]: ...
    @property
    def rule(self) -> str: ...
    @property
    def counted(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def notice(self) -> str: ...
    @property
    def explanation(self) -> str:
        """One Chinese sentence."""
    def __repr__(self) -> str: ...

def parse_day(text: str) -> datetime.date:
    """Reads 2025-07-17, 2025/7/17, 2025.7.17 or 2025年7月17日, in full width too."""

def periods_in(span: Span, kind: PeriodKind) -> list[Period]:
    """Every period that meets the span."""

def resolve(rule: DeadlineRule, start: datetime.date, calendar: Calendar) -> Deadline:
    """Applies a rule from a day."""

def resolve_fixed(nominal: datetime.date, roll: Roll, rule: str, calendar: Calendar) -> Deadline:
    """A fixed day, which only rolling can move."""

class Origin(Word):
    """Where a value of the plan comes from."""

    printed = 0
    inferred = 1
    assumed = 2

class Named(_Value):
    """A unit or collective term named in the plan, with the name as printed."""

    @property
    def name(self) -> str: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class FormerName(_Value):
    """A name that a unit had, and the last day on which it had it."""

    @property
    def name(self) -> str: ...
    @property
    def last(self) -> datetime.date: ...
    def __repr__(self) -> str: ...

class Unit(_Value):
    """A unit of the administration (科室、所、队)."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def valid(self) -> Validity: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def belongs_to(self) -> Named:
        """the unit or body it is a part of; an empty name where the plan says nothing"""
    @property
    def former(self) -> list[FormerName]:
        """the names that it had, oldest first"""
    def name_on(self, *, on: datetime.date) -> str:
        """The name that it had on a day."""
    def __repr__(self) -> str: ...

class Body(_Value):
    """A body outside the administration."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Alias(_Value):
    """Another name of a unit."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def valid(self) -> Validity: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Membership(_Value):
    """One unit's membership of a collective term."""

    @property
    def unit(self) -> str: ...
    @property
    def valid(self) -> Validity: ...
    def __repr__(self) -> str: ...

class CollectiveTerm(_Value):
    """A collective term: its members are given, or it is open."""

    @property
    def name(self) -> str: ...
    @property
    def open(self) -> bool: ...
    @property
    def members(self) -> list[Membership]: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def place(self) -> str: ...
    def __repr__(self) -> str: ...

class Territory(_Value):
    """A territory (街镇、辖区) and who watches over it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def supervised_by(self) -> list[Named]:
        """units or collective terms"""
    @property
    def valid(self) -> Validity: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def place(self) -> str: ...
    def __repr__(self) -> str: ...

class DeviceKind(_Value):
    """A kind of device (设备种类), as hazards name it."""

    @property
    def name(self) -> str: ...
    @property
    def tasks(self) -> list[str]:
        """those that speak of it; none: no task does"""
    @property
    def origin(self) -> Origin: ...
    @property
    def place(self) -> str: ...
    def __repr__(self) -> str: ...

class Actor(_Value):
    """Who acted: a person in a post of a unit."""

    def __init__(self, person: str, post: str, unit: str) -> None: ...
    @staticmethod
    def parse(text: str) -> Actor:
        """Reads person@post@unit."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __lt__(self, other: Actor, /) -> bool: ...
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def unit(self) -> str: ...

class Post(_Value):
    """A post (职务) that units have."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class PostInUnit(_Value):
    """A post in a unit."""

    def __init__(self, post: str, unit: str) -> None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __lt__(self, other: PostInUnit, /) -> bool: ...
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def unit(self) -> str: ...

class Term(_Value):
    """A person's term in a post."""

    @property
    def person(self) -> str: ...
    @property
    def seat(self) -> PostInUnit: ...
    @property
    def valid(self) -> Validity: ...
    @property
    def acting(self) -> bool: ...
    def __repr__(self) -> str: ...

class Holder(_Value):
    """Somebody who holds a seat."""

    @property
    def person(self) -> str: ...
    @property
    def acting(self) -> bool: ...
    @property
    def since(self) -> datetime.date | None:
        """None: from before the plan"""
    def __repr__(self) -> str: ...

class Held(_Value):
    """Days in a row on which the same person held a seat, or nobody did."""

    @property
    def days(self) -> Span: ...
    @property
    def holder(self) -> Holder | None:
        """None: vacant"""
    def __repr__(self) -> str: ...

class GroupRank(_Value):
    """A rank of the leading group as the notice prints it."""

    @property
    def rank(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def of(self) -> str:
        """whose post: the name of a unit or a collective term"""
    @property
    def count(self) -> int:
        """how many hold it"""
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class GroupSeat(_Value):
    """A seat of the leading group on a day."""

    @property
    def rank(self) -> str: ...
    @property
    def seat(self) -> PostInUnit: ...
    @property
    def count(self) -> int: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class LeadingGroup(_Value):
    """The leading group (领导小组) and its office."""

    @property
    def name(self) -> str: ...
    @property
    def ranks(self) -> list[GroupRank]:
        """highest first"""
    @property
    def office(self) -> str:
        """name of the unit that hosts the office"""
    @property
    def reports_to(self) -> str: ...
    @property
    def substitution(self) -> str: ...
    @property
    def place(self) -> str: ...
    def __repr__(self) -> str: ...

class Resolution(_Value):
    """How a name was found."""

    @property
    def unit(self) -> str: ...
    @property
    def by_alias(self) -> bool: ...
    @property
    def outside(self) -> bool:
        """an outside body; `unit` is its id"""
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Expansion(_Value):
    """The units behind a name on a day."""

    @property
    def units(self) -> list[str]: ...
    @property
    def collective(self) -> bool: ...
    @property
    def open(self) -> bool:
        """nobody has said who belongs"""
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Organisation(_Value):
    """Units, bodies, names, posts and terms of office."""

    @property
    def units(self) -> list[Unit]: ...
    @property
    def bodies(self) -> list[Body]: ...
    @property
    def aliases(self) -> list[Alias]: ...
    @property
    def terms(self) -> list[CollectiveTerm]: ...
    @property
    def posts(self) -> list[Post]: ...
    @property
    def incumbencies(self) -> list[Term]: ...
    @property
    def leading_group(self) -> LeadingGroup: ...
    def resolve(self, name: str, *, on: datetime.date) -> Resolution:
        """The unit that a name or id means on a day."""
    def expand(self, name: str, *, on: datetime.date) -> Expansion:
        """The units behind a name, an alias or a collective term."""
    def find_unit(self, id: str) -> Unit | None: ...
    def find_body(self, id_or_name: str) -> Body | None: ...
    def find_post(self, id: str) -> Post | None: ...
    def find_term(self, name: str) -> CollectiveTerm | None: ...
    @property
    def successions(self) -> list[Succession]:
        """in the order of their days"""
    def unit_name(self, id: str, *, on: datetime.date | None = None) -> str:
        """The newest name, or that of a day."""
    def heir(
        self, unit: str, *, had_on: datetime.date, on: datetime.date, task: str = "", hazard: str = ""
    ) -> str | None:
        """Who has on a day what a unit had on an earlier one; None when nobody inherits."""
    def post_title(self, id: str) -> str: ...
    def near_names(self, name: str) -> list[str]:
        """Names that look like this one."""
    def group_seats(self, *, on: datetime.date) -> list[GroupSeat]:
        """The seats of the leading group on a day, highest first."""
    def incumbent(self, seat: PostInUnit, *, on: datetime.date) -> str | None:
        """Who held a seat on a day; None when vacant."""
    def holders(self, seat: PostInUnit, *, on: datetime.date) -> list[Holder]:
        """Everybody who held it, who came last first."""
    def held(self, seat: PostInUnit, *, days: Span) -> list[Held]:
        """Who held it over a span, as stretches; a vacant one has no holder."""
    def seats_of(self, person: str, *, on: datetime.date) -> list[PostInUnit]: ...
    def __repr__(self) -> str: ...

class NodeKind(Word):
    """What stands in the chart."""

    unit = 0
    body = 1
    post = 2
    task = 3
    territory = 4
    device_kind = 5

class Bond(Word):
    """How one thing is bound to another."""

    leads = 0
    carries = 1
    cooperates = 2
    belongs_to = 3
    files_to = 4
    supervises = 5

class Heirs(_Value):
    """Who takes over what a unit gives up: the hazard's word counts before the nearest task's, that before the rest."""

    def __init__(
        self, *, of_task: Mapping[str, str] = ..., of_hazard: Mapping[str, str] = ..., rest: str = ""
    ) -> None: ...
    @property
    def of_task(self) -> dict[str, str]:
        """a heading speaks for what stands below it"""
    @property
    def of_hazard(self) -> dict[str, str]: ...
    @property
    def rest(self) -> str:
        """of everything else; empty: nobody"""
    def of(self, *, task: str = "", hazard: str = "") -> str | None:
        """The heir; None when there is none."""
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class Succession(_Value):
    """From a day the heirs stand wherever a unit was named."""

    @property
    def from_(self) -> str: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def heirs(self) -> Heirs: ...
    def __repr__(self) -> str: ...

class UnitRenamed(_Value):
    """A unit has another name (更名)."""

    def __init__(self, unit: str, *, name: str) -> None: ...
    @property
    def unit(self) -> str: ...
    @property
    def name(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class UnitsMerged(_Value):
    """Units become one (合并): one that there was, or with a name a new one."""

    def __init__(self, *, units: Sequence[str], into: str, name: str = "") -> None: ...
    @property
    def units(self) -> list[str]:
        """those that end"""
    @property
    def into(self) -> str:
        """heir to all that they had"""
    @property
    def name(self) -> str:
        """of a new unit"""
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class UnitSplit(_Value):
    """A unit gives its work to several (拆分). Where the rest stays with the unit itself, it goes on."""

    def __init__(self, unit: str, *, into: dict[str, str], heirs: Heirs) -> None: ...
    @property
    def unit(self) -> str: ...
    @property
    def into(self) -> dict[str, str]:
        """names of the new ones among the heirs, by id"""
    @property
    def heirs(self) -> Heirs: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class UnitClosed(_Value):
    """A unit ends (撤销); others take over."""

    def __init__(self, unit: str, *, heirs: Heirs) -> None: ...
    @property
    def unit(self) -> str: ...
    @property
    def heirs(self) -> Heirs: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class ResponsibilityMoved(_Value):
    """A task goes from one unit to another (职责划转), and what is open for it."""

    def __init__(self, task: str, *, bond: Bond = ..., from_: str = "", to: str = "") -> None: ...
    @property
    def task(self) -> str:
        """a leaf, or a heading for all below it"""
    @property
    def bond(self) -> Bond:
        """leads, carries or cooperates"""
    @property
    def from_(self) -> str:
        """empty: a new responsibility"""
    @property
    def to(self) -> str:
        """empty: it ends"""
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class MembershipChanged(_Value):
    """A collective term means other units (统称成员变动)."""

    def __init__(self, term: str, *, joined: Sequence[str] = ..., left: Sequence[str] = ...) -> None: ...
    @property
    def term(self) -> str: ...
    @property
    def joined(self) -> list[str]: ...
    @property
    def left(self) -> list[str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

_Change = UnitRenamed | UnitsMerged | UnitSplit | UnitClosed | ResponsibilityMoved | MembershipChanged

class Node(_Value):
    """One thing in the chart."""

    def __init__(self, kind: NodeKind, id: str) -> None: ...
    def __eq__(self, other: object) -> bool: ...
    def __lt__(self, other: Node) -> bool: ...
    def __hash__(self) -> int: ...
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...
    @property
    def kind(self) -> NodeKind: ...
    @property
    def id(self) -> str:
        """of a post post@unit; of a device kind its name"""

class Thing(_Value):
    """A task, territory or device kind: what may be answered for."""

    def __init__(
        self, node: Node, name: str = "", *, place: str = "", origin: Origin = ..., valid: Validity = ...
    ) -> None: ...
    @property
    def node(self) -> Node: ...
    @property
    def name(self) -> str: ...
    @property
    def place(self) -> str:
        """where in the notice"""
    @property
    def origin(self) -> Origin: ...
    @property
    def valid(self) -> Validity: ...
    def __repr__(self) -> str: ...

class Responsibility(_Value):
    """A unit's edge to a task."""

    @property
    def task(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def bond(self) -> Bond: ...
    @property
    def valid(self) -> Validity: ...
    @property
    def printed(self) -> str:
        """the name or collective term in the notice"""
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Tie(_Value):
    """A dated edge of the chart, with the reason for it in words."""

    def __init__(
        self,
        from_: Node,
        to: Node,
        bond: Bond,
        *,
        valid: Validity = ...,
        reason: str = "",
        origin: Origin = ...,
        printed: str = "",
    ) -> None: ...
    @property
    def from_(self) -> Node:
        """its id is empty while a collective term is open"""
    @property
    def to(self) -> Node: ...
    @property
    def bond(self) -> Bond: ...
    @property
    def valid(self) -> Validity: ...
    @property
    def reason(self) -> str:
        """in Chinese, for the office"""
    @property
    def origin(self) -> Origin: ...
    @property
    def printed(self) -> str:
        """the name or collective term in the notice"""
    def __repr__(self) -> str: ...

class Answerer(_Value):
    """One step of the chain of those who answer."""

    @property
    def seat(self) -> PostInUnit:
        """without a post for the body above"""
    @property
    def capacity(self) -> str: ...
    @property
    def person(self) -> str | None:
        """None when vacant, or nobody was appointed"""
    @property
    def acting(self) -> bool: ...
    @property
    def reason(self) -> str:
        """in Chinese, for the office"""
    def __repr__(self) -> str: ...

class Uncovered(_Value):
    """What nobody leads, carries or supervises."""

    @property
    def node(self) -> Node: ...
    @property
    def reason(self) -> str:
        """in Chinese, for the office"""
    def __repr__(self) -> str: ...

class SinglePoint(_Value):
    """A thing through which alone others are bound to the rest."""

    @property
    def node(self) -> Node: ...
    @property
    def hanging(self) -> list[Node]:
        """what would be cut off"""
    @property
    def hanging_count(self) -> int: ...
    @property
    def reason(self) -> str:
        """in Chinese, for the office"""
    def __repr__(self) -> str: ...

class FilingCycle(_Value):
    """Units that file in a circle."""

    @property
    def nodes(self) -> list[Node]:
        """in order, the first named once"""
    @property
    def reason(self) -> str:
        """in Chinese, for the office"""
    def __repr__(self) -> str: ...

class Unequal(_Value):
    """A unit whose responsibility and filing differ."""

    @property
    def unit(self) -> str:
        """for an outside body its id"""
    @property
    def carries(self) -> bool:
        """leads or carries a task on the day"""
    @property
    def files(self) -> bool: ...
    @property
    def reason(self) -> str:
        """in Chinese, for the office"""
    def __repr__(self) -> str: ...

class Chart(_Value):
    """The responsibility chart: who answers for anything on a day, and what hangs on whom."""

    def __init__(self, organisation: Organisation, things: Sequence[Thing], ties: Sequence[Tie], head_post: str) -> None: ...
    @property
    def organisation(self) -> Organisation: ...
    @property
    def head_post(self) -> str:
        """the post that answers for a unit"""
    @property
    def things(self) -> list[Thing]:
        """the tasks, territories and device kinds there are"""
    def knows(self, node: Node) -> bool: ...
    def nodes(self, *, on: datetime.date) -> list[Node]:
        """Everything that stands in the chart on a day."""
    def ties(self, *, on: datetime.date | None = None) -> list[Tie]:
        """Those in force on a day; over all days unless named."""
    def ties_of(self, node: Node, *, on: datetime.date) -> list[Tie]:
        """Both directions."""
    def name_of(self, node: Node, *, on: datetime.date) -> str: ...
    def who(self, task: str, bond: Bond, *, on: datetime.date) -> list[Tie]: ...
    def of_unit(self, unit: str, *, on: datetime.date) -> list[Tie]:
        """What a unit or body leads, carries, helps with, supervises and files on a day."""
    def chain(self, node: Node, *, on: datetime.date) -> list[Answerer]:
        """Those who answer for anything, up to the head of the leading group and the body above."""
    def chain_of_group(self, *, on: datetime.date) -> list[Answerer]:
        """The part of every chain that is the same."""
    def uncovered(self, *, on: datetime.date) -> list[Uncovered]:
        """Leaf tasks without a leading or a carrying unit, territories nobody supervises, device kinds no task names."""
    def single_points(self, *, on: datetime.date) -> list[SinglePoint]:
        """Articulation points; seats are left out."""
    def components(self, *, on: datetime.date) -> list[list[Node]]:
        """What hangs together, ties without direction."""
    def filing_cycles(self, *, on: datetime.date) -> list[FilingCycle]:
        """Whoever files to itself, and one circle of each set that file round to one another."""
    def responsibility_against_filing(self, *, on: datetime.date) -> list[Unequal]:
        """Who leads or carries and files nothing, who files and neither leads nor carries."""
    def picture(self, *, on: datetime.date, campaign: str = "") -> Picture:
        """A picture that a notebook shows and that can be saved."""
    def __repr__(self) -> str: ...

def credit_code_check(code: str) -> str | None:
    """The character that GB 32100-2015 expects at the 18th place."""

class Role(Word):
    """What someone does in the life of a hazard."""

    anyone = 0
    inspector = 1
    grader = 2
    approver = 3
    orderer = 4
    rectifier = 5
    rectifier_head = 6
    reviewer = 7
    supervising_unit = 8
    lister = 9
    delister = 10
    registrar = 11
    ladder = 12
    enforcement = 13
    checker = 14
    office = 15

class Grade(Word):
    """How grave a hazard is."""

    ungraded = 0
    general = 1
    major = 2

class DemandKind(Word):
    """What a phase may demand."""

    arrangement = 0
    study = 1
    publicity = 2
    screening = 3
    lists = 4
    on_site_push = 5
    study_meeting = 6
    interview = 7
    assessment = 8
    summary = 9
    analysis = 10
    mechanism = 11
    follow_up = 12

class Severity(Word):
    """An error blocks adoption; an oddity of the notice warns."""

    warning = 0
    error = 1

class Limit(Word):
    """What a limit runs for."""

    none = 0
    grade = 1
    order = 2
    treatment = 3
    begin = 4
    rectify = 5
    review = 6
    order_again = 7
    close = 8
    receipt = 9
    decide_extension = 10
    seal = 11
    review_pause = 12
    decide_case = 13
    propose_closure = 14
    ask_extension = 15

class Variant(_Value):
    """A place where text and annex of a notice disagree."""

    @property
    def what(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def annex(self) -> str: ...
    def __repr__(self) -> str: ...

class Task(_Value):
    """A task (工作任务): a heading or a leaf."""

    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def number(self) -> str:
        """as printed"""
    @property
    def title(self) -> str: ...
    @property
    def substance(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def is_leaf(self) -> bool: ...
    @property
    def leading(self) -> list[Named]: ...
    @property
    def responsible(self) -> list[Named]: ...
    @property
    def cooperating(self) -> list[Named]: ...
    @property
    def variants(self) -> list[Variant]: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def note(self) -> str: ...
    def __repr__(self) -> str: ...

class Demand(_Value):
    """What a phase demands."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def kind(self) -> DemandKind: ...
    @property
    def kind_origin(self) -> Origin:
        """the notice prints the text; the kind is most often assumed"""
    def __repr__(self) -> str: ...

class Phase(_Value):
    """A phase (阶段)."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def demanded_of(self) -> list[Named]:
        """who has to do it"""
    @property
    def demands(self) -> list[Demand]: ...
    @property
    def place(self) -> str: ...
    @property
    def note(self) -> str: ...
    def __repr__(self) -> str: ...

class Filing(_Value):
    """A duty to file (报送任务)."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def filers(self) -> list[Named]: ...
    @property
    def recipient(self) -> Named: ...
    @property
    def every(self) -> PeriodKind: ...
    @property
    def due(self) -> PeriodDay: ...
    @property
    def cutoff(self) -> PeriodDay: ...
    @property
    def roll(self) -> Roll: ...
    @property
    def roll_origin(self) -> Origin: ...
    @property
    def cutoff_origin(self) -> Origin: ...
    @property
    def span(self) -> Span | None: ...
    @property
    def forms(self) -> list[str]: ...
    @property
    def variants(self) -> list[Variant]: ...
    @property
    def place(self) -> str: ...
    @property
    def note(self) -> str: ...
    def __repr__(self) -> str: ...

class DueFiling(_Value):
    """One due day of a filing."""

    @property
    def filing(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def cutoff_on(self) -> datetime.date:
        """last day that the figures cover"""
    @property
    def deadline(self) -> Deadline: ...
    @property
    def due_on(self) -> datetime.date: ...
    @property
    def on_working_day(self) -> bool: ...
    @property
    def previous_working_day(self) -> datetime.date: ...
    @property
    def next_working_day(self) -> datetime.date: ...
    @property
    def explanation(self) -> str: ...
    def __repr__(self) -> str: ...

class Rule(_Value):
    """One limit with its source and its days (期限规定)."""

    @property
    def term(self) -> DeadlineRule:
        """id, title, days, which days count, validity, source"""
    @property
    def limit(self) -> Limit:
        """Limit.none: a limit of the trade outside the life of a hazard"""
    @property
    def grade(self) -> Grade | None:
        """only for hazards of this grade"""
    @property
    def count(self) -> int:
        """propose_closure: how many penalties within the days"""
    @property
    def is_law(self) -> bool:
        """False: the campaign's own"""
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Rulebook(_Value):
    """The rules in force; the law goes before a campaign's own."""

    @staticmethod
    def law() -> Rulebook:
        """The shipped law of the special-equipment trade."""
    @staticmethod
    def load(path: AnyPath) -> Rulebook:
        """Another rule file, taken as law."""
    @staticmethod
    def parse(text: str, file_name: str = ...) -> Rulebook: ...
    @staticmethod
    def none() -> Rulebook:
        """No rule at all."""
    def with_rules(self, more: Sequence[Rule]) -> Rulebook:
        """This book with more rules: a plan's own."""
    @property
    def rules(self) -> list[Rule]: ...
    def find(self, limit: Limit, *, on: datetime.date, grade: Grade = ...) -> Rule | None:
        """The rule for a limit on the day of the event, or None."""
    def rule(self, id: str) -> Rule:
        """PlanError names the nearest ids."""
    @property
    def text(self) -> str:
        """A line a rule: what an issued report pins by its digest."""
    def __repr__(self) -> str: ...

class Rung(_Value):
    """One rung of the ladder by which trouble rises."""

    @property
    def step(self) -> int:
        """1, 2 … upward"""
    @property
    def when(self) -> str:
        """overdue, silent or graded"""
    @property
    def days(self) -> int: ...
    @property
    def counting(self) -> Counting: ...
    @property
    def grade(self) -> Grade | None:
        """only for hazards of this grade"""
    @property
    def act(self) -> str:
        """remind, interview or report_up"""
    @property
    def to(self) -> str:
        """supervising_unit, leading_unit, office, leading_group, or a name"""
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class ProblemClass(_Value):
    """A class of problems (问题类别)."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def tasks(self) -> list[str]:
        """leaf tasks it belongs to; empty: any"""
    @property
    def origin(self) -> Origin: ...
    @property
    def place(self) -> str: ...
    def __repr__(self) -> str: ...

class Basis(_Value):
    """A document that the notice rests on."""

    @property
    def title(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def place(self) -> str: ...
    def __repr__(self) -> str: ...

class Provision(_Value):
    """A rule that the notice itself sets."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def valid(self) -> Validity: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Notice(_Value):
    """Who issued it, when, under which number, for which campaign."""

    @property
    def id(self) -> str: ...
    @property
    def campaign(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def issued_on(self) -> datetime.date: ...
    @property
    def addressees(self) -> list[Named]: ...
    @property
    def zone_minutes(self) -> int: ...
    @property
    def span(self) -> Span: ...
    def __repr__(self) -> str: ...

class Unprinted(_Value):
    """A value of the plan file that does not stand in the notice."""

    @property
    def what(self) -> str: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def line(self) -> int: ...
    def __repr__(self) -> str: ...

class RoleHolders(_Value):
    """The posts that may act in a role."""

    @property
    def role(self) -> Role: ...
    @property
    def posts(self) -> list[str]: ...
    @property
    def origin(self) -> Origin: ...
    def __repr__(self) -> str: ...

class Problem(_Value):
    """What is odd or wrong in a plan."""

    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def place(self) -> str: ...
    @property
    def sentence(self) -> str:
        """in Chinese, for the office"""
    @property
    def line(self) -> int:
        """line in the plan file; 0 when it speaks of the whole"""
    def __repr__(self) -> str: ...

class Plan(_Value):
    """The adopted notice as one value, read from a TOML file."""

    @staticmethod
    def load(path: AnyPath) -> Plan:
        """Reads a plan file."""
    @staticmethod
    def parse(text: str, file_name: str = ...) -> Plan: ...
    def __repr__(self) -> str: ...
    def __copy__(self) -> Plan: ...
    def __deepcopy__(self, memo: dict[int, object]) -> Plan: ...
    @property
    def notice(self) -> Notice: ...
    @property
    def organisation(self) -> Organisation: ...
    @property
    def tasks(self) -> list[Task]:
        """headings and leaves, in the order of the file"""
    @property
    def phases(self) -> list[Phase]: ...
    @property
    def duties(self) -> list[Filing]:
        """the duties; filings() gives the due days"""
    @property
    def roles(self) -> list[RoleHolders]: ...
    @property
    def bases(self) -> list[Basis]: ...
    @property
    def provisions(self) -> list[Provision]: ...
    @property
    def rules(self) -> list[Rule]:
        """the campaign's own limits; the law goes before them"""
    @property
    def ladder(self) -> list[Rung]:
        """lowest first"""
    @property
    def problem_classes(self) -> list[ProblemClass]: ...
    @property
    def territories(self) -> list[Territory]: ...
    @property
    def device_kinds(self) -> list[DeviceKind]: ...
    @property
    def head_post(self) -> str: ...
    @property
    def unprinted(self) -> list[Unprinted]:
        """what was inferred or assumed"""
    @property
    def text(self) -> str: ...
    @property
    def file(self) -> str: ...
    def problems(self, *, calendar: Calendar | None = None, law: Rulebook | None = None) -> list[Problem]:
        """Every error and oddity, in the order of the file."""
    def filings(
        self,
        *,
        roll: Roll | None = None,
        announced_only: bool = False,
        calendar: Calendar | None = None,
    ) -> list[DueFiling]:
        """Every due day of every filing, in order of due day."""
    def due(self, filing: str, period: Period, *, calendar: Calendar | None = None) -> DueFiling: ...
    def find_task(self, id: str) -> Task | None: ...
    def find_filing(self, id: str) -> Filing | None: ...
    def find_role(self, role: Role) -> RoleHolders | None: ...
    def filers_of(self, filing: Filing, *, on: datetime.date) -> list[str]:
        """Units that file on a day, terms expanded."""
    def phases_on(self, day: datetime.date) -> list[Phase]: ...
    def responsibilities(self, *, on: datetime.date | None = None) -> list[Responsibility]:
        """Names resolved and terms expanded; over all days unless named."""
    def answering_seats(self, *, on: datetime.date) -> list[GroupSeat]:
        """The seats that answer on a day: the head of every unit, and the leading group's."""
    def vacancies(self, *, on: datetime.date) -> list[GroupSeat]:
        """Those of them that fewer persons hold than should."""
    def chart(self) -> Chart: ...
    def _repr_html_(self) -> str:
        """The leaf tasks, for notebooks."""

class FactKind(Word):
    """The kinds of facts."""

    tip_received = 0
    hazard_registered = 1
    hazard_graded = 2
    hazard_regraded = 3
    fixed_on_spot = 4
    order_issued = 5
    treatment_planned = 6
    rectification_begun = 7
    extension_asked = 8
    extension_granted = 9
    extension_refused = 10
    rectification_reported = 11
    review_passed = 12
    review_failed = 13
    hazard_closed = 14
    hazard_reopened = 15
    hazard_transferred = 16
    transfer_acknowledged = 17
    transfer_returned = 18
    hazard_terminated = 19
    hazard_voided = 20
    use_stopped = 21
    use_allowed = 22
    equipment_sealed = 23
    equipment_unsealed = 24
    hazard_listed = 25
    hazard_delisted = 26
    clock_paused = 27
    clock_resumed = 28
    reminded = 29
    interviewed = 30
    reported_upward = 31
    case_opened = 32
    penalty_decided = 33
    case_closed = 34
    fact_corrected = 35
    hazard_reassigned = 36
    plan_adopted = 37
    plan_amended = 38
    person_appointed = 39
    term_ended = 40
    return_received = 41
    row_refused = 42
    return_sent_back = 43
    return_taken = 44
    measure_stated = 45
    task_reported = 46
    indicator_stated = 47
    text_stated = 48
    report_issued = 49
    demand_met = 50
    cooperation_requested = 51
    cooperation_answered = 52
    cooperation_chased = 53
    cooperation_withdrawn = 54
    unit_renamed = 55
    units_merged = 56
    unit_split = 57
    unit_closed = 58
    responsibility_moved = 59
    membership_changed = 60

class FieldType(Word):
    """What a field of a fact holds."""

    text = 0
    texts = 1
    integer = 2
    money_fen = 3
    truth = 4
    day = 5
    actor = 6
    any = 7

class Verdict(Word):
    """What verify found."""

    intact = 0
    unwitnessed = 1
    altered = 2
    truncated = 3
    unreadable = 4
    forked = 5

class FieldForm(_Value):
    """One field that a kind of fact may carry."""

    @property
    def kind(self) -> FactKind: ...
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> FieldType: ...
    @property
    def required(self) -> bool: ...
    @property
    def original(self) -> str:
        """the Chinese term"""
    def __repr__(self) -> str: ...

class Fact(_Value):
    """What was said to have happened."""

    @property
    def kind(self) -> FactKind: ...
    @property
    def on(self) -> datetime.date:
        """when it was so"""
    @property
    def subject(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def by(self) -> list[Actor]: ...
    @property
    def fields(self) -> dict[str, int | str | list[str]]: ...
    def __repr__(self) -> str: ...

class Checkpoint(_Value):
    """Everything in a ledger up to an item."""

    def __init__(self, ledger: str, size: int, root: str) -> None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...
    @property
    def ledger(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def root(self) -> str: ...
    @property
    def short_code(self) -> str:
        """six groups of four digits, for paper and telephone"""
    @staticmethod
    def parse(text: str) -> Checkpoint:
        """Reads `LEDGER SIZE ROOT`."""

class Verification(_Value):
    """What verify found."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def bad_item(self) -> int:
        """the first item that is not what it was; 0 when none"""
    @property
    def bad_item_last(self) -> int:
        """the last item that can be the first bad one"""
    @property
    def bad_commit(self) -> int: ...
    @property
    def witnessed_size(self) -> int:
        """so many items are those of the newest anchor that holds"""
    @property
    def sentence(self) -> str: ...
    @property
    def chinese(self) -> str: ...
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def commit_count(self) -> int: ...
    @property
    def refusal_count(self) -> int:
        """lines of the access log"""
    def __bool__(self) -> bool: ...
    def __repr__(self) -> str: ...

def fields_of(kind: FactKind) -> list[FieldForm]:
    """The fields of a kind of fact, required ones first."""

def encode_gb18030(text: str) -> tuple[bytes, list[tuple[str, int]]]:
    """The bytes, and every character with its line that an office machine's code page (CP936) lacks."""

class Anchor(_Value):
    """What was said of a ledger and kept outside of it."""

    def __init__(self, origin: str, checkpoint: Checkpoint, leaf: tuple[int, str] | None = ...) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def origin(self) -> str:
        """in words: what it is"""
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def leaf(self) -> tuple[int, str] | None:
        """of a receipt: the item and its leaf"""

class RefusedAct(_Value):
    """An act that was asked for and not recorded: a line of the access log."""

    @property
    def number(self) -> int: ...
    @property
    def refused_at(self) -> datetime.datetime: ...
    @property
    def size(self) -> int:
        """items the ledger had then"""
    @property
    def asked(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def on(self) -> datetime.date | None: ...
    @property
    def by(self) -> list[Actor]: ...
    @property
    def code(self) -> str: ...
    def __repr__(self) -> str: ...

def verify_ledger(path: AnyPath, anchors: Sequence[Anchor] = ...) -> Verification:
    """Recomputes a ledger file from its bytes, also one that can't be opened any more."""

def anchors_of_copy(path: AnyPath) -> list[Anchor]:
    """Every item of another copy of a ledger as an anchor: what differs from it is named exactly."""

def salvage_ledger(damaged: AnyPath, path: AnyPath) -> Verification:
    """Writes what is sound of a damaged ledger into a new file."""

def fields_of_every_fact() -> list[FieldForm]:
    """The fields that any fact may carry."""

class InclusionProof(_Value):
    """That a leaf is that item's among the first `size` items (RFC 6962, 2.1.1)."""

    def __init__(self, item: int, size: int, leaf: str, path: Sequence[str]) -> None: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]
    @property
    def item(self) -> int:
        """from 1"""
    @property
    def size(self) -> int: ...
    @property
    def leaf(self) -> str: ...
    @property
    def path(self) -> list[str]:
        """from the leaf upward"""
    @property
    def root(self) -> str | None:
        """None when the path has not the length that item and size call for"""
    def holds(self, checkpoint: Checkpoint) -> bool: ...
    def __repr__(self) -> str: ...

class ConsistencyProof(_Value):
    """That a ledger has everything of an earlier point of it, in its place (RFC 6962, 2.1.2)."""

    def __init__(self, first_size: int, second_size: int, path: Sequence[str]) -> None: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]
    @property
    def first_size(self) -> int: ...
    @property
    def second_size(self) -> int: ...
    @property
    def path(self) -> list[str]: ...
    def holds(self, first: Checkpoint, second: Checkpoint) -> bool: ...
    def __repr__(self) -> str: ...

class ProofTree(_Value):
    """The tree with all its full subtrees, for making proofs at any size."""

    def __init__(self) -> None: ...
    def append(self, leaf: str) -> None: ...
    @property
    def size(self) -> int: ...
    def root(self, size: int) -> str: ...
    def prove_inclusion(self, item: int, size: int) -> InclusionProof: ...
    def prove_consistency(self, first_size: int, second_size: int) -> ConsistencyProof: ...
    def __repr__(self) -> str: ...

class ItemReceipt(_Value):
    """What someone who handed something in takes home: proof that it stands in the ledger."""

    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]
    def __str__(self) -> str: ...
    @staticmethod
    def parse(text: str) -> ItemReceipt:
        """Reads the one line that `str` gives; refuses one whose path does not lead to its root."""
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def proof(self) -> InclusionProof: ...
    @property
    def item(self) -> int: ...
    @property
    def leaf(self) -> str: ...
    @property
    def short_code(self) -> str: ...
    @property
    def anchor(self) -> Anchor:
        """what `verify` holds the ledger against"""
    def __repr__(self) -> str: ...

class KeyKind(Word):
    """What a key may sign, by its byte in C2SP signed notes."""

    ledger = 1
    witness = 4

class VerifierKey(_Value):
    """A public key that is trusted under a name; `str` gives `name+id+key`."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __str__(self) -> str: ...
    @staticmethod
    def parse(text: str) -> VerifierKey: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> KeyKind: ...
    @property
    def key(self) -> str: ...
    @property
    def id(self) -> int: ...
    def __repr__(self) -> str: ...

class SigningKey(_Value):
    """A secret Ed25519 key. Neither `str` nor `repr` tells the secret; `save` writes it."""

    @staticmethod
    def generate(name: str, kind: KeyKind = KeyKind.ledger) -> SigningKey: ...
    @staticmethod
    def parse(text: str) -> SigningKey: ...
    @staticmethod
    def load(path: AnyPath) -> SigningKey: ...
    def save(self, path: AnyPath) -> None:
        """Into a new file that only its owner may read."""
    @property
    def verifier(self) -> VerifierKey: ...
    def __repr__(self) -> str: ...

class Signed(_Value):
    """A trusted signature that was checked."""

    @property
    def key(self) -> VerifierKey: ...
    @property
    def at(self) -> datetime.datetime | None:
        """of a cosignature"""
    def __repr__(self) -> str: ...

class OpenedNote(_Value):
    """What a signed checkpoint says and who vouches for it."""

    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def by(self) -> list[Signed]: ...
    @property
    def unknown_count(self) -> int:
        """signatures of keys that nobody told us to trust"""
    def __repr__(self) -> str: ...

class Growth(_Value):
    """What an office sends its witness: proof of growth and the new signed checkpoint."""

    def __init__(self, proof: ConsistencyProof, note: str) -> None: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]
    def __str__(self) -> str: ...
    @staticmethod
    def parse(text: str) -> Growth: ...
    @property
    def proof(self) -> ConsistencyProof: ...
    @property
    def note(self) -> str: ...
    def __repr__(self) -> str: ...

class WitnessVerdict(Word):
    """What a witness answers."""

    accepted = 0
    behind = 1
    forked = 2
    unproved = 3
    unsigned = 4

class WitnessAnswer(_Value):
    """A witness's answer; true when it took the checkpoint."""

    @property
    def verdict(self) -> WitnessVerdict: ...
    @property
    def kept(self) -> Checkpoint | None: ...
    @property
    def note(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def chinese(self) -> str: ...
    def __bool__(self) -> bool: ...
    def __repr__(self) -> str: ...

class Witness(_Value):
    """The superior unit's memory: the last checkpoint of each ledger, in a folder."""

    def __init__(self, folder: AnyPath, key: SigningKey | None = None) -> None: ...
    def trust(self, ledger: str, keys: Sequence[VerifierKey]) -> None:
        """From now on only these keys speak for a ledger."""
    def consider(self, growth: Growth, now: datetime.datetime | str) -> WitnessAnswer:
        """Answers once what it takes is on the disk."""
    def last(self, ledger: str) -> Checkpoint | None: ...
    def last_note(self, ledger: str) -> str: ...
    def __repr__(self) -> str: ...

def is_short_code(text: str) -> bool:
    """Whether a short code is written as one and its check digit is right."""

def leaf_hash(line: str) -> str:
    """SHA-256(0x00 ‖ line)."""

def leaf_of(fact: Fact) -> str:
    """The leaf of a fact's line."""

def sign(checkpoint: Checkpoint, key: SigningKey) -> str:
    """A checkpoint as a signed note."""

def cosign(note: str, witness: SigningKey, at: datetime.datetime | str) -> str: ...
def open_note(note: str, trusted: Sequence[VerifierKey]) -> OpenedNote:
    """Refuses what no trusted key has signed; signatures of other keys are passed over."""

def read_unverified(note: str) -> Checkpoint:
    """What a note says; nobody has vouched for it."""

class State(Word):
    """Where a hazard stands."""

    none = 0
    tip = 1
    registered = 2
    graded = 3
    ordered = 4
    planned = 5
    rectifying = 6
    awaiting_review = 7
    review_failed = 8
    passed = 9
    closed = 10
    transferred = 11
    terminated = 12
    void = 13

class MeasureState(Word):
    """Where a measure stands."""

    drafted = 0
    consulted = 1
    adopted = 2
    issued = 3
    in_force = 4
    revised = 5
    repealed = 6

class Cause(Word):
    """What leaves a hazard behind."""

    person = 0
    thing = 1
    management = 2
    environment = 3

class Hold(Word):
    """Beside the state; blocks closing."""

    out_of_use = 0
    sealed = 1
    listed = 2

class Request(Word):
    """What may be asked of a hazard."""

    tip_off = 0
    register = 1
    grade = 2
    regrade = 3
    fix_on_spot = 4
    order = 5
    plan_treatment = 6
    begin = 7
    ask_extension = 8
    decide_extension = 9
    report_rectified = 10
    pass_review = 11
    fail_review = 12
    close = 13
    reopen = 14
    transfer = 15
    acknowledge_transfer = 16
    take_back = 17
    terminate = 18
    void = 19
    stop_use = 20
    allow_use = 21
    seal = 22
    unseal = 23
    list = 24
    delist = 25
    pause = 26
    resume = 27
    remind = 28
    interview = 29
    report_up = 30
    open_case = 31
    penalise = 32
    close_case = 33
    correct = 34
    reassign = 35

class Arrow(_Value):
    """One line of the lifecycle table."""

    @property
    def request(self) -> Request: ...
    @property
    def fact(self) -> FactKind: ...
    @property
    def to(self) -> State:
        """State.none keeps the state"""
    @property
    def persons(self) -> int:
        """how many distinct persons act"""
    @property
    def source(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def from_states(self) -> list[State]: ...
    @property
    def roles(self) -> list[Role]:
        """any of these"""
    @property
    def needs(self) -> list[Hold]: ...
    @property
    def without(self) -> list[Hold]: ...
    @property
    def sets(self) -> list[Hold]: ...
    @property
    def clears(self) -> list[Hold]: ...
    def __repr__(self) -> str: ...

class PendingExtension(_Value):
    """An extension asked for and not decided."""

    @property
    def asked_on(self) -> datetime.date: ...
    @property
    def extended_to_on(self) -> datetime.date: ...
    @property
    def asker(self) -> str: ...
    def __repr__(self) -> str: ...

class Step(_Value):
    """One past step of a hazard."""

    @property
    def number(self) -> int: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def kind(self) -> FactKind: ...
    @property
    def state(self) -> State:
        """after it"""
    def __repr__(self) -> str: ...

class Awaited(_Value):
    """A limit that runs, as the fact that started it wrote it down."""

    @property
    def limit(self) -> Limit: ...
    @property
    def started_on(self) -> datetime.date: ...
    @property
    def number(self) -> int:
        """of the fact that started it"""
    @property
    def due_on(self) -> datetime.date | None:
        """None where neither law nor campaign gives a limit, or no calendar covers it"""
    @property
    def rule(self) -> str: ...
    @property
    def edition(self) -> str:
        """of the calendar used"""
    def __repr__(self) -> str: ...

class Case(_Value):
    """A case of enforcement (立案); it outlives its hazard."""

    @property
    def document(self) -> str: ...
    @property
    def awaited(self) -> Awaited:
        """the decision"""
    @property
    def decided_on(self) -> datetime.date | None: ...
    @property
    def closed_on(self) -> datetime.date | None: ...
    def __repr__(self) -> str: ...

class Raised(_Value):
    """An act of the ladder that was taken (催办, 约谈, 上报)."""

    @property
    def kind(self) -> FactKind: ...
    @property
    def to(self) -> str: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def number(self) -> int: ...
    @property
    def proposes_closure(self) -> bool:
        """reported upward so that the enterprise be closed (提请关闭)"""
    def __repr__(self) -> str: ...

class Hazard(_Value):
    """A hazard (隐患) as it stands."""

    @property
    def id(self) -> str: ...
    @property
    def state(self) -> State: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def supervising_unit(self) -> str: ...
    @property
    def territorial_unit(self) -> str: ...
    @property
    def round(self) -> int:
        """of rectification"""
    @property
    def version(self) -> int:
        """facts recorded of it: what an act names as seen_version"""
    @property
    def found_on(self) -> datetime.date | None: ...
    @property
    def limit_on(self) -> datetime.date | None: ...
    @property
    def rectified_on(self) -> datetime.date | None: ...
    @property
    def passed_on(self) -> datetime.date | None: ...
    @property
    def closed_on(self) -> datetime.date | None: ...
    @property
    def pending(self) -> PendingExtension | None: ...
    @property
    def extension_count(self) -> int: ...
    @property
    def extended_days(self) -> int: ...
    @property
    def awaited(self) -> Awaited | None:
        """None once nothing more is awaited"""
    @property
    def paused_on(self) -> datetime.date | None: ...
    @property
    def paused_until(self) -> datetime.date | None: ...
    @property
    def graded_on(self) -> datetime.date | None: ...
    @property
    def reassigned_on(self) -> datetime.date | None:
        """when the supervising unit took over from another"""
    @property
    def once_listed(self) -> bool: ...
    @property
    def acknowledged(self) -> bool: ...
    @property
    def seal_count(self) -> int: ...
    @property
    def sealed_until(self) -> datetime.date | None: ...
    @property
    def rectifiers(self) -> list[str]:
        """of this round"""
    @property
    def reviewers(self) -> list[str]:
        """of this round"""
    @property
    def withdrawn(self) -> list[str]:
        """who withdrew for an interest"""
    @property
    def cases(self) -> list[Case]: ...
    @property
    def penalties(self) -> list[datetime.date]:
        """days of penalties decided"""
    @property
    def raised(self) -> list[Raised]:
        """what the ladder did"""
    @property
    def override_count(self) -> int: ...
    @property
    def unstated_count(self) -> int: ...
    @property
    def details(self) -> dict[str, int | str | list[str]]:
        """the latest value of every descriptive field"""
    @property
    def set_by(self) -> dict[str, int]:
        """the number of the fact behind each value"""
    @property
    def steps(self) -> list[Step]: ...
    @property
    def holds(self) -> list[Hold]: ...
    @property
    def due_on(self) -> datetime.date | None:
        """the day by which the awaited step is due"""
    @property
    def is_open(self) -> bool: ...
    @property
    def is_final(self) -> bool: ...
    @property
    def allowed(self) -> list[Request]:
        """the requests that the table allows now"""
    def is_overdue(self, *, as_of: datetime.date) -> bool: ...
    def overdue_days(self, *, as_of: datetime.date) -> int: ...
    def __repr__(self) -> str: ...

class Received(_Value):
    """A return as last known for its key."""

    @property
    def unit(self) -> str: ...
    @property
    def filing(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def received_on(self) -> datetime.date:
        """of the latest return for the key"""
    @property
    def first_received_on(self) -> datetime.date:
        """what decides whether the filing was late"""
    @property
    def standing(self) -> str:
        """complete, partial"""
    @property
    def zero(self) -> bool: ...
    @property
    def contribution(self) -> bool: ...
    @property
    def corrected(self) -> bool: ...
    @property
    def sent_back(self) -> bool: ...
    @property
    def taken(self) -> bool: ...
    @property
    def row_count(self) -> int: ...
    @property
    def refused_count(self) -> int: ...
    @property
    def unstated_count(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def content(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def checkpoint(self) -> Checkpoint: ...
    def __repr__(self) -> str: ...

class MeasureStep(_Value):
    """One statement of a measure."""

    @property
    def number(self) -> int: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def state(self) -> MeasureState:
        """after it"""
    def __repr__(self) -> str: ...

class Measure(_Value):
    """A measure (制度措施) as last stated."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int:
        """of the last statement"""
    @property
    def on(self) -> datetime.date: ...
    @property
    def state(self) -> MeasureState: ...
    @property
    def targets(self) -> list[str]:
        """problem classes or hazards, as stated"""
    @property
    def steps(self) -> list[MeasureStep]: ...
    @property
    def details(self) -> dict[str, int | str | list[str]]: ...
    @property
    def is_valid(self) -> bool:
        """issued, in force or under revision"""
    @property
    def allowed(self) -> list[MeasureState]:
        """the states that may be stated next"""
    def __repr__(self) -> str: ...

class DemandMet(_Value):
    """A unit's word that it has met what a phase demands."""

    @property
    def demand(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def number(self) -> int: ...
    @property
    def evidence(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def event(self) -> DemandKind | None: ...
    @property
    def attended(self) -> int | None:
        """persons"""
    @property
    def problems(self) -> list[str]:
        """hazards or problem classes that a meeting was held about"""
    def __repr__(self) -> str: ...

class Stated(_Value):
    """A stated indicator or text block."""

    @property
    def unit(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def value(self) -> Cell: ...
    def __repr__(self) -> str: ...

class CooperationState(Word):
    """Where a request to a body outside stands."""

    none = 0
    awaited = 1
    partly_answered = 2
    done = 3
    declined = 4
    withdrawn = 5

class CooperationOutcome(Word):
    """What an answer of a body outside says."""

    done = 0
    partial = 1
    declined = 2

class Owed(Word):
    """What a body outside owes."""

    receipt = 0
    answer = 1

class CooperationStep(_Value):
    """One act about a request to a body outside."""

    @property
    def number(self) -> int: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def act(self) -> FactKind: ...
    @property
    def state(self) -> CooperationState:
        """after it"""
    @property
    def due_on(self) -> datetime.date:
        """the day of the answer that was awaited when it came"""
    @property
    def text(self) -> str:
        """what was asked, answered or urged; why it was withdrawn"""
    @property
    def document(self) -> str: ...
    def __repr__(self) -> str: ...

class Cooperation(_Value):
    """A request to a body outside (请求协作), as of a day."""

    @property
    def id(self) -> str: ...
    @property
    def state(self) -> CooperationState: ...
    @property
    def task(self) -> str: ...
    @property
    def unit(self) -> str:
        """who asks, and who chases"""
    @property
    def body(self) -> str:
        """who is asked, as the plan's id"""
    @property
    def addressee(self) -> str:
        """whom exactly, where the plan's name is a collective one"""
    @property
    def text(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def hazards(self) -> list[str]:
        """that it is about"""
    @property
    def asked_on(self) -> datetime.date: ...
    @property
    def due_on(self) -> datetime.date:
        """of the next answer; of a settled one the day of the last"""
    @property
    def settled_on(self) -> datetime.date | None:
        """done, declined or withdrawn"""
    @property
    def chased_on(self) -> datetime.date | None:
        """last"""
    @property
    def chased_count(self) -> int: ...
    @property
    def late_count(self) -> int:
        """answers that came after their day"""
    @property
    def version(self) -> int:
        """facts recorded of it: what an act names as seen_version"""
    @property
    def steps(self) -> list[CooperationStep]: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def allowed(self) -> list[FactKind]:
        """the kinds of facts that may follow"""
    def is_overdue(self, *, as_of: datetime.date) -> bool: ...
    def overdue_days(self, *, as_of: datetime.date) -> int: ...
    def __repr__(self) -> str: ...

class Outstanding(_Value):
    """One thing that is awaited from a body outside."""

    @property
    def owed(self) -> Owed: ...
    @property
    def subject(self) -> str:
        """hazard transferred, or request"""
    @property
    def body(self) -> str:
        """the plan's id; empty where the paper's name means none of its bodies"""
    @property
    def body_name(self) -> str:
        """as the plan calls it, else as the paper does"""
    @property
    def addressee(self) -> str:
        """whom exactly, where the plan's name is a collective one"""
    @property
    def task(self) -> str: ...
    @property
    def text(self) -> str:
        """what was asked; what the hazard is"""
    @property
    def document(self) -> str:
        """of the request; the transfer's record"""
    @property
    def hazards(self) -> list[str]:
        """that it is about"""
    @property
    def unit(self) -> str:
        """who chases"""
    @property
    def answers(self) -> list[Answerer]:
        """who answers for that, upward"""
    @property
    def since_on(self) -> datetime.date:
        """asked or transferred"""
    @property
    def due_on(self) -> datetime.date | None:
        """None where the paper names no day"""
    @property
    def answered_on(self) -> datetime.date | None:
        """the last partial answer"""
    @property
    def chased_on(self) -> datetime.date | None:
        """the last time that somebody urged"""
    @property
    def number(self) -> int:
        """of the fact that asked or transferred"""
    @property
    def waiting_days(self) -> int:
        """calendar days since then"""
    @property
    def overdue_days(self) -> int:
        """calendar days"""
    @property
    def working_days_left(self) -> int | None:
        """negative: overdue; None without a day or a calendar"""
    def __repr__(self) -> str: ...

class BodyStanding(_Value):
    """What passed between the administration and one body for one task."""

    @property
    def task(self) -> str: ...
    @property
    def body(self) -> str:
        """empty where a transfer's receiver is none of the plan's bodies"""
    @property
    def body_name(self) -> str: ...
    @property
    def is_named(self) -> bool:
        """the plan names it as helping with this very task"""
    @property
    def asked_count(self) -> int:
        """requests"""
    @property
    def open_count(self) -> int:
        """of these without their last answer"""
    @property
    def done_count(self) -> int: ...
    @property
    def declined_count(self) -> int: ...
    @property
    def withdrawn_count(self) -> int: ...
    @property
    def answer_count(self) -> int:
        """answers, partial ones too"""
    @property
    def late_count(self) -> int:
        """of these after their day"""
    @property
    def chased_count(self) -> int: ...
    @property
    def transferred_count(self) -> int:
        """hazards that are with it"""
    @property
    def receipt_count(self) -> int:
        """of these without receipt"""
    @property
    def overdue_count(self) -> int:
        """answers and receipts past their day"""
    @property
    def last_on(self) -> datetime.date | None:
        """of the last act either way; None: nobody has ever written"""
    def __repr__(self) -> str: ...

class Standing(_Value):
    """So many hazards of a task, under a unit, of a grade and in a state at the end of a day."""

    @property
    def as_of(self) -> datetime.date: ...
    @property
    def task(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def state(self) -> State: ...
    @property
    def count(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class Tally(_Value):
    """Where all hazards stood on some days."""

    @property
    def standings(self) -> list[Standing]:
        """All rows one by one; who wants many takes columns()."""
    @property
    def deviation_count(self) -> int:
        """facts that no arrow of the lifecycle allows at their place"""
    def columns(self) -> Columns:
        """as_of, task, unit, grade, state, count, as they were counted."""
    def __getitem__(self, row: int) -> Standing:
        """One row."""
    def to_pandas(self) -> pandas.DataFrame:
        """A pandas.DataFrame of the standings."""
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...

class Snapshot(_Value):
    """What was true on a day, as known at a point of the ledger."""

    @property
    def as_of(self) -> datetime.date: ...
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def known_at(self) -> datetime.datetime: ...
    @property
    def hazards(self) -> list[Hazard]: ...
    @property
    def measures(self) -> list[Measure]: ...
    @property
    def demands_met(self) -> list[DemandMet]: ...
    @property
    def cooperations(self) -> list[Cooperation]:
        """what bodies outside were asked for, settled or not"""
    @property
    def received(self) -> list[Received]: ...
    @property
    def indicators(self) -> list[Stated]: ...
    @property
    def texts(self) -> list[Stated]: ...
    @property
    def task_reports(self) -> list[Stated]: ...
    def hazard(self, id: str) -> Hazard: ...
    def find_hazard(self, id: str) -> Hazard | None: ...
    def table(self) -> Table:
        """The hazards as a table."""
    def columns(self) -> Columns:
        """The hazards by columns, a row each."""
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
    def to_dicts(self) -> list[dict[str, Cell]]:
        """The hazards, a dict each."""
    def to_pandas(self) -> pandas.DataFrame:
        """The hazards as a pandas.DataFrame."""
    def _repr_html_(self) -> str:
        """The open hazards, for notebooks."""

def open_receipts(snapshot: Snapshot, plan: Plan, calendar: Calendar) -> list[Outstanding]:
    """The transfers without receipt, by due day."""

def outside(snapshot: Snapshot, plan: Plan, calendar: Calendar) -> list[Outstanding]:
    """What is awaited from bodies outside, by due day: receipts of transfers and answers to requests."""

def body_standings(snapshot: Snapshot, plan: Plan) -> list[BodyStanding]:
    """Every body that the plan names for a task, asked or not, and every other that was written to."""

class HandedWhat(Word):
    """What an item of a handover list is."""

    hazard = 0
    receipt = 1
    measure = 2
    filing = 3
    request = 4
    responsibility = 5

class HandedOver(_Value):
    """One item of a handover list."""

    @property
    def what(self) -> HandedWhat: ...
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def due_on(self) -> datetime.date | None: ...
    @property
    def overdue_days(self) -> int: ...
    @property
    def next(self) -> str:
        """what it waits for, in Chinese"""
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class Handover(_Value):
    """What goes over with a post (交接清单), as it stands at the end of a day."""

    @property
    def seat(self) -> PostInUnit: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def from_(self) -> Holder | None:
        """who held it the day before"""
    @property
    def to(self) -> Holder | None:
        """who holds it on the day"""
    @property
    def items(self) -> list[HandedOver]: ...
    def count(self, what: HandedWhat) -> int: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
    def to_dicts(self) -> list[dict[str, Cell]]:
        """The items, a dict each."""
    def _repr_html_(self) -> str:
        """The list, for notebooks."""

class Tenure(_Value):
    """Days in a row on which a hazard stood open under one unit and one holder of its post, or nobody."""

    @property
    def days(self) -> Span:
        """a day belongs to whom the hazard stood under at its end"""
    @property
    def unit(self) -> str: ...
    @property
    def seat(self) -> PostInUnit:
        """the head's of the unit"""
    @property
    def holder(self) -> Holder | None:
        """None: the seat was vacant"""
    @property
    def open_days(self) -> int: ...
    @property
    def overdue_days(self) -> int:
        """of them past the limit"""
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class AnsweredWhenOverdue(_Value):
    """Who answered on the first day past a limit."""

    @property
    def on(self) -> datetime.date: ...
    @property
    def unit(self) -> str: ...
    @property
    def seat(self) -> PostInUnit: ...
    @property
    def holder(self) -> Holder | None:
        """None: the seat was vacant"""
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...

class Accountability(_Value):
    """What one hazard's days come to. The day of closing is no open day."""

    @property
    def hazard(self) -> str: ...
    @property
    def open_days(self) -> int: ...
    @property
    def overdue_days(self) -> int: ...
    @property
    def tenures(self) -> list[Tenure]:
        """in order; together exactly the open days"""
    @property
    def became_overdue(self) -> list[AnsweredWhenOverdue]: ...
    def __repr__(self) -> str: ...
    def to_dicts(self) -> list[dict[str, Cell]]:
        """The tenures, a dict each."""
    def _repr_html_(self) -> str:
        """The tenures, for notebooks."""

def problem_class_of(plan: Plan, hazard: Hazard) -> str:
    """The class of problems that a hazard belongs to; empty when nothing says it."""
class Rise(_Value):
    """The rung of the ladder that applies to something due."""

    @property
    def step(self) -> int: ...
    @property
    def act(self) -> Request: ...
    @property
    def to(self) -> str:
        """the addressee by name"""
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def done(self) -> bool: ...
    def __repr__(self) -> str: ...

class Due(_Value):
    """One thing that needs doing."""

    @property
    def hazard(self) -> str: ...
    @property
    def limit(self) -> Limit: ...
    @property
    def request(self) -> Request:
        """what would end it"""
    @property
    def started_on(self) -> datetime.date: ...
    @property
    def number(self) -> int:
        """of the fact that started it"""
    @property
    def due_on(self) -> datetime.date | None:
        """None where nothing gives a day"""
    @property
    def rule(self) -> str:
        """as written down; empty where the paper itself names the day"""
    @property
    def edition(self) -> str:
        """of the calendar"""
    @property
    def resolved_now(self) -> bool:
        """no day was written down, most often for want of a calendar"""
    @property
    def paused(self) -> bool: ...
    @property
    def working_days_left(self) -> int | None:
        """negative: overdue; None without a day or a calendar"""
    @property
    def overdue_days(self) -> int:
        """calendar days"""
    @property
    def last_on(self) -> datetime.date:
        """of the hazard's last fact, acts of the ladder aside"""
    @property
    def silent_days(self) -> int:
        """calendar days since then"""
    @property
    def unit(self) -> str: ...
    @property
    def answers(self) -> list[Answerer]:
        """who answers, upward"""
    @property
    def rung(self) -> Rise | None: ...
    @property
    def reason(self) -> str:
        """one Chinese sentence"""
    @property
    def movers(self) -> list[Role]:
        """roles that may make the move"""
    def __repr__(self) -> str: ...

def agenda(snapshot: Snapshot, plan: Plan, rules: Rulebook, calendar: Calendar) -> list[Due]:
    """What needs doing, by due day."""

def agenda_of(hazard: str, snapshot: Snapshot, plan: Plan, rules: Rulebook, calendar: Calendar) -> list[Due]:
    """What needs doing about one hazard."""

def due_within(dues: Sequence[Due], working_days: int) -> list[Due]:
    """Due within so many working days, not overdue."""

def overdue(dues: Sequence[Due]) -> list[Due]:
    """Past its day, longest first."""

def silent(dues: Sequence[Due], days: int) -> list[Due]:
    """One for each hazard silent for so many days, longest first."""

def answerers(unit: str, snapshot: Snapshot, plan: Plan) -> list[Answerer]:
    """The path by which a unit's trouble rises, with whoever holds the posts."""

class Likeness(_Value):
    """Another hazard of the same class, at the same enterprise or on the same device."""

    @property
    def hazard(self) -> str: ...
    @property
    def other(self) -> str: ...
    @property
    def same_enterprise(self) -> bool: ...
    @property
    def same_device(self) -> bool: ...
    @property
    def problem_class(self) -> str: ...
    @property
    def state(self) -> State:
        """of the other"""
    @property
    def found_on(self) -> datetime.date | None:
        """of the other"""
    @property
    def closed_on(self) -> datetime.date | None:
        """of the other"""
    @property
    def decided(self) -> bool:
        """recorded: a recurrence of it, or distinct from it"""
    @property
    def why(self) -> str:
        """one Chinese sentence"""
    def __repr__(self) -> str: ...

class Feasibility(_Value):
    """Whether a limit can be kept, judged by how long such hazards have taken."""

    @property
    def hazard(self) -> str: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def limit_on(self) -> datetime.date: ...
    @property
    def working_days_left(self) -> int | None:
        """None where no calendar covers them"""
    @property
    def problem_class(self) -> str: ...
    @property
    def class_title(self) -> str: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def case_count(self) -> int: ...
    @property
    def within_count(self) -> int:
        """how many took no more than what is left"""
    @property
    def median_days(self) -> int | None:
        """working days; None below 5 cases"""
    @property
    def text(self) -> str:
        """one Chinese sentence"""
    def __repr__(self) -> str: ...

def likenesses(snapshot: Snapshot, plan: Plan, hazard: str) -> list[Likeness]:
    """The hazards like one."""

def undecided_likenesses(snapshot: Snapshot, plan: Plan) -> list[Likeness]:
    """Open hazards like an earlier one about which nobody has decided."""

def feasibility(
    snapshot: Snapshot, plan: Plan, hazard: str, limit_on: datetime.date, calendar: Calendar
) -> Feasibility:
    """How a limit compares with how long such hazards have taken."""

def lifecycle() -> list[Arrow]:
    """The life of a hazard as one table."""

def lifecycle_page() -> str:
    """The table and a diagram as Markdown."""

class Columns(_Value):
    """Named columns of one length, for pandas, polars, DuckDB, pyarrow and numpy."""

    @property
    def names(self) -> list[str]: ...
    def kind(self, name: str) -> str:
        """blank, integer, day, flag, amount or text."""
    def array(self, name: str) -> numpy.typing.NDArray[numpy.generic]:
        """The cells as a read-only numpy array: integers, days counted from 1970-01-01, flags and codes of texts as they lie in
        memory; amounts as the nearest floats. Masked where blank."""
    def texts(self, name: str) -> list[str]:
        """What the codes of a column of texts stand for."""
    def to_pandas(self) -> pandas.DataFrame:
        """A pandas.DataFrame with these columns."""
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __repr__(self) -> str: ...

class Table(_Value):
    """A named table of keyed columns."""

    def __init__(self, name: str, keys: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None: ...
    def column(self, key: str) -> list[Cell]:
        """The cells of a column."""
    def columns(self) -> Columns:
        """The table by columns."""
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __repr__(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def keys(self) -> list[str]: ...
    @property
    def rows(self) -> list[list[Cell]]: ...
    def to_dicts(self) -> list[dict[str, Cell]]:
        """The rows, a dict each; blank cells are None."""
    def to_pandas(self) -> pandas.DataFrame:
        """A pandas.DataFrame with the table's keys as columns."""
    def _repr_html_(self) -> str:
        """The first rows, for notebooks."""

class Headline(_Value):
    """The figures at the head of a report."""

    @property
    def found(self) -> int: ...
    @property
    def rectified(self) -> int: ...
    @property
    def struck_off(self) -> int: ...
    @property
    def found_cumulative(self) -> int: ...
    @property
    def rectified_cumulative(self) -> int: ...
    @property
    def struck_off_cumulative(self) -> int: ...
    @property
    def found_total(self) -> int: ...
    @property
    def rectified_total(self) -> int: ...
    @property
    def found_late(self) -> int: ...
    @property
    def rectified_late(self) -> int: ...
    @property
    def struck_off_late(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def open_major(self) -> int: ...
    @property
    def overdue(self) -> int: ...
    @property
    def override_count(self) -> int: ...
    @property
    def lowered_count(self) -> int: ...
    @property
    def extension_count(self) -> int: ...
    @property
    def unstated_count(self) -> int: ...
    figures: ClassVar[tuple[str, ...]]
    @property
    def rate(self) -> Cell | None:
        """rectified / found of the period, in percent; None when nothing was found"""
    @property
    def rate_cumulative(self) -> Cell | None: ...
    def __repr__(self) -> str: ...
    def to_dict(self) -> dict[str, Cell]:
        """The figures and the rates."""

class Account(_Value):
    """The hazards of one supervising unit and grade over a span of days."""

    @property
    def unit(self) -> str: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def opening(self) -> int:
        """open on the day before the span"""
    @property
    def open(self) -> int:
        """on the last day, counted from the states"""
    @property
    def awaiting_opening(self) -> int:
        """transferred and not acknowledged, the day before"""
    @property
    def awaiting(self) -> int:
        """the same on the last day, counted from the states"""
    @property
    def flows(self) -> dict[str, int]:
        """registered, closed, transferred …"""
    @property
    def closing(self) -> int:
        """opening and what came in, less what went out"""
    @property
    def awaiting_closing(self) -> int: ...
    @property
    def check(self) -> int:
        """what the identity misses; 0 when it holds"""
    @property
    def awaiting_check(self) -> int: ...
    def __repr__(self) -> str: ...

class Misplaced(_Value):
    """A hazard that its movements do not leave where its state says."""

    @property
    def hazard(self) -> str: ...
    @property
    def stands(self) -> str:
        """by its state"""
    @property
    def moved(self) -> str:
        """by its movements"""
    def __repr__(self) -> str: ...

class Accounts(_Value):
    """The accounts of every unit and grade."""

    @property
    def lines(self) -> list[Account]: ...
    @property
    def misplaced(self) -> list[Misplaced]: ...
    @property
    def balanced(self) -> bool:
        """every identity holds, every hazard stands in one account"""
    def __repr__(self) -> str: ...

class FigureCheck(_Value):
    """An issued figure that folding again does not give."""

    @property
    def name(self) -> str: ...
    @property
    def issued(self) -> int: ...
    @property
    def folded(self) -> int: ...
    def __repr__(self) -> str: ...

class Carried(_Value):
    """An account whose opening is not the closing issued before."""

    @property
    def unit(self) -> str: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def closing(self) -> int:
        """as issued by the report before"""
    @property
    def opening(self) -> int: ...
    @property
    def explained(self) -> int:
        """how much of the difference the facts make"""
    @property
    def facts(self) -> list[int]:
        """late entries and corrections, by number"""
    @property
    def ok(self) -> bool: ...
    def __repr__(self) -> str: ...

class IssuedCheck(_Value):
    """One issued report: what it said, and whether the ledger bears it out."""

    @property
    def filing(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def number(self) -> int:
        """of the fact that issued it"""
    @property
    def pinned(self) -> int: ...
    @property
    def pin_holds(self) -> bool: ...
    @property
    def balanced(self) -> bool: ...
    @property
    def figure_count(self) -> int: ...
    @property
    def differing(self) -> list[FigureCheck]: ...
    @property
    def carried(self) -> list[Carried]: ...
    @property
    def ok(self) -> bool: ...
    @property
    def sentence(self) -> str: ...
    @property
    def chinese(self) -> str: ...
    def __repr__(self) -> str: ...

class AccountsCheck(_Value):
    """Every issued report, in order of its number; true when all are honoured."""

    @property
    def reports(self) -> list[IssuedCheck]: ...
    def __bool__(self) -> bool: ...
    def __repr__(self) -> str: ...

class CountOf(Word):
    """What an indicator counts."""

    entities = 0
    visits = 1
    items = 2
    money = 3
    share = 4

class Knowledge(Word):
    """Who knows a figure: the ledger whole, in part, or not at all."""

    derived = 0
    partial = 1
    typed = 2

class Indicator(_Value):
    """One indicator of the progress table."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def measure(self) -> str:
        """the unit of measure"""
    @property
    def counts(self) -> CountOf: ...
    @property
    def knowledge(self) -> Knowledge: ...
    @property
    def derived_from(self) -> str:
        """what the ledger counts for it"""
    @property
    def grade(self) -> Grade | None: ...
    @property
    def words(self) -> list[str]: ...
    @property
    def part(self) -> str: ...
    @property
    def whole(self) -> str: ...
    @property
    def also(self) -> list[str]: ...
    @property
    def source(self) -> str: ...
    @property
    def rule(self) -> str: ...
    def __repr__(self) -> str: ...

class IndicatorBook(_Value):
    """A catalogue of indicators."""

    @staticmethod
    def standard() -> IndicatorBook:
        """The shipped one."""
    @staticmethod
    def load(path: AnyPath) -> IndicatorBook:
        """Another campaign's own."""
    @staticmethod
    def parse(text: str, file_name: str) -> IndicatorBook: ...
    def find(self, code: str, measure: str = "") -> Indicator | None:
        """By its code, or by one that was split: then the measure decides."""
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
    @property
    def rows(self) -> list[Indicator]: ...

def check_published(rectified: int, found: int, published: Cell) -> bool:
    """Whether a published rate is that of its own counts, but for rounding."""

class Report(_Value):
    """The report of a period: lists, progress, balance, board. Draft until issued."""

    @property
    def campaign(self) -> str: ...
    @property
    def notice_number(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def filing(self) -> str: ...
    @property
    def filing_title(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def cutoff_on(self) -> datetime.date: ...
    @property
    def due_on(self) -> datetime.date: ...
    @property
    def known_at(self) -> datetime.datetime: ...
    @property
    def zone_minutes(self) -> int: ...
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def issued(self) -> bool: ...
    @property
    def house_on(self) -> datetime.date | None:
        """a later day whose units the figures stand under; None: as they were then"""
    @property
    def balanced(self) -> bool: ...
    @property
    def headline(self) -> Headline: ...
    @property
    def tables(self) -> list[Table]: ...
    @property
    def accounts(self) -> Accounts: ...
    def table(self, name: str) -> Table: ...
    def of_unit(self, unit: str, organisation: Organisation) -> Report:
        """One unit's rows of the tables."""
    def __repr__(self) -> str: ...
    def to_dicts(self) -> dict[str, list[dict[str, Cell]]]:
        """The tables by name, a list of dicts each."""
    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """The tables by name, a pandas.DataFrame each."""
    def _repr_html_(self) -> str:
        """Headline and tables, for notebooks."""
    def to_json(self) -> str:
        """The whole report as JSON."""
    def to_html(self, *, form: Template | None = None) -> str:
        """One self-contained page."""
    def to_csv(self, table: str, *, form: Template | None = None) -> str:
        """One table as CSV text."""
    def write_xlsx(self, path: AnyPath, *, form: Template | None = None) -> None:
        """Writes the workbook."""

class DemandStanding(Word):
    """How a demand stands with a unit."""

    open = 0
    met = 1
    shown = 2

class PhaseRow(_Value):
    """One demand of a phase, with one unit that has to meet it."""

    @property
    def demand(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> DemandKind: ...
    @property
    def unit(self) -> str: ...
    @property
    def standing(self) -> DemandStanding: ...
    @property
    def number(self) -> int:
        """of the fact that says it is met; 0 without one"""
    @property
    def on(self) -> datetime.date | None: ...
    @property
    def evidence(self) -> str:
        """as stated, or what the ledger shows"""
    def __repr__(self) -> str: ...

class PhaseCheck(_Value):
    """The exit check of a phase."""

    @property
    def phase(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def rows(self) -> list[PhaseRow]: ...
    @property
    def missing(self) -> list[str]:
        """in Chinese, a sentence for each demand that is open"""
    @property
    def may_exit(self) -> bool: ...
    def count(self, standing: DemandStanding) -> int: ...
    def __repr__(self) -> str: ...

def phase_check(snapshot: Snapshot, plan: Plan, phase: str) -> PhaseCheck:
    """What a phase demands, held against what units say and what the ledger shows."""

def coverage(snapshot: Snapshot, plan: Plan) -> Table:
    """Problem classes against measures."""

def shared_problems(snapshot: Snapshot, plan: Plan) -> Table:
    """Problem classes by what they touch and their causes."""

class CaseLimit(_Value):
    """A limit that a fact started, and why it ends on its day."""

    @property
    def limit(self) -> Limit: ...
    @property
    def rule(self) -> str:
        """id, as written down; empty where the paper itself names the day"""
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str:
        """law, article, date"""
    @property
    def started_on(self) -> datetime.date: ...
    @property
    def due_on(self) -> datetime.date | None:
        """as written down: what counts"""
    @property
    def edition(self) -> str:
        """of the calendar, as written down"""
    @property
    def recomputed_on(self) -> datetime.date | None:
        """what the rules and calendar in use give, where that is another day"""
    @property
    def explanation(self) -> str: ...
    def __repr__(self) -> str: ...

class CaseLine(_Value):
    """One fact of a hazard, as it stands after corrections."""

    @property
    def number(self) -> int: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def recorded_at(self) -> datetime.datetime: ...
    @property
    def recorded_on(self) -> datetime.date:
        """the same in the office's zone"""
    @property
    def late_entry(self) -> bool:
        """of days that an earlier issued report covers"""
    @property
    def kind(self) -> FactKind: ...
    @property
    def state(self) -> State:
        """after it"""
    @property
    def who(self) -> list[str]:
        """unit, post and name of each who acted"""
    @property
    def source(self) -> str:
        """the law or rule of the lifecycle's arrow"""
    @property
    def text(self) -> str:
        """what the fact says, in Chinese"""
    @property
    def limit(self) -> CaseLimit | None:
        """the limit that it started"""
    @property
    def corrected_by(self) -> list[int]: ...
    def __repr__(self) -> str: ...

class CaseFile(_Value):
    """The case file (案卷) of one hazard; str() reads as people read it."""

    @property
    def as_of(self) -> datetime.date: ...
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def hazard(self) -> Hazard: ...
    @property
    def lines(self) -> list[CaseLine]: ...
    @property
    def next(self) -> list[Due]:
        """what is due, and why"""
    @property
    def requests(self) -> list[Cooperation]:
        """to bodies outside, about this hazard"""
    @property
    def asked(self) -> list[str]:
        """Chinese: each of these, act by act"""
    @property
    def likenesses(self) -> list[Likeness]: ...
    @property
    def heading(self) -> str: ...
    @property
    def answers(self) -> str:
        """who answers, upward"""
    @property
    def text(self) -> str:
        """the whole, in Chinese"""
    def _repr_html_(self) -> str:
        """The case file, for notebooks."""
    def __repr__(self) -> str: ...

def rectification_rate(rectified: int, found: int) -> Cell | None:
    """In percent, rounded half up."""

class ColumnType(Word):
    """What a column holds."""

    text = 0
    identifier = 1
    integer = 2
    amount = 3
    day = 4
    term = 5
    names = 6
    list = 7

class Column(_Value):
    """One column of a form."""

    @property
    def key(self) -> str:
        """ours, ASCII"""
    @property
    def heading(self) -> str:
        """as printed"""
    @property
    def also(self) -> list[str]:
        """other headings that are read"""
    @property
    def type(self) -> ColumnType: ...
    @property
    def width(self) -> int: ...
    @property
    def required(self) -> bool: ...
    @property
    def terms(self) -> list[tuple[str, str]]:
        """printed term and our word"""
    def __repr__(self) -> str: ...

class SheetTemplate(_Value):
    """One sheet of a form."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str:
        """sheet name"""
    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> list[Column]: ...
    def __repr__(self) -> str: ...

class Template(_Value):
    """A set of sheets with the words around them."""

    @staticmethod
    def standard() -> Template:
        """The shipped template."""
    @staticmethod
    def parse(text: str, file_name: str = ...) -> Template: ...
    def __repr__(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def report(self) -> list[SheetTemplate]:
        """sheets of the issued workbook"""
    @property
    def returned(self) -> list[SheetTemplate]:
        """sheets of a unit's return"""
    @property
    def header_labels(self) -> list[tuple[str, list[str]]]: ...
    @property
    def sign_off(self) -> list[str]: ...

class Sheet(_Value):
    """A sheet of cells as text."""

    def __init__(self, name: str, rows: Sequence[Sequence[str]], first_row: int = 1) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> list[list[str]]: ...
    @property
    def first_row(self) -> int: ...

class RowVerdict(_Value):
    """What became of one row of a return."""

    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def subject(self) -> str:
        """the row's own id"""
    @property
    def accepted(self) -> bool: ...
    @property
    def fact_count(self) -> int:
        """facts it newly states"""
    @property
    def column(self) -> str:
        """heading of the cell that was refused"""
    @property
    def reason(self) -> str:
        """in Chinese; empty when accepted"""
    @property
    def english(self) -> str: ...
    def __repr__(self) -> str: ...

class PrefilledRow(_Value):
    """One row of 隐患台账 as the ledger states it."""

    @property
    def cells(self) -> dict[str, str]:
        """our keys to what the cells say, terms in our words"""
    @property
    def round(self) -> int: ...
    @property
    def state(self) -> State:
        """of the hazard"""
    @property
    def facts(self) -> dict[str, int]:
        """the number of the fact behind each cell"""
    def __repr__(self) -> str: ...

class Prefilled(_Value):
    """A unit's register made out from the ledger (底稿)."""

    @property
    def unit(self) -> str: ...
    @property
    def filing(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def checkpoint(self) -> Checkpoint:
        """what it was made from"""
    @property
    def rows(self) -> list[PrefilledRow]: ...
    def __len__(self) -> int: ...
    def write_xlsx(self, path: AnyPath, *, form: Template | None = None) -> None:
        """Writes the workbook."""
    def to_csv(self, *, form: Template | None = None) -> dict[str, str]:
        """The CSV text of each sheet by its name."""
    def __repr__(self) -> str: ...

class MergeKind(Word):
    """What became of a cell or a row of a returned workbook."""

    edited = 0
    cleared = 1
    added = 2
    missing = 3
    already_so = 4
    conflict = 5
    gone = 6
    unreadable = 7

class MergeLine(_Value):
    """One change that a returned workbook brings."""

    @property
    def kind(self) -> MergeKind: ...
    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int:
        """in the file returned; 0 for a missing row"""
    @property
    def id(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def key(self) -> str:
        """of the cell; empty for a whole row"""
    @property
    def column(self) -> str:
        """its heading"""
    @property
    def issued(self) -> str:
        """as printed; may hold names"""
    @property
    def returned(self) -> str: ...
    @property
    def ledger(self) -> str: ...
    @property
    def facts(self) -> list[int]:
        """behind the ledger's value"""
    @property
    def by(self) -> list[Actor]:
        """who stated the ledger's value"""
    @property
    def who(self) -> str:
        """the same by unit and post"""
    @property
    def recorded_on(self) -> datetime.date | None: ...
    @property
    def english(self) -> str: ...
    @property
    def chinese(self) -> str: ...
    def __repr__(self) -> str: ...

class MergeReport(_Value):
    """What a returned workbook changed, and what stands against it."""

    @property
    def unit(self) -> str: ...
    @property
    def filing(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def issued(self) -> Checkpoint:
        """the checkpoint that the workbook was made from"""
    @property
    def ledger(self) -> Checkpoint:
        """the checkpoint that it was held against"""
    @property
    def row_count(self) -> int: ...
    @property
    def unchanged_count(self) -> int:
        """rows left as they were"""
    @property
    def lines(self) -> list[MergeLine]: ...
    def count(self, kind: MergeKind) -> int: ...
    def to_table(self) -> Table:
        """A row for each line."""
    def _repr_html_(self) -> str:
        """What was changed, for notebooks."""
    def __repr__(self) -> str: ...

def table_html(table: Table, *, rows: int = 20, form: Template | None = None) -> str:
    """A table as HTML."""

def visible(text: str) -> str:
    """Characters that hide what a text says as ⟦U+202E⟧; line feed and tab stay. For every page and screen."""

def table_json(table: Table) -> str:
    """A table as a JSON array of objects."""

def chart_svg(chart: Chart, *, on: datetime.date, campaign: str = "") -> str:
    """The chart of a day as an SVG element: who leads, the tasks, who carries, who helps."""

def chart_mermaid(chart: Chart, *, on: datetime.date) -> str:
    """The same boxes and lines as a Mermaid flowchart."""

def chart_dot(chart: Chart, *, on: datetime.date) -> str:
    """The whole graph in the DOT language: every thing a node, every tie an edge."""

class FollowedSeat(_Value):
    """A seat whose holders are followed."""

    @property
    def seat(self) -> PostInUnit: ...
    @property
    def rank(self) -> str:
        """in the leading group; empty outside of it"""
    @property
    def count(self) -> int:
        """how many hold it at once"""
    def __repr__(self) -> str: ...

class Stretch(_Value):
    """Days on which one place of a seat was held by one person, or by nobody."""

    @property
    def person(self) -> str | None:
        """None: vacant"""
    @property
    def acting(self) -> bool: ...
    @property
    def days(self) -> Span: ...
    @property
    def place(self) -> int:
        """of the seat's places, from 1"""
    def __repr__(self) -> str: ...

def followed_seats(
    organisation: Organisation, head_post: str, *, first: datetime.date, last: datetime.date
) -> list[FollowedSeat]:
    """The seats of the leading group and the heads of the other units that there were on any of the days."""

def stretches(
    organisation: Organisation, seat: FollowedSeat, *, first: datetime.date, last: datetime.date
) -> list[Stretch]:
    """Who held a seat, whole."""

def timeline(
    organisation: Organisation,
    head_post: str,
    *,
    first: datetime.date,
    last: datetime.date,
    names: Mapping[str, str] | None = None,
) -> Table:
    """Who held what, a row for each stretch."""

def timeline_svg(
    organisation: Organisation,
    head_post: str,
    *,
    first: datetime.date,
    last: datetime.date,
    names: Mapping[str, str] | None = None,
    campaign: str = "",
) -> str:
    """Who held what, as an SVG element."""

class Matrix(_Value):
    """Tasks against units on a day."""

    @property
    def campaign(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def table(self) -> Table:
        """task, number, title, leaf, then a column for each unit (`unit fire`)"""
    @property
    def sheet(self) -> SheetTemplate:
        """the headings: names as of the day"""
    def write_xlsx(self, path: AnyPath) -> None:
        """Writes the workbook."""
    def _repr_html_(self) -> str:
        """HTML for notebooks."""
    def __repr__(self) -> str: ...

def matrix_of(plan: Plan, chart: Chart, *, on: datetime.date) -> Matrix:
    """Who leads, carries and helps with which task."""

def chart_findings(chart: Chart, *, on: datetime.date) -> Table:
    """What the chart finds amiss on a day, a row each."""

def finding_title(kind: str) -> str:
    """The Chinese words for a kind of finding."""

def chart_html(plan: Plan, chart: Chart, *, on: datetime.date, names: Mapping[str, str] | None = None) -> str:
    """One self-contained page."""

class HeadStanding(Word):
    """Who heads a unit on the day."""

    held = 0
    acting = 1
    vacant = 2

class Gap(Word):
    """What is amiss with the house on the day."""

    uncovered = 0
    vacant = 1
    single_point = 2

class LoadWeights(_Value):
    """How much an open hazard weighs by its grade; the numbers are ours (assumed)."""

    def __init__(self, *, ungraded: int = 1, general: int = 1, major: int = 5, origin: Origin = ...) -> None: ...
    @property
    def ungraded(self) -> int: ...
    @property
    def general(self) -> int: ...
    @property
    def major(self) -> int: ...
    @property
    def origin(self) -> Origin: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __repr__(self) -> str: ...

class LoadGap(_Value):
    """One thing that is amiss."""

    @property
    def gap(self) -> Gap: ...
    @property
    def node(self) -> Node: ...
    @property
    def name(self) -> str: ...
    @property
    def reason(self) -> str:
        """in Chinese"""
    def __repr__(self) -> str: ...

class LoadWeek(_Value):
    """A calendar week (ISO 8601), or what of it lies ahead."""

    @property
    def name(self) -> str:
        """2021-W05"""
    @property
    def days(self) -> Span: ...
    def __repr__(self) -> str: ...

class UnitLoad(_Value):
    """One unit's load."""

    @property
    def unit(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def seat(self) -> PostInUnit:
        """whose holder answers for the unit"""
    @property
    def head(self) -> HeadStanding: ...
    @property
    def leads(self) -> int: ...
    @property
    def carries(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def open_major(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def overdue(self) -> int: ...
    @property
    def filings(self) -> int: ...
    @property
    def missed(self) -> int: ...
    @property
    def coming(self) -> int: ...
    @property
    def unheld(self) -> int: ...
    @property
    def chain(self) -> int: ...
    @property
    def weeks(self) -> list[int]:
        """dues by week; the first week counts from the day on"""
    def __eq__(self, other: object, /) -> bool: ...
    def __repr__(self) -> str: ...

class Load(_Value):
    """The load of a campaign on a day, unit by unit."""

    @property
    def campaign(self) -> str: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def weights(self) -> LoadWeights: ...
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def weeks(self) -> list[LoadWeek]: ...
    @property
    def units(self) -> list[UnitLoad]: ...
    @property
    def gaps(self) -> list[LoadGap]: ...
    @property
    def longest_chain(self) -> int: ...
    @property
    def longest_of(self) -> Node | None: ...
    def unit(self, unit: str) -> UnitLoad | None:
        """One unit's; None for one that there is not on the day."""
    def total(self) -> UnitLoad:
        """Over all units."""
    def table(self) -> Table:
        """A row for each unit, and one for all."""
    def to_dicts(self) -> list[dict[str, Cell]]:
        """A dict for each unit."""
    def _repr_html_(self) -> str: ...
    def __repr__(self) -> str: ...

class UnitCompared(_Value):
    """A unit as it is and as it would be."""

    @property
    def unit(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def before(self) -> UnitLoad | None:
        """None for one that begins"""
    @property
    def after(self) -> UnitLoad | None:
        """None for one that ends"""
    @property
    def ends(self) -> bool: ...
    @property
    def begins(self) -> bool: ...
    @property
    def changed(self) -> bool: ...
    def __repr__(self) -> str: ...

class WhatIf(_Value):
    """What suppositions change: two loads side by side."""

    @property
    def reality(self) -> Load: ...
    @property
    def supposed(self) -> Load: ...
    @property
    def units(self) -> list[UnitCompared]:
        """those of the reality in their order, then new ones"""
    @property
    def opened(self) -> list[LoadGap]:
        """gaps that there would be and are not"""
    @property
    def closed(self) -> list[LoadGap]:
        """gaps that there are and would not be"""
    @property
    def suppositions(self) -> list[str]:
        """in Chinese, in order"""
    def change(self, figure: str) -> int:
        """Of a figure over all units: what it would be less what it is."""
    def table(self) -> Table:
        """A row for each unit: each figure, as it would be, and the difference."""
    def gaps(self) -> Table:
        """The gaps that open and close."""
    @property
    def summary(self) -> str:
        """In Chinese, for whoever decides."""
    def _repr_html_(self) -> str: ...
    def __repr__(self) -> str: ...

def what_if_html(what_if: WhatIf) -> str:
    """One self-contained page."""

def compare_loads(reality: Load, supposed: Load) -> WhatIf:
    """Two loads of the same day side by side."""

class Receipt(_Value):
    """The receipt of a return."""

    @property
    def unit(self) -> str: ...
    @property
    def filing(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def received_on(self) -> datetime.date: ...
    @property
    def due_on(self) -> datetime.date | None:
        """None for a contribution"""
    @property
    def standing(self) -> str:
        """complete, partial"""
    @property
    def late(self) -> bool: ...
    @property
    def repeated(self) -> bool:
        """the same content was handed in before"""
    @property
    def corrected(self) -> bool: ...
    @property
    def contribution(self) -> bool: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def fact_count(self) -> int: ...
    @property
    def rows(self) -> list[RowVerdict]:
        """refused rows first"""
    @property
    def missing(self) -> list[str]: ...
    @property
    def lower_figures(self) -> list[str]: ...
    @property
    def warnings(self) -> list[str]: ...
    @property
    def merged(self) -> MergeReport | None:
        """what a workbook that was made out changed; None for another"""
    @property
    def item(self) -> int: ...
    @property
    def leaf(self) -> str:
        """of that item"""
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def refused_count(self) -> int: ...
    def __repr__(self) -> str: ...

class IssuedReport(_Value):
    """An issued report: the files and the fact."""

    @property
    def report(self) -> Report: ...
    @property
    def item(self) -> int: ...
    @property
    def files(self) -> list[Path]: ...
    @property
    def digests(self) -> list[str]:
        """SHA-256 in hex, in the order of the files"""
    def __repr__(self) -> str: ...

class Known(_Value):
    """A fact with its number and when it was recorded."""

    @property
    def number(self) -> int: ...
    @property
    def recorded_at(self) -> datetime.datetime: ...
    @property
    def fact(self) -> Fact: ...
    @property
    def kind(self) -> FactKind: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def subject(self) -> str: ...
    @property
    def by(self) -> list[Actor]: ...
    @property
    def fields(self) -> dict[str, int | str | list[str]]: ...
    def __repr__(self) -> str: ...

class Verified(Verification):
    """What verify found: the ledger's bytes, and the reports issued from it."""

    @property
    def accounts(self) -> AccountsCheck: ...
    @property
    def kept_count(self) -> int:
        """files that facts name by digest and that stand in the archive as they were"""
    @property
    def absent_count(self) -> int:
        """such files that are not kept here"""
    @property
    def altered_files(self) -> list[str]: ...
    def __bool__(self) -> bool: ...
    def __repr__(self) -> str: ...

def verify_campaign(path: AnyPath, anchors: Sequence[Anchor] = ...) -> Verified:
    """Verifies a ledger file and every report issued from it; writes nothing."""

class Bundle(_Value):
    """An issued report with all that an outsider needs to check it."""

    @property
    def item(self) -> int:
        """of the fact that issued it"""
    @property
    def pinned(self) -> Checkpoint:
        """what the paper shows"""
    @property
    def checkpoint(self) -> Checkpoint:
        """after the issuing commit: what every proof leads to"""
    @property
    def fact_count(self) -> int: ...
    @property
    def members(self) -> list[tuple[str, bytes]]: ...
    def __repr__(self) -> str: ...

class FactBehind(_Value):
    """A fact and what it did to a figure."""

    @property
    def number(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def kind(self) -> FactKind: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def recorded_at(self) -> datetime.datetime: ...
    @property
    def change(self) -> Cell: ...
    def __repr__(self) -> str: ...

class Share(_Value):
    """A subject (a hazard, a return …) and its share of a figure."""

    @property
    def subject(self) -> str: ...
    @property
    def facts(self) -> list[FactBehind]: ...
    @property
    def amount(self) -> Cell: ...
    def __repr__(self) -> str: ...

class Trace(_Value):
    """The hazards and facts behind a figure of a report."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> Cell | None: ...
    @property
    def sum(self) -> Cell: ...
    @property
    def shares(self) -> list[Share]: ...
    @property
    def complete(self) -> bool:
        """the shares add up to the figure"""
    def __repr__(self) -> str: ...

class ChangeClass(Word):
    """Why a figure differs."""

    new = 0
    late_entry = 1
    correction = 2
    regrade = 3
    reopened = 4
    reorganisation = 5
    rule_change = 6
    other_period = 7

class ChangeBehind(_Value):
    """A fact that makes two reports differ."""

    @property
    def fact(self) -> FactBehind: ...
    @property
    def change(self) -> ChangeClass: ...
    @property
    def late(self) -> bool:
        """recorded after the earlier report, of days that it covers"""
    def __repr__(self) -> str: ...

class ChangedFigure(_Value):
    """A figure that two reports do not share."""

    @property
    def name(self) -> str: ...
    @property
    def before(self) -> Cell | None:
        """None where the report does not have it"""
    @property
    def after(self) -> Cell | None: ...
    @property
    def behind(self) -> list[ChangeBehind]: ...
    @property
    def explained(self) -> Cell: ...
    @property
    def complete(self) -> bool:
        """the facts explain the whole difference"""
    def __repr__(self) -> str: ...

class ReportDiff(_Value):
    """What differs from one report to another, and why."""

    @property
    def filing(self) -> str: ...
    @property
    def before_period(self) -> Period: ...
    @property
    def after_period(self) -> Period: ...
    @property
    def before_last(self) -> int:
        """the item up to which the earlier report was known"""
    @property
    def after_last(self) -> int: ...
    @property
    def figures(self) -> list[ChangedFigure]: ...
    @property
    def facts(self) -> list[int]:
        """numbers of the facts behind, each once"""
    def to_table(self) -> Table: ...
    def __repr__(self) -> str: ...

class RebuiltFile(_Value):
    """A file of an issued report, and whether it can be had again."""

    @property
    def name(self) -> str: ...
    @property
    def digest(self) -> str:
        """SHA-256 in hex, as issued"""
    @property
    def kept(self) -> bool:
        """its bytes stand in the archive"""
    @property
    def same(self) -> bool:
        """made again it has the same bytes"""
    def __repr__(self) -> str: ...

class Rebuilt(_Value):
    """An issued report made again."""

    @property
    def report(self) -> Report: ...
    @property
    def item(self) -> int:
        """of the fact that issued it"""
    @property
    def files(self) -> list[RebuiltFile]: ...
    @property
    def library(self) -> str:
        """that issued it"""
    @property
    def same_library(self) -> bool: ...
    @property
    def same_figures(self) -> bool: ...
    @property
    def names_erased(self) -> bool:
        """persons were erased from the ledger since"""
    def __bool__(self) -> bool: ...
    def __repr__(self) -> str: ...

def write_csv(rows: Sequence[Sequence[str]]) -> str:
    """RFC 4180 with CRLF; a cell that a spreadsheet would run is guarded."""

class Campaign(_Value):
    """The campaign as the library has it; bihuan.Campaign is for programs."""

    @staticmethod
    def create(
        path: AnyPath,
        plan: Plan,
        clock: Callable[[], datetime.datetime | str] | None,
        by: Sequence[Actor],
    ) -> Campaign: ...
    @staticmethod
    def create_in_memory(
        plan: Plan,
        clock: Callable[[], datetime.datetime | str],
        by: Sequence[Actor],
    ) -> Campaign: ...
    @staticmethod
    def open(path: AnyPath, clock: Callable[[], datetime.datetime | str] | None) -> Campaign: ...
    def record(
        self,
        request: Request,
        hazard: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def state_measure(
        self,
        id: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def meet_demand(
        self,
        demand: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def ask_body(
        self,
        id: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def answer_for_body(
        self,
        id: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def chase_body(
        self,
        id: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def withdraw_cooperation(
        self,
        id: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def report_task(
        self,
        id: str,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def appoint(
        self,
        seat: PostInUnit,
        person_or_name: str,
        on: datetime.date,
        acting: bool,
        by: Sequence[Actor],
    ) -> Known: ...
    def end_term(self, seat: PostInUnit, person: str, on: datetime.date, by: Sequence[Actor]) -> Known: ...
    def amend(self, plan: Plan, reason: str, on: datetime.date, by: Sequence[Actor]) -> Known: ...
    def send_back(
        self,
        unit: str,
        filing: str,
        period: Period,
        reason: str,
        on: datetime.date | None,
        by: Sequence[Actor],
    ) -> Known: ...
    def take(
        self,
        unit: str,
        filing: str,
        period: Period,
        on: datetime.date | None,
        by: Sequence[Actor],
    ) -> Known: ...
    def erase_person(self, person: str) -> None: ...
    def catch_up(self) -> None: ...
    def hand_in_csv(
        self,
        files: Sequence[AnyPath],
        received: datetime.date | None,
        reason: str,
        dry_run: bool,
        all_or_nothing: bool,
        by: Sequence[Actor],
    ) -> Receipt: ...
    def hand_in_sheets(
        self,
        sheets: Sequence[Sheet],
        content: bytes,
        received: datetime.date | None,
        reason: str,
        dry_run: bool,
        all_or_nothing: bool,
        by: Sequence[Actor],
    ) -> Receipt: ...
    def prove(self, item: int, known_at: _KnownAt) -> InclusionProof: ...
    def prove_growth(self, since: _KnownAt, until: _KnownAt) -> ConsistencyProof: ...
    def growth_since(self, since: _KnownAt, key: SigningKey) -> Growth: ...
    def bundle(self, period: Period, filing: str | None, key: SigningKey | None) -> Bundle: ...
    def receipt_of(self, item: int) -> ItemReceipt: ...
    def checkpoint_note(self, key: SigningKey) -> str: ...
    def prefill(self, unit: str, period: Period, filing: str | None, known_at: _KnownAt) -> Prefilled: ...
    def merge_sheets(self, sheets: Sequence[Sheet]) -> MergeReport: ...
    def merge_csv(self, files: Sequence[tuple[str, bytes]]) -> MergeReport: ...
    def reorganise(
        self,
        change: _Change,
        on: datetime.date,
        by: Sequence[Actor],
        fields: Mapping[str, FieldValue],
        seen_version: int | None,
    ) -> Known: ...
    def fork(self, clock: Callable[[], datetime.datetime | str] | None) -> Campaign: ...
    @property
    def is_fork(self) -> bool: ...
    def load(self, as_of: datetime.date, weeks: int, weights: LoadWeights, known_at: _KnownAt) -> Load: ...
    def handover(self, seat: PostInUnit, as_of: datetime.date, known_at: _KnownAt) -> Handover: ...
    def accountability(self, hazard: str, as_of: datetime.date, known_at: _KnownAt) -> Accountability: ...
    def accountability_of_all(self, as_of: datetime.date, known_at: _KnownAt) -> list[Accountability]: ...
    def who_answers(self, hazard: str, as_of: datetime.date, known_at: _KnownAt) -> list[Answerer]: ...
    def tally(self, as_of: Sequence[datetime.date], known_at: _KnownAt) -> Tally: ...
    def snapshot(self, as_of: datetime.date, known_at: _KnownAt, house_on: datetime.date | None) -> Snapshot: ...
    def phase_check(self, phase: str, as_of: datetime.date, known_at: _KnownAt) -> PhaseCheck: ...
    def agenda(self, as_of: datetime.date, known_at: _KnownAt) -> list[Due]: ...
    def outside(self, as_of: datetime.date, known_at: _KnownAt) -> list[Outstanding]: ...
    def explain(self, hazard: str, as_of: datetime.date, known_at: _KnownAt) -> CaseFile: ...
    def report(
        self, period: Period, known_at: _KnownAt, filing: str | None, house_on: datetime.date | None
    ) -> Report: ...
    def issue(self, period: Period, folder: AnyPath, filing: str | None, by: Sequence[Actor]) -> IssuedReport: ...
    def plan_at(self, known_at: _KnownAt) -> Plan: ...
    def rules_at(self, known_at: _KnownAt) -> Rulebook: ...
    def calendar_at(self, known_at: _KnownAt) -> Calendar: ...
    def write_draft(self, report: Report, folder: AnyPath) -> list[Path]: ...
    def rebuild(self, period: Period, filing: str | None) -> Rebuilt: ...
    def write_rebuilt(self, rebuilt: Rebuilt, folder: AnyPath) -> list[Path]: ...
    def diff(self, before: Report, after: Report) -> ReportDiff: ...
    def trace(self, report: Report, figure: str) -> Trace: ...
    def verify(self, anchors: Sequence[Anchor]) -> Verified: ...
    def refused_acts(self) -> list[RefusedAct]: ...
    def backup(self, path: AnyPath) -> Verification: ...
    def names(self) -> dict[str, str]:
        """Names of persons, for print."""
    def facts(self, subject: str | None) -> list[Known]: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def checkpoint(self) -> Checkpoint: ...
    @property
    def form(self) -> Template: ...
    @property
    def last_recorded_at(self) -> datetime.datetime: ...
    def use_calendar(self, calendar: Calendar) -> None: ...
    @property
    def indicators(self) -> IndicatorBook: ...
    def use_indicators(self, book: IndicatorBook) -> None: ...
    @property
    def rules(self) -> Rulebook: ...
    def use_rules(self, law: Rulebook) -> None: ...
    def __repr__(self) -> str: ...

def compare(
    reality: Campaign, supposed: Campaign, as_of: datetime.date, weeks: int, weights: LoadWeights
) -> WhatIf:
    """What a fork supposes, against the campaign that it was made from."""
