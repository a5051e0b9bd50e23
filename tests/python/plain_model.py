"""A campaign in plain Python: a list of what was told, and the rules of the life of a hazard as the design writes them.

Nothing here is fast, stored or shared with the library. A question is answered by going through the list: what was
known at a point (number), as it stands after corrections, in order of (on, number), up to a day.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

Day = datetime.date
Fields = dict[str, object]

OPEN = "registered graded ordered planned rectifying awaiting_review review_failed passed"
AFTER_GRADING = OPEN.removeprefix("registered ")
# Request, states it starts from, what it needs besides, the state it leads to (empty: kept), the hold it sets or lifts.
TABLE = [line.split("|") for line in f"""
tip_off|none||tip|
register|none tip||registered|
grade|registered||graded|
regrade|{AFTER_GRADING}|lower unlisted||
regrade|graded|raise|graded|
regrade|{AFTER_GRADING.removeprefix("graded ")}|raise ordered|ordered|
regrade|passed|raise unordered|graded|
fix_on_spot|graded|general same_day|passed|
order|graded review_failed||ordered|
plan_treatment|ordered|major|planned|
begin|ordered|general|rectifying|
begin|planned||rectifying|
ask_extension|rectifying|in_time not_pending||
decide_extension|rectifying|pending||
report_rectified|rectifying||awaiting_review|
pass_review|awaiting_review||passed|
fail_review|awaiting_review||review_failed|
close|passed|free|closed|
reopen|closed passed||graded|
transfer|{OPEN}||transferred|
acknowledge_transfer|transferred|unacknowledged||-all
take_back|transferred|unacknowledged|registered|
terminate|{OPEN}|free|terminated|
void|tip registered graded ordered|free|void|
void|planned rectifying awaiting_review review_failed passed|duplicate free|void|
stop_use|{OPEN}|not_out_of_use||+out_of_use
allow_use|{OPEN}|out_of_use||-out_of_use
list|planned rectifying awaiting_review review_failed passed|major unlisted||+listed
delist|{AFTER_GRADING.removeprefix("graded ")}|listed||-listed
remind|{OPEN}|||
reassign|{OPEN}|||
correct|any|||
""".split("\n") if line]  # fmt: skip
REQUESTS = list(dict.fromkeys(row[0] for row in TABLE))
# What fails last says why: state, then grade and condition, then holds, then what is pending or late.
REASONS = {
    "general": (1, "grade_forbids"), "major": (1, "grade_forbids"), "lower": (1, "wrong_state"), "raise": (1, "wrong_state"),
    "ordered": (1, "wrong_state"), "unordered": (1, "wrong_state"), "duplicate": (1, "wrong_state"),
    "unacknowledged": (1, "wrong_state"), "unlisted": (2, "hold_set"), "listed": (2, "hold_set"), "free": (2, "hold_set"),
    "out_of_use": (2, "hold_set"), "not_out_of_use": (2, "hold_set"), "same_day": (3, "too_late"), "in_time": (3, "too_late"),
    "not_pending": (3, "wrong_state"), "pending": (3, "nothing_pending"),
}  # fmt: skip


@dataclass
class Told:
    """One fact as it was told; `since` is the number that put it on its day."""

    number: int
    hazard: str
    request: str
    on: Day
    fields: Fields
    since: int = 0


@dataclass
class Standing:
    """One hazard after some of what was told of it."""

    state: str = "none"
    holds: frozenset[str] = frozenset()
    grade: str = "ungraded"
    unit: str = ""
    round: int = 1
    found_on: Day | None = None
    limit_on: Day | None = None
    rectified_on: Day | None = None
    passed_on: Day | None = None
    closed_on: Day | None = None
    pending: bool = False
    extension_count: int = 0
    once_listed: bool = False
    acknowledged: bool = False
    ordered: bool = False  # since it last entered graded
    text: str = ""
    place: str = ""
    measures: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN.split()

    @property
    def awaits_receipt(self) -> bool:
        return self.state == "transferred" and not self.acknowledged

    def seen(self) -> tuple[object, ...]:
        """What a snapshot must show of it; a request for an extension that ended with its hazard says nothing."""
        values = {name: getattr(self, name) for name in SEEN}
        return tuple((values | {"pending": self.pending and self.state == "rectifying"}).values())


SEEN = [one.name for one in dataclasses.fields(Standing) if one.name != "ordered"]


def met(word: str, s: Standing, told: Told) -> bool:
    raises = s.grade != "major" and told.fields.get("new_grade") == "major"
    return {
        "general": s.grade == "general",
        "major": s.grade == "major",
        "lower": s.grade == "major" and told.fields.get("new_grade") == "general",
        "raise": raises,
        "ordered": s.ordered,
        "unordered": not s.ordered,
        "duplicate": "duplicate_of" in told.fields,
        "unacknowledged": not s.acknowledged,
        "listed": "listed" in s.holds,
        "unlisted": "listed" not in s.holds,
        "out_of_use": "out_of_use" in s.holds,
        "not_out_of_use": "out_of_use" not in s.holds,
        "free": not s.holds,
        "same_day": told.on == s.found_on,
        "in_time": s.limit_on is None or told.on <= s.limit_on,
        "not_pending": not s.pending,
        "pending": s.pending,
    }[word]


def row_for(s: Standing, told: Told) -> tuple[list[str] | None, str]:
    """The line of the table that a fact takes, or the reason why there is none."""
    if told.request == "register" and s.state not in ("none", "tip"):
        return None, "subject_exists"
    nearest = (0, "unknown_subject" if s.state == "none" else "wrong_state")
    for row in TABLE:
        if row[0] != told.request:
            continue
        if s.state not in row[1].split() and not (row[1] == "any" and s.state != "none"):
            continue
        missing = next((word for word in row[2].split() if not met(word, s, told)), None)
        if missing is None:
            return row, ""
        nearest = max(nearest, REASONS[missing], key=lambda reason: reason[0])
    return None, nearest[1]


def makes_no_sense(s: Standing, told: Told) -> bool:
    """Conditions between the fields of a fact and what stands on its day."""
    limit, to = told.fields.get("limit_on"), told.fields.get("extended_to_on")
    if told.request == "order":
        return limit < told.on
    if told.request == "ask_extension" or told.fields.get("decision") == "granted":
        return s.limit_on is not None and to <= s.limit_on
    if told.request == "regrade":
        return told.fields["old_grade"] != s.grade
    if told.request == "reassign":
        return told.fields["supervising_unit"] == s.unit
    return False


@dataclass(frozen=True)
class Event:
    """What a fact moves between accounts or adds to the counts, on its day."""

    name: str
    on: Day
    since: int
    unit: str
    grade: str
    sign: int = 1


def step(s: Standing, told: Told, events: list[Event]) -> Standing:
    """What one fact does."""
    row, _ = row_for(s, told)
    assert row is not None, (s, told)
    before, f = s, told.fields
    s = replace(s, state=row[3] or s.state)
    if row[4]:
        s.holds = frozenset() if row[4] == "-all" else (s.holds | {row[4][1:]} if row[4][0] == "+" else s.holds - {row[4][1:]})

    def say(name: str, sign: int = 1, of: Standing | None = None) -> None:
        of = of or s
        events.append(Event(name, told.on, told.since or told.number, of.unit, of.grade, sign))

    def anew() -> None:
        s.round += 1
        s.limit_on = s.rectified_on = s.passed_on = s.closed_on = None
        s.ordered = False

    match told.request:
        case "tip_off":
            s.text = f["text"]
        case "register":
            s.unit, s.found_on, s.text, s.place = f["supervising_unit"], told.on, f["text"], f["place"]
            say("registered"), say("found")
        case "grade":
            s.grade, s.ordered = f["grade"], False
            say("regraded_out", of=before), say("regraded_in")
        case "regrade":
            s.grade = f["new_grade"]
            say("regraded_out", of=before), say("regraded_in")
            if s.grade == "major":
                s.pending = False
                if before.state == "passed":
                    say("rectified", -1, of=before)
                if before.state in ("passed", "review_failed"):
                    s.round += 1
                if s.state == "graded":
                    s.ordered = False
                if s.state != before.state:  # what was done was done for a lesser hazard
                    s.rectified_on = s.passed_on = None
        case "order":
            s.limit_on, s.ordered, s.measures = f["limit_on"], True, f["measures"]
            s.round += before.state == "review_failed"
        case "ask_extension":
            s.pending = True
        case "decide_extension":
            s.pending = False
            if f["decision"] == "granted":
                s.limit_on, s.extension_count = f["extended_to_on"], s.extension_count + 1
        case "report_rectified":
            s.rectified_on, s.pending = told.on, False
        case "pass_review" | "fix_on_spot":
            s.passed_on = told.on
            if told.request == "fix_on_spot":
                s.rectified_on = told.on
            say("rectified")
        case "close":
            s.closed_on = told.on
            say("closed"), say("struck_off")
        case "reopen":
            if before.state == "closed":
                say("reopened"), say("struck_off", -1)
            say("rectified", -1)
            anew()
        case "transfer":
            s.acknowledged = s.pending = False
            say("transferred")
        case "acknowledge_transfer":
            s.acknowledged = True
            say("acknowledged")
        case "take_back":
            say("returned", of=before)
            s.grade = "ungraded"
            anew()
            say("taken_back")
        case "terminate":
            say("terminated")
        case "void" if before.state != "tip":
            say("voided")
        case "list":
            s.once_listed = True
        case "reassign":
            s.unit = f["supervising_unit"]
            say("reassigned_out", of=before), say("reassigned_in")
    return s


@dataclass
class Reported:
    """The figures of one month's report."""

    headline: dict[str, int]
    accounts: dict[tuple[str, str], dict[str, int]]


IN = "registered reopened taken_back regraded_in reassigned_in".split()
OUT = "closed voided transferred terminated regraded_out reassigned_out".split()


@dataclass
class Model:
    """What was told, commit by commit."""

    told: list[Told] = field(default_factory=list)
    commits: list[tuple[int, Day]] = field(default_factory=list)  # the last number and the day of recording
    issued: list[tuple[Day, int, int]] = field(default_factory=list)  # cutoff, pinned point, number of the fact

    @property
    def size(self) -> int:
        return self.commits[-1][0]

    def commit(self, today: Day, facts: int) -> int:
        """A commit is a header and its facts; returns the number of the first fact."""
        first = self.size + 2 if self.commits else 2
        self.commits.append((first + facts - 1, today))
        return first

    def known_on(self, day: Day) -> int:
        return max((size for size, recorded in self.commits if recorded <= day), default=0)

    def story(self, hazard: str, known_at: int | None = None, also: tuple[Told, ...] = ()) -> list[Told]:
        """What was told of a hazard, each as it stands after corrections, in order."""
        facts = [replace(one, fields=dict(one.fields)) for one in (*self.told, *also)
                 if one.hazard == hazard and (known_at is None or one.number <= known_at)]  # fmt: skip
        for correction in facts:
            if correction.request != "correct":
                continue
            target = next(one for one in facts if one.number == correction.fields["corrects"])
            name, value = correction.fields["field"], correction.fields["value"]
            if name == "on":
                target.on, target.since = value, correction.number
            else:
                target.fields[name] = value
        return sorted(facts, key=lambda one: (one.on, one.number))

    def steps(self, hazard: str, as_of: Day, known_at: int | None = None, events: list[Event] | None = None) -> Iterator[Standing]:
        events = [] if events is None else events
        standing = Standing()
        for told in self.story(hazard, known_at):
            if told.on <= as_of:
                standing = step(standing, told, events)
                yield standing

    def standing(self, hazard: str, as_of: Day = Day.max, known_at: int | None = None, events: list[Event] | None = None) -> Standing:
        return ([Standing(), *self.steps(hazard, as_of, known_at, events)])[-1]

    def hazards(self) -> list[str]:
        return list(dict.fromkeys(one.hazard for one in self.told))

    def snapshot(self, as_of: Day, known_at: int | None = None) -> dict[str, tuple[object, ...]]:
        all_of_them = {hazard: self.standing(hazard, as_of, known_at) for hazard in self.hazards()}
        return {hazard: s.seen() for hazard, s in all_of_them.items() if s.state != "none"}

    def refusal(self, new: Told, recorded_on: Day, also: tuple[Told, ...] = ()) -> str:
        """Why a request is refused; empty when the whole history stays legal with it. `also`: told in the same commit."""
        if new.on > recorded_on:
            return "day_in_future"
        other = new.fields.get("duplicate_of")
        if other is not None and (other == new.hazard or self.standing(other).state in ("none", "void")):
            return "field_bad"
        if new.request == "correct" and new.fields["field"] == "on" and new.fields["value"] > recorded_on:
            return "day_in_future"
        standing, senseless = Standing(), False
        for told in self.story(new.hazard, also=(*also, new)):
            row, reason = row_for(standing, told)
            if row is None:
                return reason if told.number == new.number else "day_out_of_order"
            if told.number == new.fields.get("corrects") and makes_no_sense(standing, told):
                return "field_bad"
            if told.number == new.number:
                senseless = makes_no_sense(standing, told)
            standing = step(standing, told, [])
        return "field_bad" if senseless else ""

    def report(self, first: Day, cutoff_on: Day, known_at: int | None = None) -> Reported:
        """The figures of a month: counts of the month, the year and ever, and the accounts."""
        known_at = self.size if known_at is None else known_at
        events: list[Event] = []
        now = [self.standing(hazard, cutoff_on, known_at, events) for hazard in self.hazards()]
        then = [self.standing(hazard, first - datetime.timedelta(1), known_at) for hazard in self.hazards()]
        earlier = [one for one in self.issued if one[0] < cutoff_on and one[2] <= known_at]
        head: Counter[str] = Counter()
        for event in events:
            if event.name not in ("found", "rectified", "struck_off"):
                continue
            head[event.name] += event.sign * (event.on >= first)
            head[event.name + "_total"] += event.sign
            if event.on.year == cutoff_on.year:
                head[event.name + "_cumulative"] += event.sign
                if any(event.on <= cutoff and event.since > pinned for cutoff, pinned, _ in earlier):
                    head[event.name + "_late"] += event.sign
        del head["struck_off_total"]
        head["open"] = sum(s.is_open for s in now)
        head["open_major"] = sum(s.is_open and s.grade == "major" for s in now)
        head["overdue"] = sum(s.is_open and s.state not in ("awaiting_review", "passed") and s.limit_on is not None
                              and s.limit_on < cutoff_on for s in now)  # fmt: skip
        accounts: dict[tuple[str, str], Counter[str]] = {}
        for name, standings in (("open", now), ("opening", then)):
            for s in standings:
                account = accounts.setdefault((s.unit, s.grade), Counter())
                account[name] += s.is_open
                account[name.replace("open", "awaiting", 1) if name == "open" else "awaiting_opening"] += s.awaits_receipt
        for event in events:
            if event.on >= first and event.name not in ("found", "rectified", "struck_off"):
                accounts.setdefault((event.unit, event.grade), Counter())[event.name] += event.sign
        for account in accounts.values():  # the identities of lifecycle.md, from the states alone
            flows = sum(account[name] for name in IN) - sum(account[name] for name in OUT)
            assert account["opening"] + flows == account["open"], accounts
            moved = account["transferred"] - account["acknowledged"] - account["returned"]
            assert account["awaiting_opening"] + moved == account["awaiting"], accounts
        return Reported(dict(+head | {k: v for k, v in head.items() if v < 0}), {key: dict(+a) for key, a in accounts.items() if +a})


# What a unit hands in (returns.md).

ROUND = ("order", "plan_treatment", "begin", "report_rectified", "pass_review", "fail_review", "close")
ON_ONE_DAY = ["register", "grade", *ROUND[:4], "pass_review", "fail_review", "close"]  # rule 1
Row = dict[str, object]


@dataclass
class Claim:
    request: str
    on: Day
    fields: Fields
    assumed: bool = False


class RowRefused(Exception):
    """The row says what can't be taken."""


def claims_of(row: Row, known: Standing) -> list[Claim]:
    """The facts that a row states, in the order of their days."""
    claims: list[Claim] = []
    if "found_on" in row:
        fields = {"supervising_unit": "lift", "text": row["text"], "place": row["place"]}
        claims.append(Claim("register", row["found_on"], fields))
        if known.grade not in ("ungraded", row["grade"]):
            raise RowRefused("record regrade")
        if known.grade == "ungraded":
            claims.append(Claim("grade", row["found_on"], {"grade": row["grade"]}, assumed=True))
    major = known.grade == "major" or row.get("grade") == "major"
    ordered_on = row.get("ordered_on")
    if ordered_on:
        claims.append(Claim("order", ordered_on, {"limit_on": row["due_on"], "measures": row["measures"]}))
    implied = ordered_on and "rectified_on" in row
    for request, cell in (("plan_treatment", "planned_on"), ("begin", "begun_on")):
        if request == "plan_treatment" and not (major and (implied or "planned_on" in row or "begun_on" in row)):
            continue
        if cell in row:
            claims.append(Claim(request, row[cell], {}))
        elif ordered_on and (implied or request == "plan_treatment"):
            claims.append(Claim(request, ordered_on, {}, assumed=True))
    if "rectified_on" in row:
        claims.append(Claim("report_rectified", row["rectified_on"], {}))
    if "reviewed_on" in row:
        claims.append(Claim("pass_review" if row["conclusion"] == "合格" else "fail_review", row["reviewed_on"], {}))
    if "closed_on" in row:
        claims.append(Claim("close", row["closed_on"], {"outcome": "done"}))
    return sorted(claims, key=lambda claim: (claim.on, ON_ONE_DAY.index(claim.request)))


@dataclass
class Return:
    """One unit's return while it is read: what its sound rows newly state, in one commit."""

    model: Model
    received_on: Day
    facts: list[Told] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)

    def row(self, row: Row) -> None:
        """All of a row or nothing of it."""
        before = len(self.facts)
        try:
            self.take(row)
        except RowRefused:
            del self.facts[before:]
            self.refused.append((row["id"], row["round"]))

    def take(self, row: Row) -> None:
        id, round = row["id"], row["round"]
        story, rounds, known = self.model.story(id, also=tuple(self.facts)), {}, Standing()
        for told in story:
            known = step(known, told, [])
            rounds[told.number] = known.round
        if round > known.round + (known.state == "review_failed"):
            raise RowRefused("no such round")
        stated: list[Told] = []
        for claim in claims_of(row, known):
            same = [one for one in story if one.request == claim.request
                    and (claim.request not in ROUND or rounds[one.number] == round)]  # fmt: skip
            same = [one for one in same if one.on == claim.on][:1] or same[-1:]
            if same:
                stated += self.differences(claim, same[0], story)
            else:
                stated.append(Told(0, id, claim.request, claim.on, claim.fields | {"assumed": claim.assumed}))
        # A row's corrections are judged together, as they will stand.
        for place, told in enumerate(stated):
            told.number = self.model.size + 3 + len(self.facts)
            later = [replace(one, number=10**6 + other) for other, one in enumerate(stated[place + 1 :]) if one.request == "correct"]
            if self.model.refusal(told, self.received_on, (*self.facts, *later)):
                raise RowRefused(told)
            self.facts.append(told)

    def differences(self, claim: Claim, told: Told, story: list[Told]) -> list[Told]:
        """Within a round, what differs from what was told is a correction."""
        changed: list[tuple[Told, str, object]] = []
        if not claim.assumed and claim.on != told.on:
            changed.append((told, "on", claim.on))
            if claim.request == "register":  # a grading falls on the day found where no other day was stated
                changed += [(one, "on", claim.on) for one in story if one.request == "grade" and one.fields["assumed"] and one.on == told.on]
        changed += [(told, name, claim.fields[name]) for name in sorted(claim.fields) if claim.fields[name] != told.fields[name]]
        if any(one.number > self.model.size for one, _, _ in changed):
            raise RowRefused("two rows of one return say different things")
        return [Told(0, one.hazard, "correct", self.received_on, {"corrects": one.number, "field": name, "value": value})
                for one, name, value in changed]  # fmt: skip
