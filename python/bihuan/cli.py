"""The command line. Commands, shapes of `--json` and exit codes: docs/cli.md."""

from __future__ import annotations

import datetime
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

import bihuan
from bihuan import _core, cli_shapes, cli_tables
from bihuan.cli_actors import Seats, typed_fields
from bihuan.status import answering, status_of

DONE_WITH_FINDINGS, REFUSED, NOT_BELIEVED, CONFLICT = 1, 3, 4, 5
# Typer itself ends with 2 when a command was typed wrongly.

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Runs a work-safety rectification campaign from the adopted notice to the issued report.",
)
days_app = typer.Typer(no_args_is_help=True, help="Working days.", rich_markup_mode=None)
app.add_typer(days_app, name="days")

Arguments = ParamSpec("Arguments")


def told(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """A refusal is told in two sentences (or as JSON) and an exit code, never as a traceback."""

    @functools.wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except bihuan.Error as error:
            tell(error, bool(kwargs.get("as_json")))
            raise typer.Exit(exit_code(error)) from None
        except BrokenPipeError:
            raise  # nobody reads on; click ends quietly
        except OSError as error:
            refusal = file_error(error)
            tell(refusal, bool(kwargs.get("as_json")))
            raise typer.Exit(REFUSED) from None

    return run


def tell(error: bihuan.Error, as_json: bool) -> None:
    cli_tables.complain(error)
    if as_json:
        typer.echo(cli_shapes.as_json(cli_shapes.error_shape(error)))


def exit_code(error: bihuan.Error) -> int:
    if isinstance(error, bihuan.Conflict):
        return CONFLICT
    return NOT_BELIEVED if isinstance(error, bihuan.LedgerError) else REFUSED


def file_error(error: OSError) -> bihuan.FormError:
    name = str(error.filename or "")
    return bihuan.FormError(f"{name}: {error.strerror}", code="bad_file", chinese=f"{name}：无法读写", file=name)


def day_typed(text: str) -> datetime.date:
    try:
        return bihuan.parse_day(text)
    except bihuan.TimeError as error:
        raise typer.BadParameter(str(error)) from None


def period_typed(text: str) -> bihuan.Period:
    try:
        return bihuan.Period(text)
    except bihuan.TimeError as error:
        raise typer.BadParameter(str(error)) from None


def roll_typed(text: str) -> bihuan.Roll:
    try:
        return bihuan.Roll(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def request_typed(text: str) -> bihuan.Request:
    try:
        return bihuan.Request(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def filing_key(text: str) -> tuple[str, str, bihuan.Period]:
    parts = text.rsplit("/", 2)
    if len(parts) != 3:
        raise typer.BadParameter(f"a return is written UNIT/FILING/PERIOD, not {text!r}")
    return parts[0], parts[1], period_typed(parts[2])


Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/cli.md).")]
Now = Annotated[
    str | None, typer.Option("--now", help="The clock, as ISO text; the machine's without it.", metavar="INSTANT")
]
By = Annotated[
    list[str] | None, typer.Option("--by", help="Who acts: PERSON@POST or PERSON@POST@UNIT; again for several.")
]
CalendarFile = Annotated[
    list[Path] | None, typer.Option("--calendar", help="A calendar file with more years; again for several.")
]
RulesFile = Annotated[
    Path | None, typer.Option("--rules", metavar="FILE", help="A rule file taken as law instead of the shipped one.")
]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN")]
Ledger = Annotated[Path, typer.Argument(metavar="LEDGER")]
DayArgument = Annotated[datetime.date, typer.Argument(parser=day_typed, metavar="DAY")]
On = Annotated[datetime.date, typer.Option("--on", parser=day_typed, metavar="DAY", help="The day it was so.")]


def calendar_with(files: Sequence[Path] | None) -> bihuan.Calendar:
    calendar = bihuan.Calendar.china()
    for file in files or []:
        calendar = calendar.with_editions(bihuan.Calendar.load(file))
    return calendar


def opened(
    ledger: Path, now: str | None, calendars: Sequence[Path] | None = None, rules: Path | None = None
) -> bihuan.Campaign:
    campaign = bihuan.Campaign.open(ledger, clock=now)
    if calendars:
        campaign.use_calendar(calendar_with(calendars))
    if rules is not None:
        campaign.use_rules(bihuan.Rulebook.load(rules))
    return campaign


def printed(shape: object, as_json: bool, show: Callable[[], None]) -> None:
    if as_json:
        typer.echo(cli_shapes.as_json(shape))
    else:
        show()


def recorded(campaign: bihuan.Campaign, known: bihuan.Known, as_json: bool) -> None:
    """What was written down, with its receipt."""
    after = campaign.checkpoint
    printed(cli_shapes.recorded_shape(known, after), as_json, lambda: cli_tables.show_recorded(known, after))


@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        typer.echo(f"bihuan {bihuan.__version__}")
        raise typer.Exit


@app.command()
@told
def check(plan: PlanFile, calendar: CalendarFile = None, as_json: Json = False) -> None:
    """Lists every error and oddity of a plan; 1 when there are errors."""
    loaded = bihuan.Plan.load(plan)
    problems = loaded.problems(calendar=calendar_with(calendar))
    shape = cli_shapes.plan_shape(loaded, problems)
    printed(shape, as_json, lambda: cli_tables.show_plan(loaded, problems, str(plan)))
    if shape["error_count"]:
        raise typer.Exit(DONE_WITH_FINDINGS)


@app.command()
@told
def filings(
    plan: PlanFile,
    roll: Annotated[
        bihuan.Roll | None,
        typer.Option("--roll", parser=roll_typed, metavar="none|backward|forward", help="Instead of the plan's own."),
    ] = None,
    calendar: CalendarFile = None,
    as_json: Json = False,
) -> None:
    """Lists every due day with its neighbours and its reason."""
    loaded = bihuan.Plan.load(plan)
    dues = loaded.filings(roll=roll, calendar=calendar_with(calendar))
    titles = {duty.id: duty.title for duty in loaded.duties}
    shape = [cli_shapes.due_shape(due, titles[due.filing]) for due in dues]
    printed(shape, as_json, lambda: cli_tables.show_filings(dues))


@days_app.command("add")
@told
def days_add(day: DayArgument, n: int, calendar: CalendarFile = None, as_json: Json = False) -> None:
    """The n-th working day after a day, which is not counted. (A negative n stands after `--`.)"""
    result = calendar_with(calendar).add_working_days(day, n)
    printed({"day": day, "n": n, "result": result}, as_json, lambda: cli_tables.line(result.isoformat()))


@days_app.command("count")
@told
def days_count(first: DayArgument, last: DayArgument, calendar: CalendarFile = None, as_json: Json = False) -> None:
    """How many working days there are, both ends included."""
    count = calendar_with(calendar).count_working_days(first, last)
    printed({"first": first, "last": last, "count": count}, as_json, lambda: cli_tables.line(str(count)))


@days_app.command("next")
@told
def days_next(day: DayArgument, calendar: CalendarFile = None, as_json: Json = False) -> None:
    """The working day strictly after a day."""
    result = calendar_with(calendar).next_working_day(day)
    printed({"day": day, "result": result}, as_json, lambda: cli_tables.line(result.isoformat()))


@days_app.command("previous")
@told
def days_previous(day: DayArgument, calendar: CalendarFile = None, as_json: Json = False) -> None:
    """The working day strictly before a day."""
    result = calendar_with(calendar).previous_working_day(day)
    printed({"day": day, "result": result}, as_json, lambda: cli_tables.line(result.isoformat()))


@days_app.command("is")
@told
def days_is(day: DayArgument, calendar: CalendarFile = None, as_json: Json = False) -> None:
    """What a day is, and which notice says so."""
    status = calendar_with(calendar).status(day)
    said = f"{day.isoformat()} {status.kind.chinese}" + (f"（{status.name}）" if status.name else "")
    printed(cli_shapes.day_shape(status), as_json, lambda: cli_tables.line(f"{said}，依据：{status.notice}"))


@app.command()
@told
def who(
    plan: PlanFile,
    task: str,
    on: Annotated[
        datetime.date | None,
        typer.Option("--on", parser=day_typed, metavar="DAY", help="Without it the campaign's first day."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Who leads, carries, helps with and answers for a task on a day."""
    loaded = bihuan.Plan.load(plan)
    found = loaded.find_task(task)
    if found is None:
        raise bihuan.PlanError(
            f"the plan has no task {task}", code="unknown_name", chinese=f"方案中没有任务 {task}", asked=task
        )
    shape = cli_shapes.who_shape(loaded, found, on or loaded.notice.span.first)
    printed(shape, as_json, lambda: cli_tables.show_who(shape))


@app.command()
@told
def adopt(ledger: Ledger, plan: PlanFile, by: By = None, now: Now = None, as_json: Json = False) -> None:
    """Makes a ledger and adopts a plan into it; --by needs PERSON@POST@UNIT, as nobody holds a post yet."""
    with bihuan.Campaign.create(ledger, plan=plan, clock=now, by=by) as campaign:
        shape = {"ledger": str(ledger), "plan": campaign.plan.notice.id, "checkpoint": str(campaign.checkpoint)}
        printed(shape, as_json, lambda: cli_tables.line(f"已建立台账 {ledger}，{campaign.checkpoint}"))


def grouped(files: Sequence[Path], sheets: Sequence[str]) -> list[list[Path]]:
    """A workbook is a return; CSV files with one stem before `.SHEET.csv` are one return."""
    groups: dict[Path, list[Path]] = {}
    for file in files:
        sheet = next((name for name in sheets if file.name.endswith(f".{name}.csv")), None)
        stem = file if sheet is None else file.with_name(file.name.removesuffix(f".{sheet}.csv"))
        groups.setdefault(stem, []).append(file)
    order = {f".{name}.csv": place for place, name in enumerate(sheets)}

    def place(file: Path) -> int:
        return next((order[end] for end in order if file.name.endswith(end)), 0)

    return [sorted(group, key=place) for group in groups.values()]


def watched(groups: list[list[Path]], as_json: bool) -> Iterator[list[Path]]:
    """The groups, with a bar on standard error while there is someone to see it."""
    import rich.progress

    console = cli_tables.console(stderr=True)
    progress = rich.progress.Progress(
        console=console,
        transient=True,
        disable=as_json or len(groups) < 2 or not console.is_terminal,
        redirect_stdout=sys.stdout.isatty(),  # what goes to a file stays out of the bar's way by itself
    )
    with progress:
        yield from progress.track(groups, description="报表")


@app.command("hand-in")
@told
def hand_in(
    ledger: Ledger,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Everything but the commit.")] = False,
    received: Annotated[
        datetime.date | None,
        typer.Option("--received", parser=day_typed, metavar="DAY", help="The clock's day without it."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why a return is corrected.")] = "",
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="One refused row refuses the return.")
    ] = False,
    calendar: CalendarFile = None,
    rules: RulesFile = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Hands in returns: workbooks (xlsx), or CSV files STEM.隐患台账.csv and so on; 1 when rows were refused."""
    worst = 0
    shapes: list[dict[str, object]] = []
    with opened(ledger, now, calendar, rules) as campaign:
        actors = Seats(campaign).actors(by or [], received or clock_day(campaign, now))
        for group in watched(grouped(files, [sheet.name for sheet in campaign.form.returned]), as_json):
            names = [str(file) for file in group]
            try:
                receipt = campaign.hand_in(
                    group, received=received, reason=reason, dry_run=dry_run, all_or_nothing=all_or_nothing, by=actors
                )
            except (bihuan.ReturnError, bihuan.FormError, bihuan.PlanError, OSError) as error:
                refusal = file_error(error) if isinstance(error, OSError) else error
                cli_tables.console(stderr=True).print(_core.visible("、".join(names)), soft_wrap=True)
                cli_tables.complain(refusal)
                shapes.append({"files": names} | cli_shapes.error_shape(refusal))
                worst = REFUSED
                continue
            if not as_json:
                cli_tables.show_receipt(names, receipt)
            shapes.append({"files": names, "receipt": cli_shapes.receipt_shape(receipt)})
            worst = worst or (DONE_WITH_FINDINGS if receipt.refused_count else 0)
    if as_json:
        typer.echo(cli_shapes.as_json({"returns": shapes}))
    if worst:
        raise typer.Exit(worst)


def clock_day(campaign: bihuan.Campaign, now: str | None) -> datetime.date:
    """The day of recording in the office's zone, for finding out who holds a post."""
    zone = datetime.timezone(datetime.timedelta(minutes=campaign.plan.notice.zone_minutes))
    instant = datetime.datetime.fromisoformat(now) if now else datetime.datetime.now(zone)
    return instant.astimezone(zone).date()


def last_day(campaign: bihuan.Campaign) -> datetime.date:
    """The day of the last commit in the office's zone: what a question without a day means."""
    zone = datetime.timezone(datetime.timedelta(minutes=campaign.plan.notice.zone_minutes))
    return campaign.last_recorded_at.astimezone(zone).date()


ReturnKey = Annotated[str, typer.Argument(metavar="UNIT/FILING/PERIOD")]
MaybeOn = Annotated[
    datetime.date | None, typer.Option("--on", parser=day_typed, metavar="DAY", help="The clock's day without it.")
]


@app.command("send-back")
@told
def send_back(
    ledger: Ledger,
    filing: ReturnKey,
    reason: Annotated[str, typer.Option("--reason", help="Why it goes back.")],
    on: MaybeOn = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Sends a return back to its unit."""
    unit, duty, period = filing_key(filing)
    with opened(ledger, now) as campaign:
        seats, day = Seats(campaign), on or clock_day(campaign, now)
        known = campaign.send_back(
            seats.unit(unit, day), duty, period, reason=reason, on=day, by=seats.actors(by or [], day)
        )
        recorded(campaign, known, as_json)


@app.command()
@told
def take(
    ledger: Ledger, filing: ReturnKey, on: MaybeOn = None, by: By = None, now: Now = None, as_json: Json = False
) -> None:
    """Takes a return: the office has looked at it and keeps it."""
    unit, duty, period = filing_key(filing)
    with opened(ledger, now) as campaign:
        seats, day = Seats(campaign), on or clock_day(campaign, now)
        known = campaign.take(seats.unit(unit, day), duty, period, on=day, by=seats.actors(by or [], day))
        recorded(campaign, known, as_json)


@app.command()
@told
def record(
    ledger: Ledger,
    request: Annotated[str, typer.Argument(metavar="REQUEST")],
    hazard: Annotated[str, typer.Option("--hazard", metavar="ID")],
    on: On,
    by: Annotated[
        list[str], typer.Option("--by", help="Who acts: PERSON@POST or PERSON@POST@UNIT; again for several.")
    ],
    field: Annotated[
        list[str] | None, typer.Option("--field", metavar="KEY=VALUE", help="A field (docs/facts.md); again for more.")
    ] = None,
    calendar: CalendarFile = None,
    rules: RulesFile = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Records what was done about a hazard. REQUEST is a word of docs/lifecycle.md: register, grade, order …"""
    asked = request_typed(request)
    with opened(ledger, now, calendar, rules) as campaign:
        seats = Seats(campaign)
        fields = typed_fields(asked, field or [], seats, on)
        known = campaign.record(asked, hazard, on=on, by=seats.actors(by, on), **fields)
        recorded(campaign, known, as_json)
        hint(campaign, known)


def hint(campaign: bihuan.Campaign, known: bihuan.Known) -> None:
    """What whoever has just recorded should know, on standard error: like hazards, how long such ones took, whose answer
    about a closed one is still awaited."""
    if known.kind is bihuan.FactKind.hazard_registered:
        snapshot = campaign.snapshot(as_of=known.on)
        found = bihuan.likenesses(snapshot, campaign.plan, known.subject)
        cli_tables.hint_likenesses([one for one in found if not one.decided], known)
    if known.kind is bihuan.FactKind.hazard_closed:
        asked = campaign.snapshot(as_of=last_day(campaign)).cooperations
        cli_tables.hint_open_requests([one for one in asked if one.is_open and known.subject in one.hazards])
    limit_on = known.fields.get("limit_on")
    if known.kind is bihuan.FactKind.order_issued and isinstance(limit_on, str):
        day = bihuan.parse_day(limit_on)
        cli_tables.hint_line(campaign.feasibility(known.subject, limit_on=day, as_of=known.on).text)


@app.command()
@told
def feasible(
    ledger: Ledger,
    hazard: str,
    limit: Annotated[datetime.date, typer.Option("--limit", parser=day_typed, metavar="DAY", help="The limit proposed.")],
    as_of: Annotated[
        datetime.date | None,
        typer.Option("--as-of", parser=day_typed, metavar="DAY", help="Without it the day of the last commit."),
    ] = None,
    calendar: CalendarFile = None,
    as_json: Json = False,
) -> None:
    """How a limit compares with how long such hazards have taken."""
    with opened(ledger, None, calendar) as campaign:
        found = campaign.feasibility(hazard, limit_on=limit, as_of=as_of or last_day(campaign))
        printed(cli_shapes.feasibility_shape(found), as_json, lambda: cli_tables.line(found.text))


@app.command()
@told
def appoint(
    ledger: Ledger,
    seat: Annotated[str, typer.Argument(metavar="POST@UNIT")],
    person: Annotated[str, typer.Argument(help="A person's id, or a name, which goes into the erasable table.")],
    on: On,
    acting: Annotated[bool, typer.Option("--acting", help="代理.")] = False,
    end: Annotated[bool, typer.Option("--end", help="The person's term ends instead.")] = False,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A person takes a post, or leaves it."""
    post, at, unit = seat.partition("@")
    if not (post and at and unit):
        raise typer.BadParameter(f"a seat is written POST@UNIT, not {seat!r}")
    with opened(ledger, now) as campaign:
        seats = Seats(campaign)
        place = _core.PostInUnit(post, seats.unit(unit, on))
        actors = seats.actors(by or [], on)
        if end:
            known = campaign.end_term(place, person, on=on, by=actors)
        else:
            known = campaign.appoint(place, person, on=on, acting=acting, by=actors)
        recorded(campaign, known, as_json)


AsOf = Annotated[
    datetime.date, typer.Option("--as-of", parser=day_typed, metavar="DAY", help="What was so on this day.")
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", metavar="POINT", help="As known at an item number, a day or an instant.")
]


def point(text: str | None) -> int | datetime.date | str | None:
    if text is None or text.isdigit():
        return None if text is None else int(text)
    try:
        return bihuan.parse_day(text)
    except bihuan.TimeError:
        return text


@app.command()
@told
def status(
    ledger: Ledger,
    as_of: AsOf,
    known_at: KnownAt = None,
    within: Annotated[int, typer.Option("--within", help="Working days in which returns and steps fall due.")] = 5,
    stuck: Annotated[int, typer.Option("--stuck", help="Days without a step after which a hazard is stuck.")] = 30,
    calendar: CalendarFile = None,
    rules: RulesFile = None,
    as_json: Json = False,
) -> None:
    """Who is late, what falls due, what is overdue or stuck, who answers, and how far it has risen."""
    with opened(ledger, None, calendar, rules) as campaign:
        snapshot = campaign.snapshot(as_of=as_of, known_at=point(known_at))
        found = status_of(
            campaign.plan_at(point(known_at)),
            snapshot,
            campaign.calendar_at(point(known_at)),
            campaign.rules_at(point(known_at)),
            within_days=within,
            stuck_days=stuck,
        )
        organisation = campaign.plan_at(point(known_at)).organisation
        printed(
            cli_shapes.status_shape(found, organisation), as_json, lambda: cli_tables.show_status(found, organisation)
        )


@app.command()
@told
def report(
    ledger: Ledger,
    period: Annotated[bihuan.Period, typer.Option("--period", parser=period_typed, metavar="PERIOD")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go.")],
    issue: Annotated[bool, typer.Option("--issue", help="Issue it; without this it is a draft.")] = False,
    gb18030: Annotated[bool, typer.Option("--gb18030", help="List one as GB18030 CSV as well.")] = False,
    filing: Annotated[str | None, typer.Option("--filing", help="Where the plan has several for such periods.")] = None,
    known_at: KnownAt = None,
    house_on: Annotated[
        datetime.date | None,
        typer.Option("--house-on", parser=day_typed, metavar="DAY", help="Under the units and names of a later day."),
    ] = None,
    calendar: CalendarFile = None,
    rules: RulesFile = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Writes the report of a period: workbook, CSV, JSON and one page."""
    if issue and known_at is not None:
        raise typer.BadParameter("a report is issued as known now; --known-at is for drafts")
    if issue and house_on is not None:
        raise typer.BadParameter("a report is issued under the units of its cutoff day; --house-on is for drafts")
    with opened(ledger, now, calendar, rules) as campaign:
        if issue:
            actors = Seats(campaign).actors(by or [], clock_day(campaign, now))
            issued = campaign.issue(period=period, folder=out, filing=filing, by=actors)
            made, files, item, digests = issued.report, issued.files, issued.item, issued.digests
        else:
            made = campaign.report(period=period, known_at=point(known_at), filing=filing, house_on=house_on)
            files, item, digests = campaign.write_draft(made, folder=out), 0, []
        outside: list[tuple[str, int]] = []
        if gb18030:
            # A convenience beside the issued set: the ledger knows the digests of the others only.
            encoded, outside = bihuan.encode_gb18030(made.to_csv("list_one", form=campaign.form))
            files = [*files, Path(files[1]).with_suffix(".gb18030.csv")]
            files[-1].write_bytes(encoded)
        shape = {
            "report": cli_shapes.report_shape(made),
            "item": item,
            "files": [str(file) for file in files],
            "digests": digests,
            "outside_cp936": [{"character": character, "line": number} for character, number in outside],
        }
        printed(shape, as_json, lambda: cli_tables.show_report(made, files))
        for character, number in [] if as_json else outside:
            cli_tables.line(f"第 {number} 行“{character}”在办公软件中双击打开会乱码，请用 xlsx")


@app.command()
@told
def explain(
    ledger: Ledger,
    hazard: str,
    as_of: Annotated[
        datetime.date | None,
        typer.Option("--as-of", parser=day_typed, metavar="DAY", help="Without it the day of the last commit."),
    ] = None,
    known_at: KnownAt = None,
    calendar: CalendarFile = None,
    rules: RulesFile = None,
    as_json: Json = False,
) -> None:
    """The case file of a hazard: what happened, by whom, under which rule, what is due next and why."""
    with opened(ledger, None, calendar, rules) as campaign:
        day = as_of or last_day(campaign)
        found = campaign.explain(hazard, as_of=day, known_at=point(known_at))
        snapshot = campaign.snapshot(as_of=day, known_at=point(known_at))
        plan = campaign.plan_at(point(known_at))
        answers = answering(_core.answerers(found.hazard.supervising_unit, snapshot, plan))
        shape = cli_shapes.case_file_shape(found, answers, plan.organisation)
        printed(shape, as_json, lambda: cli_tables.line(str(found)))


@app.command()
@told
def verify(
    ledger: Ledger,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="COPY", help="Another copy; what differs is named exactly.")
    ] = None,
    receipt: Annotated[
        list[Path] | None, typer.Option("--receipt", metavar="FILE", help="A receipt as a text file; again for more.")
    ] = None,
    note: Annotated[
        list[Path] | None, typer.Option("--note", metavar="FILE", help="A signed checkpoint; needs --trust.")
    ] = None,
    trust: Annotated[
        list[str] | None, typer.Option("--trust", metavar="KEY", help="A public key that is trusted; again for more.")
    ] = None,
    witness: Annotated[
        Path | None, typer.Option("--witness", metavar="DIR", help="The folder in which a witness keeps checkpoints.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Recomputes the whole ledger from its bytes, holds it against what is known of it outside, and every issued report
    against the ledger; 4 when something is not what it was or an issued figure is not honoured."""
    anchors = outside(ledger, against, receipt or [], note or [], trust or [], witness)
    found = bihuan.verify_campaign(ledger, anchors)
    printed(cli_shapes.verification_shape(found), as_json, lambda: cli_tables.show_verification(found))
    if not found:
        raise typer.Exit(NOT_BELIEVED)


def outside(
    ledger: Path, against: Path | None, receipts: list[Path], notes: list[Path], trust: list[str], witness: Path | None
) -> list[_core.Anchor]:
    """What was kept outside of the ledger, as anchors."""
    anchors = bihuan.anchors_of_copy(against) if against else []
    for file in receipts:
        receipt = bihuan.ItemReceipt.parse(file.read_text(encoding="utf-8").strip())
        anchors.append(bihuan.Anchor(file.name, receipt.checkpoint, (receipt.item, receipt.leaf)))
    keys = [bihuan.VerifierKey.parse(key) for key in trust]
    if notes and not keys:
        raise typer.BadParameter("--note needs --trust: a checkpoint that nobody signed vouches for nothing")
    anchors += [bihuan.Anchor(file.name, bihuan.open_note(file.read_text(encoding="utf-8"), keys).checkpoint) for file in notes]
    if witness:
        last = bihuan.Witness(witness).last(bihuan.verify_ledger(ledger).checkpoint.ledger)
        anchors += [bihuan.Anchor("the witness", last)] if last else []
    return anchors


# Commands that stand in files of their own put themselves on `app`.
from bihuan import (  # noqa: E402
    cli_bodies as cli_bodies,
    cli_chart as cli_chart,
    cli_house as cli_house,
    cli_ledger as cli_ledger,
    cli_measures as cli_measures,
    cli_merge as cli_merge,
    cli_phases as cli_phases,
    cli_proofs as cli_proofs,
    cli_rules as cli_rules,
    cli_what_if as cli_what_if,
)
