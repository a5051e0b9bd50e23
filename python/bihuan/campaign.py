"""The front door: adopt a plan, write down what happens, ask what is true, report it."""

from __future__ import annotations

import contextlib
import datetime
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self, overload

from bihuan import _core
from bihuan._core import Actor, Period, Plan, PostInUnit
from bihuan.acts import Acts
from bihuan.words import AnyPath, FieldValue

Clock = Callable[[], datetime.datetime | str]
By = Actor | str | Iterable[Actor | str] | None
Change = (
    _core.UnitRenamed
    | _core.UnitsMerged
    | _core.UnitSplit
    | _core.UnitClosed
    | _core.ResponsibilityMoved
    | _core.MembershipChanged
)
KnownAt = int | datetime.date | datetime.datetime | str | _core.Checkpoint | None


class Campaign(Acts):
    """One campaign in one ledger file. One thread at a time, in the process that opened it.

    The clock is asked only when something is recorded: a callable that gives a datetime with a time zone (or ISO
    text), or one such value for a clock that stands still; without one it is the machine's.
    """

    def __init__(self, inside: _core.Campaign, name: str) -> None:
        self._inside: _core.Campaign | None = inside
        self._name = name
        self._process = os.getpid()
        self._turn = threading.Lock()

    @classmethod
    def create(
        cls,
        path: AnyPath,
        *,
        plan: Plan | AnyPath,
        clock: Clock | datetime.datetime | str | None = None,
        by: By = None,
    ) -> Self:
        """Makes a ledger file and adopts the plan into it."""
        plan = plan if isinstance(plan, Plan) else Plan.load(plan)
        return cls(_core.Campaign.create(path, plan, running(clock), actors(by)), str(path))

    @classmethod
    def create_in_memory(
        cls, *, plan: Plan | AnyPath, clock: Clock | datetime.datetime | str, by: By = None
    ) -> Self:
        """A campaign without a file, for trying things out."""
        plan = plan if isinstance(plan, Plan) else Plan.load(plan)
        return cls(_core.Campaign.create_in_memory(plan, running(clock), actors(by)), "memory")

    @classmethod
    def open(cls, path: AnyPath, *, clock: Clock | datetime.datetime | str | None = None) -> Self:
        return cls(_core.Campaign.open(path, running(clock)), str(path))

    def fork(self, *, clock: Clock | datetime.datetime | str | None = None) -> Self:
        """A campaign in memory that goes on from where this one stands, for trying things out: every verb works on it,
        and nothing of it is written. The clock may show a later day; without one it is this campaign's. Nothing official
        comes out of it: asked to issue, sign or bundle it refuses."""
        with self._door() as inside:
            return type(self)(inside.fork(running(clock)), f"fork of {self._name}")

    @property
    def is_fork(self) -> bool:
        with self._door() as inside:
            return inside.is_fork

    def shut(self) -> None:
        """Lets go of the ledger file, as the end of `with` does. (`close` closes a hazard.) Nothing is lost without
        it: every act was durable when it returned."""
        self._inside = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a campaign holds an open ledger and can't be pickled; hand over its path and open it there")

    def __repr__(self) -> str:
        if self._inside is None:
            return f"<Campaign {self._name} shut>"
        return f"<Campaign {self._name}, {self._inside.checkpoint.size} items>"

    @contextlib.contextmanager
    def _door(self) -> Iterator[_core.Campaign]:
        """The campaign inside, for one call."""
        if self._inside is None:
            raise ValueError(f"the campaign {self._name} is shut; Campaign.open opens it again")
        if self._process != os.getpid():
            raise RuntimeError(
                f"the campaign {self._name} was opened in process {self._process} and this is {os.getpid()}; "
                "open it again here"
            )
        if not self._turn.acquire(blocking=False):
            raise RuntimeError(
                f"the campaign {self._name} is in use by another call (another thread, or its own clock); "
                "every thread opens the ledger for itself"
            )
        try:
            yield self._inside
        finally:
            self._turn.release()

    # What happens.

    def record(
        self,
        request: _core.Request | str,
        hazard: str,
        /,
        *,
        on: datetime.date,
        by: By,
        **fields: FieldValue,
    ) -> _core.Known:
        """Any request by its word; the fields are those of `bihuan.fields_of` for its fact (docs/facts.md).

        `seen_version` is how many facts of the hazard the asker had seen (`Hazard.version`): where another came first the
        act is a Conflict that names who; where it is this very act, recorded by a try whose answer was lost, that one is
        returned. Every verb with fields takes it among them.
        """
        with self._door() as inside:
            return inside.record(_core.Request(request), hazard, on, actors(by), fields, seen_in(fields))

    def hand_in(
        self,
        path: AnyPath | Iterable[AnyPath],
        *,
        received: datetime.date | None = None,
        reason: str = "",
        dry_run: bool = False,
        all_or_nothing: bool = False,
        by: By = None,
    ) -> _core.Receipt:
        """Takes a unit's return: a workbook (xlsx), or the CSV files of one return."""
        from bihuan import workbook

        paths = [Path(path)] if isinstance(path, str | os.PathLike) else [Path(one) for one in path]
        with self._door() as inside:
            content = workbook.content_of(paths)
            if content is not None:
                sheets = workbook.read_workbook(content, paths[0].name)
                return inside.hand_in_sheets(sheets, content, received, reason, dry_run, all_or_nothing, actors(by))
            return inside.hand_in_csv(paths, received, reason, dry_run, all_or_nothing, actors(by))

    def prefill(
        self, unit: str, *, period: Period | str, filing: str | None = None, known_at: KnownAt = None
    ) -> _core.Prefilled:
        """A unit's register made out from the ledger (底稿), to be edited and handed in again."""
        with self._door() as inside:
            return inside.prefill(unit, period_of(period), filing, known_at)

    def merge(self, path: AnyPath | Iterable[AnyPath]) -> _core.MergeReport:
        """What a returned workbook changed since it was made out, held against the ledger now; writes nothing."""
        from bihuan import workbook

        paths = [Path(path)] if isinstance(path, str | os.PathLike) else [Path(one) for one in path]
        with self._door() as inside:
            content = workbook.content_of(paths)
            if content is not None:
                return inside.merge_sheets(workbook.read_workbook(content, paths[0].name))
            return inside.merge_csv([(one.name, one.read_bytes()) for one in paths])

    def send_back(
        self,
        unit: str,
        filing: str,
        period: Period | str,
        *,
        reason: str,
        on: datetime.date | None = None,
        by: By = None,
    ) -> _core.Known:
        """Sends a return back (退回)."""
        with self._door() as inside:
            return inside.send_back(unit, filing, period_of(period), reason, on, actors(by))

    def take(
        self, unit: str, filing: str, period: Period | str, *, on: datetime.date | None = None, by: By = None
    ) -> _core.Known:
        """Takes a return (接收)."""
        with self._door() as inside:
            return inside.take(unit, filing, period_of(period), on, actors(by))

    def appoint(
        self, seat: PostInUnit | str, person: str, *, on: datetime.date, acting: bool = False, by: By = None
    ) -> _core.Known:
        """A person takes a post (`head@fire`): a known id, or a name, which goes into the erasable table."""
        with self._door() as inside:
            return inside.appoint(seat_of(seat), person, on, acting, actors(by))

    def end_term(self, seat: PostInUnit | str, person: str, *, on: datetime.date, by: By = None) -> _core.Known:
        with self._door() as inside:
            return inside.end_term(seat_of(seat), person, on, actors(by))

    def state_measure(self, measure: str, /, *, on: datetime.date, by: By = None, **fields: FieldValue) -> _core.Known:
        """A measure of list two as it stands on a day (`status` is a word of `MeasureState`)."""
        with self._door() as inside:
            return inside.state_measure(measure, on, actors(by), fields, seen_in(fields))

    def meet_demand(self, demand: str, /, *, on: datetime.date, by: By = None, **fields: FieldValue) -> _core.Known:
        """A unit has met what a phase demands (`search.4`), with its evidence; `withdrawn=1` takes that back."""
        with self._door() as inside:
            return inside.meet_demand(demand, on, actors(by), fields, seen_in(fields))

    def ask_body(self, cooperation: str, /, *, on: datetime.date, by: By = None, **fields: FieldValue) -> _core.Known:
        """A request to a body outside goes out (发函请求协作). Fields: task*, unit*, body*, text*, answer_due_on*, addressee,
        document, hazards."""
        with self._door() as inside:
            return inside.ask_body(cooperation, on, actors(by), fields, seen_in(fields))

    def answer_for_body(
        self, cooperation: str, /, *, on: datetime.date, by: By = None, **fields: FieldValue
    ) -> _core.Known:
        """What a body outside answered. Fields: outcome* (a word of `CooperationOutcome`), text*, document; `answer_due_on`
        of the next answer after a partial one."""
        with self._door() as inside:
            return inside.answer_for_body(cooperation, on, actors(by), fields, seen_in(fields))

    def chase_body(self, cooperation: str, /, *, on: datetime.date, by: By = None, **fields: FieldValue) -> _core.Known:
        """A body outside was urged (催办). Fields: text*, document."""
        with self._door() as inside:
            return inside.chase_body(cooperation, on, actors(by), fields, seen_in(fields))

    def withdraw_cooperation(
        self, cooperation: str, /, *, on: datetime.date, by: By = None, **fields: FieldValue
    ) -> _core.Known:
        """Nothing is asked any more. Fields: reason*."""
        with self._door() as inside:
            return inside.withdraw_cooperation(cooperation, on, actors(by), fields, seen_in(fields))

    def report_task(self, task: str, /, *, on: datetime.date, by: By = None, **fields: FieldValue) -> _core.Known:
        with self._door() as inside:
            return inside.report_task(task, on, actors(by), fields, seen_in(fields))

    def amend(self, plan: Plan, *, reason: str, on: datetime.date, by: By = None) -> _core.Known:
        """A later text of the plan."""
        with self._door() as inside:
            return inside.amend(plan, reason, on, actors(by))

    def reorganise(
        self, change: Change, /, *, on: datetime.date, by: By = None, **fields: FieldValue
    ) -> _core.Known:
        """Units, names, responsibilities and terms are other ones from a day on. Fields: document, reason, note.

        Refused where something would be left without an heir: `orphans` of the error lists all of it.
        """
        with self._door() as inside:
            return inside.reorganise(change, on, actors(by), fields, seen_in(fields))

    def erase_person(self, person: str) -> None:
        """Erases a name; the id stays."""
        with self._door() as inside:
            inside.erase_person(person)

    # What can be proved.

    def prove(self, item: int, *, known_at: KnownAt = None) -> _core.InclusionProof:
        """Proof that an item stands in the ledger, as known at a point."""
        with self._door() as inside:
            return inside.prove(item, known_at)

    def prove_growth(self, *, since: KnownAt, until: KnownAt = None) -> _core.ConsistencyProof:
        """Proof that the ledger only grew between two of its points; item 0 is the empty ledger."""
        with self._door() as inside:
            return inside.prove_growth(since, until)

    def receipt_of(self, item: int) -> _core.ItemReceipt:
        """The receipt of any item: its proof at the checkpoint after its commit."""
        with self._door() as inside:
            return inside.receipt_of(item)

    def checkpoint_note(self, *, key: _core.SigningKey) -> str:
        """The checkpoint as a signed note (c2sp.org/tlog-checkpoint)."""
        with self._door() as inside:
            return inside.checkpoint_note(key)

    def growth_since(self, since: KnownAt, *, key: _core.SigningKey) -> _core.Growth:
        """What a witness is sent: the signed checkpoint, and proof that it grows from a point."""
        with self._door() as inside:
            return inside.growth_since(since, key)

    def bundle(
        self, *, period: Period | str, file: str | Path, filing: str | None = None, key: _core.SigningKey | None = None
    ) -> _core.Bundle:
        """Writes an issued report with its facts and proofs as a zip; `examples/verify_bundle.py` checks it."""
        with self._door() as inside:
            made = inside.bundle(period_of(period), filing, key)
        write_zip(Path(file), made.members)
        return made

    # What is true.

    def tally(self, *, as_of: datetime.date | Iterable[datetime.date], known_at: KnownAt = None) -> _core.Tally:
        """How many hazards stood where at the end of a day or of each of some days, by task, unit, grade and state; in
        one pass over the facts."""
        days = [as_of] if isinstance(as_of, datetime.date) else list(as_of)
        with self._door() as inside:
            return inside.tally(days, known_at)

    def snapshot(
        self, *, as_of: datetime.date, known_at: KnownAt = None, house_on: datetime.date | None = None
    ) -> _core.Snapshot:
        """What was true on a day, as known at a point: an item number, a day, an instant or a checkpoint. With `house_on`
        (as now) hazards stand under the heirs of their units on that day."""
        with self._door() as inside:
            return inside.snapshot(as_of, known_at, house_on)

    def handover(self, seat: PostInUnit | str, *, as_of: datetime.date, known_at: KnownAt = None) -> _core.Handover:
        """What goes over with a post (`head@fire`): what is open, due and promised at the end of the day."""
        with self._door() as inside:
            return inside.handover(seat_of(seat), as_of, known_at)

    @overload
    def accountability(
        self, hazard: None = None, *, as_of: datetime.date, known_at: KnownAt = None
    ) -> list[_core.Accountability]: ...

    @overload
    def accountability(self, hazard: str, *, as_of: datetime.date, known_at: KnownAt = None) -> _core.Accountability: ...

    def accountability(
        self, hazard: str | None = None, *, as_of: datetime.date, known_at: KnownAt = None
    ) -> _core.Accountability | list[_core.Accountability]:
        """Under which unit and post a hazard stood open, in days; without one, of all that were open at some time."""
        with self._door() as inside:
            if hazard is None:
                return inside.accountability_of_all(as_of, known_at)
            return inside.accountability(hazard, as_of, known_at)

    def vacancies(self, *, on: datetime.date) -> list[_core.GroupSeat]:
        """Seats that answer on a day and that fewer persons hold than should."""
        with self._door() as inside:
            return inside.plan.vacancies(on=on)

    def who_answers(self, hazard: str, *, as_of: datetime.date, known_at: KnownAt = None) -> list[_core.Answerer]:
        """Who answers for a hazard, from the head of its unit upward, each with the reason."""
        with self._door() as inside:
            return inside.who_answers(hazard, as_of, known_at)

    def load(
        self,
        *,
        as_of: datetime.date,
        weeks: int = 6,
        weights: _core.LoadWeights | None = None,
        known_at: KnownAt = None,
    ) -> _core.Load:
        """Load per unit: tasks, open hazards weighed by grade, returns owed, dues by week, who heads it, what is amiss."""
        with self._door() as inside:
            return inside.load(as_of, weeks, weights or _core.LoadWeights(), known_at)

    def agenda(self, *, as_of: datetime.date, known_at: KnownAt = None) -> list[_core.Due]:
        """What needs doing as of a day, by due day: whose move it is, who answers, which rung of the ladder applies."""
        with self._door() as inside:
            return inside.agenda(as_of, known_at)

    def outside(self, *, as_of: datetime.date, known_at: KnownAt = None) -> list[_core.Outstanding]:
        """What is awaited from bodies outside as of a day, by due day: receipts of transfers and answers to requests."""
        with self._door() as inside:
            return inside.outside(as_of, known_at)

    def feasibility(self, hazard: str, *, limit_on: datetime.date, as_of: datetime.date) -> _core.Feasibility:
        """How a limit compares with how long such hazards have taken."""
        with self._door() as inside:
            snapshot = inside.snapshot(as_of, None, None)
            return _core.feasibility(snapshot, inside.plan, hazard, limit_on, inside.calendar)

    def explain(self, hazard: str, *, as_of: datetime.date, known_at: KnownAt = None) -> _core.CaseFile:
        """The case file of one hazard: what happened, by whom, under which rule, and what is due next."""
        with self._door() as inside:
            return inside.explain(hazard, as_of, known_at)

    def phase_check(self, phase: str, *, as_of: datetime.date, known_at: KnownAt = None) -> _core.PhaseCheck:
        """May a phase be left: what it demands of whom, what is met, what is missing."""
        with self._door() as inside:
            return inside.phase_check(phase, as_of, known_at)

    def facts(self, subject: str | None = None) -> list[_core.Known]:
        """Every fact in order, or those of one subject."""
        with self._door() as inside:
            return inside.facts(subject)

    def names(self) -> dict[str, str]:
        """Names of persons, for print; erased ones are absent."""
        with self._door() as inside:
            return inside.names()

    def verify(self, *, anchors: Iterable[_core.Anchor] = ()) -> _core.Verified:
        """Recomputes the whole ledger from its bytes, holds it against what is known of it outside, and folds every issued
        report again; false when something is not what it was, or an issued figure is not honoured."""
        with self._door() as inside:
            return inside.verify(list(anchors))

    def refused_acts(self) -> list[_core.RefusedAct]:
        """The access log: acts that were asked for and refused, in order."""
        with self._door() as inside:
            return inside.refused_acts()

    def backup(self, path: AnyPath) -> _core.Verification:
        """A verified copy of the ledger file while others go on using it."""
        with self._door() as inside:
            return inside.backup(path)

    def catch_up(self) -> None:
        """Reads what other writers have added; everything that records does so first."""
        with self._door() as inside:
            inside.catch_up()

    # What to tell people.

    def report(
        self,
        *,
        period: Period | str,
        known_at: KnownAt = None,
        filing: str | None = None,
        house_on: datetime.date | None = None,
    ) -> _core.Report:
        """The draft of a period's report. The filing need not be named where the plan has one for such periods. With
        `house_on` (as now) its figures stand under the units and names of that day; such a one is never issued."""
        with self._door() as inside:
            return inside.report(period_of(period), known_at, filing, house_on)

    def issue(
        self, *, period: Period | str, folder: AnyPath, filing: str | None = None, by: By = None
    ) -> _core.IssuedReport:
        """Writes the files of the report and records that it was issued."""
        with self._door() as inside:
            return inside.issue(period_of(period), folder, filing, actors(by))

    def write_draft(self, report: _core.Report, *, folder: AnyPath) -> list[Path]:
        """The same files, each saying that it is a draft; nothing is recorded."""
        with self._door() as inside:
            return inside.write_draft(report, folder)

    def rebuild(self, *, period: Period | str, filing: str | None = None) -> _core.Rebuilt:
        """A report that was issued, made again whatever came later; false where a file can't be had again as it was."""
        with self._door() as inside:
            return inside.rebuild(period_of(period), filing)

    def write_rebuilt(self, rebuilt: _core.Rebuilt, *, folder: AnyPath) -> list[Path]:
        """The files as they were issued, each checked against its digest."""
        with self._door() as inside:
            return inside.write_rebuilt(rebuilt, folder)

    def diff(self, before: _core.Report, after: _core.Report) -> _core.ReportDiff:
        """Why two reports differ, fact by fact; the one known earlier first."""
        with self._door() as inside:
            return inside.diff(before, after)

    def trace(self, report: _core.Report, figure: str) -> _core.Trace:
        """The hazards and facts behind a figure: `found`, `open UNIT/GRADE`, `progress[I03].month`, `list_one[H-1].state`."""
        with self._door() as inside:
            return inside.trace(report, figure)

    # What it rests on.

    @property
    def plan(self) -> Plan:
        with self._door() as inside:
            return inside.plan

    def plan_at(self, known_at: KnownAt) -> Plan:
        """The plan as it was known at a point; questions with `known_at` rest on it."""
        with self._door() as inside:
            return inside.plan_at(known_at)

    def rules_at(self, known_at: KnownAt) -> _core.Rulebook:
        """The law, and the rules of the plan as it was known at a point."""
        with self._door() as inside:
            return inside.rules_at(known_at)

    def calendar_at(self, known_at: KnownAt) -> _core.Calendar:
        """The calendar editions that were published by the day of a point."""
        with self._door() as inside:
            return inside.calendar_at(known_at)

    @property
    def calendar(self) -> _core.Calendar:
        with self._door() as inside:
            return inside.calendar

    def use_calendar(self, calendar: _core.Calendar) -> None:
        """More years by file."""
        with self._door() as inside:
            inside.use_calendar(calendar)

    @property
    def indicators(self) -> _core.IndicatorBook:
        with self._door() as inside:
            return inside.indicators

    def use_indicators(self, book: _core.IndicatorBook) -> None:
        """Another catalogue of indicators."""
        with self._door() as inside:
            inside.use_indicators(book)

    @property
    def rules(self) -> _core.Rulebook:
        """The law, and the plan's own rules behind it."""
        with self._door() as inside:
            return inside.rules

    def use_rules(self, law: _core.Rulebook) -> None:
        """Another law by file."""
        with self._door() as inside:
            inside.use_rules(law)

    @property
    def form(self) -> _core.Template:
        with self._door() as inside:
            return inside.form

    @property
    def checkpoint(self) -> _core.Checkpoint:
        with self._door() as inside:
            return inside.checkpoint

    @property
    def last_recorded_at(self) -> datetime.datetime:
        with self._door() as inside:
            return inside.last_recorded_at


def write_zip(file: Path, members: Sequence[tuple[str, bytes]]) -> None:
    """The same members give the same bytes; whoever looks finds the whole archive or none."""
    import zipfile

    part = file.with_name(file.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, content in members:
                entry = zipfile.ZipInfo(name)  # dated 1980-01-01
                entry.create_system = 3
                entry.external_attr = 0o100644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


@overload
def running(clock: None) -> None: ...
@overload
def running(clock: Clock | datetime.datetime | str) -> Clock: ...
@overload
def running(clock: Clock | datetime.datetime | str | None) -> Clock | None: ...
def running(clock: Clock | datetime.datetime | str | None) -> Clock | None:
    """A clock as a callable; one value is a clock that stands still."""
    if clock is None or callable(clock):
        return clock
    still = clock
    return lambda: still


def actors(by: By) -> list[Actor]:
    if by is None:
        return []
    if isinstance(by, Actor | str):
        by = [by]
    return [Actor.parse(one) if isinstance(one, str) else one for one in by]


def seen_in(fields: dict[str, FieldValue]) -> int | None:
    """The version that an act rests on; it is no field of the fact."""
    seen = fields.pop("seen_version", None)
    if seen is not None and not isinstance(seen, int):
        raise TypeError(f"seen_version is a whole number, not {seen!r}")
    return seen


def period_of(period: Period | str) -> Period:
    return Period(period) if isinstance(period, str) else period


def seat_of(seat: PostInUnit | str) -> PostInUnit:
    if isinstance(seat, PostInUnit):
        return seat
    post, at, unit = seat.partition("@")
    if not (post and at and unit):
        raise ValueError(f"a seat is written POST@UNIT, not {seat!r}")
    return PostInUnit(post, unit)
