"""The responsibility chart against a plain model: ten thousand random organisations with dated ties, every question on
several days; articulation points, components and circles as networkx finds them."""

import datetime
import functools
import os
import random
from collections import Counter, deque
from dataclasses import dataclass, field

import networkx
import pytest

import bihuan
from bihuan import Bond, NodeKind
from conftest import DEMO, day

COUNT = 10_000
FIRST = datetime.date(2021, 3, 1)
SPAN = 12  # all days are among so many
DAYS_ASKED = 3
SEED = int(os.environ.get("BIHUAN_SEED", "20210301"))

Key = tuple[str, str]  # kind and id
Days = tuple[int | None, int | None]

NOTICE = """
[notice]
id = "random"
campaign = "行动"
title = "通知"
number = "一"
issuer = "局"
issued_on = 2021-01-01
zone = "+08:00"
span = { first = 2021-01-01, last = 2021-12-31 }

[posts]
director = { name = "局长" }
head = { name = "负责人", answers_for_unit = true }
"""


def some_days(rng: random.Random) -> Days:
    """Open at either end as often as not; never empty."""
    first, last = sorted((rng.randrange(SPAN), rng.randrange(SPAN)))
    return first if rng.random() < 0.4 else None, last if rng.random() < 0.4 else None


def is_on(days: Days, at: int) -> bool:
    return (days[0] is None or days[0] <= at) and (days[1] is None or at <= days[1])


def validity(days: Days) -> bihuan.Validity:
    first, last = (None if at is None else FIRST + datetime.timedelta(at) for at in days)
    return bihuan.Validity(first, last)


@dataclass
class World:
    """What was drawn, in the words of the test: the chart under test is made of it, and so is the plain model."""

    units: list[tuple[str, Days]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)
    things: list[tuple[Key, Days]] = field(default_factory=list)
    ties: list[tuple[Key, str, Key, Days]] = field(default_factory=list)
    office: str = ""
    head_of: str = ""
    above: str = ""

    def actors(self) -> list[Key]:
        return [("unit", unit) for unit, _ in self.units] + [("body", body) for body in self.bodies]

    def tasks(self) -> list[Key]:
        return [key for key, _ in self.things if key[0] == "task"]


def draw(rng: random.Random) -> World:
    world = World()
    world.units = [(f"u{i}", some_days(rng) if rng.random() < 0.4 else (None, None)) for i in range(rng.randint(1, 6))]
    world.bodies = [f"b{i}" for i in range(rng.randint(0, 2))]
    actors = world.actors()
    world.office = rng.choice(world.units)[0] if rng.random() < 0.9 else ""
    world.head_of = rng.choice(actors)[1] if rng.random() < 0.9 else ""
    world.above = rng.choice(actors)[1] if rng.random() < 0.7 else ""
    kinds = [("task", rng.randint(0, 5)), ("territory", rng.randint(0, 2)), ("device_kind", rng.randint(0, 2))]
    for kind, count in kinds:
        for i in range(count):
            world.things.append(((kind, f"{kind[0]}{i}"), some_days(rng) if rng.random() < 0.1 else (None, None)))
    rng.shuffle(world.things)
    for _ in range(rng.randint(0, 16)):
        tie = draw_tie(rng, world)
        if tie is not None:
            world.ties.append(tie)
    world.seats = list(dict.fromkeys(tie[0][1] for tie in world.ties if tie[0][0] == "post"))
    return world


def draw_tie(rng: random.Random, world: World) -> tuple[Key, str, Key, Days] | None:
    bond = rng.choice(["leads", "carries", "carries", "cooperates", "files_to", "files_to", "supervises", "belongs_to"])
    actors, tasks = world.actors(), world.tasks()
    ends: tuple[list[Key], list[Key]]
    if bond in {"leads", "carries", "cooperates"}:
        ends = ([*actors, ("unit", "")] if rng.random() < 0.1 else actors, tasks)
    elif bond == "files_to":
        ends = (actors, actors)
    elif bond == "supervises":
        ends = (actors, [key for key, _ in world.things if key[0] == "territory"] or actors)
    else:
        below = [*tasks, *(key for key, _ in world.things if key[0] == "device_kind")]
        up = rng.random()
        unit = rng.choice(actors)
        if up < 0.3:
            return ("post", f"{rng.choice(['head', 'director', 'clerk'])}@{unit[1]}"), bond, unit, some_days(rng)
        ends = ([("unit", name) for name, _ in world.units], actors) if up < 0.5 else (below, tasks)
    if not ends[0] or not ends[1]:
        return None
    return rng.choice(ends[0]), bond, rng.choice(ends[1]), some_days(rng)


def organisation(world: World) -> bihuan.Organisation:
    text = NOTICE + "[units]\n"
    for unit, days in world.units:
        ends = [f"{end} = {FIRST + datetime.timedelta(at)}" for end, at in zip(("first", "last"), days) if at is not None]
        text += f"{unit} = {{ " + ", ".join([f'name = "单位{unit}"', *ends]) + " }\n"
    text += "[bodies]\n" + "".join(f'{body} = {{ name = "外部门{body}" }}\n' for body in world.bodies)
    text += '[group]\nname = "领导小组"\n'
    text += f'office = "{world.office}"\n' if world.office else ""
    text += f'reports_to = "{world.above}"\n' if world.above else ""
    if world.head_of:
        text += f'[[group.rank]]\nrank = "组长"\npost = "director"\nof = ["{world.head_of}"]\n'
    return bihuan.Plan.parse(text).organisation


@functools.cache
def node(key: Key) -> bihuan.Node:
    return bihuan.Node(NodeKind[key[0]], key[1])


def key(of: bihuan.Node) -> Key:
    kind, _, id_ = str(of).partition(" ")
    return kind, id_


def chart_of(world: World) -> bihuan.Chart:
    things = [bihuan.Thing(node(of), f"名{of[1]}", valid=validity(days)) for of, days in world.things]
    ties = [
        bihuan.Tie(node(from_), node(to), Bond[bond], valid=validity(days), reason=f"缘由{number}")
        for number, (from_, bond, to, days) in enumerate(world.ties)
    ]
    return bihuan.Chart(organisation(world), things, ties, "head")


class Model:
    """A day of a world, answered by looking at everything."""

    def __init__(self, world: World, at: int) -> None:
        self.world, self.at = world, at
        of_unit = dict(world.units)
        every = [(("unit", unit), days) for unit, days in world.units]
        every += [(("body", body), (None, None)) for body in world.bodies]
        every += [(("post", seat), of_unit.get(seat.split("@")[1], (None, None))) for seat in world.seats]
        every += sorted(world.things, key=lambda thing: ["task", "territory", "device_kind"].index(thing[0][0]))
        self.nodes = [key for key, days in every if is_on(days, at)]
        standing = set(self.nodes)
        self.numbers = [
            number
            for number, (from_, _, to, days) in enumerate(world.ties)
            if is_on(days, at) and to in standing and (from_ in standing or not from_[1])
        ]
        self.ties = [world.ties[number] for number in self.numbers]
        self.by_bond: dict[str, list[tuple[Key, str, Key, Days]]] = {str(bond): [] for bond in Bond}
        for tie in self.ties:
            self.by_bond[tie[1]].append(tie)
        self.actor = {key[1]: key for key, _ in every if key[0] in {"unit", "body"}}

    def bound(self, bond: str, *, from_: Key | None = None, to: Key | None = None) -> list[tuple[Key, str, Key, Days]]:
        ties = self.by_bond[bond]
        return [tie for tie in ties if (from_ is None or tie[0] == from_) and (to is None or tie[2] == to)]

    def stands(self, name: str) -> bool:
        return bool(name) and self.actor[name] in self.nodes

    # The chain.

    def chain(self, of: Key) -> list[tuple[str, frozenset[str]]]:
        steps: list[tuple[str, set[str]]] = []
        world = self.world
        head = f"director@{world.head_of}" if self.stands(world.head_of) else None
        above = f"@{world.above}" if self.stands(world.above) else None

        def add(seat: str | None, capacity: str) -> None:
            if seat is None:
                return
            for known, capacities in steps:
                if known == seat:
                    capacities.add(capacity)
                    return
            steps.append((seat, {capacity}))

        def add_head(actor: Key, capacity: str) -> None:
            add(above if actor[0] == "body" and actor[1] == world.above else f"head@{actor[1]}", capacity)

        def add_tasks(task: Key, seen: set[Key]) -> None:
            if task in seen:
                return
            seen.add(task)
            for bond, capacity in (("leads", "牵头部门负责人"), ("carries", "责任部门负责人")):
                named = [tie[0] for tie in self.bound(bond, to=task) if tie[0][1]]
                for actor in named:
                    add_head(actor, capacity)
                if named:
                    return
            for below in self.bound("belongs_to", to=task):
                if below[0][0] == "task":
                    add_tasks(below[0], seen)

        def add_unit(actor: Key) -> None:
            if actor[0] == "body" and actor[1] == world.above:
                add(above, "上级")
            elif actor in self.nodes:
                add_head(actor, "单位负责人")

        if of[0] in {"unit", "body"}:
            add_unit(of)
        elif of[0] == "post":
            post, unit = of[1].split("@")
            add(of[1], {"head": "负责人", "director": "局长", "clerk": "clerk"}[post])
            if not (head and world.head_of == unit):
                add_unit(self.actor[unit])
        elif of[0] == "task":
            add_tasks(of, set())
        elif of[0] == "territory":
            for tie in self.bound("supervises", to=of):
                add_head(tie[0], "属地监管单位负责人")
        else:
            seen: set[Key] = set()
            for tie in self.bound("belongs_to", from_=of):
                add_tasks(tie[2], seen)
        alone = steps[0][0] if len(steps) == 1 else None
        if alone is None or alone != above:
            if self.stands(world.office) and (alone is None or alone != head):
                add(f"head@{world.office}", "领导小组办公室")
            add(head, "领导小组组长")
            add(above, "上级")
        return [(seat, frozenset(capacities)) for seat, capacities in steps]

    # What is not covered, and who files.

    def uncovered(self) -> list[Key]:
        out = []
        for of in self.nodes:
            if of[0] == "task":
                is_heading = any(tie[0][0] == "task" for tie in self.bound("belongs_to", to=of))
                whole = all(any(tie[0][1] for tie in self.bound(bond, to=of)) for bond in ("leads", "carries"))
                if not is_heading and not whole:
                    out.append(of)
            elif of[0] == "territory" and not self.bound("supervises", to=of):
                out.append(of)
            elif of[0] == "device_kind" and not self.bound("belongs_to", from_=of):
                out.append(of)
        return out

    def unequal(self) -> list[tuple[str, bool, bool]]:
        out = []
        for of in self.nodes:
            if of[0] in {"unit", "body"}:
                carries = bool(self.bound("leads", from_=of) or self.bound("carries", from_=of))
                files = bool(self.bound("files_to", from_=of))
                if carries != files:
                    out.append((of[1], carries, files))
        return out

    # What hangs together.

    def edges(self, *, seats: bool) -> list[tuple[Key, Key]]:
        return [(tie[0], tie[2]) for tie in self.ties if tie[0][1] and tie[0] != tie[2] and (seats or tie[0][0] != "post")]

    def parts(self, nodes: list[Key], edges: list[tuple[Key, Key]]) -> list[list[Key]]:
        """The components, each in the order of the nodes, by walking from every node."""
        beside: dict[Key, set[Key]] = {of: set() for of in nodes}
        for one, other in edges:
            if one in beside and other in beside:
                beside[one].add(other)
                beside[other].add(one)
        seen: set[Key] = set()
        out = []
        for start in nodes:
            if start in seen:
                continue
            found, waiting = {start}, [start]
            while waiting:
                for other in beside[waiting.pop()] - found:
                    found.add(other)
                    waiting.append(other)
            seen |= found
            out.append([of for of in nodes if of in found])
        return out

    def single_points(self) -> list[tuple[Key, list[Key]]]:
        edges = self.edges(seats=False)
        head = self.actor[self.world.head_of] if self.stands(self.world.head_of) else None
        out = []
        for whole in self.parts(self.nodes, edges):
            for point in whole:
                parts = self.parts([of for of in whole if of != point], edges)
                if len(parts) < 2:
                    continue
                if head in whole:
                    stays = next((part for part in parts if head in part), [])
                else:
                    stays = max(parts, key=len)  # the first of the largest
                out.append((point, [of for of in whole if of != point and of not in stays]))
        return sorted(out, key=lambda found: self.nodes.index(found[0]))

    def reached(self, start: Key) -> dict[Key, int]:
        """How many steps of filing lead from a node to others, and back to itself; steps to oneself are no steps."""
        out: dict[Key, int] = {}
        waiting = deque([(start, 0)])
        while waiting:
            at, steps = waiting.popleft()
            for tie in self.bound("files_to", from_=at):
                if tie[2] != at and tie[2] not in out:
                    out[tie[2]] = steps + 1
                    waiting.append((tie[2], steps + 1))
        return out


class Tally(Counter[str]):
    """Counts the questions, and agrees or says where."""

    def same(self, question: str, said: object, expected: object, where: str) -> None:
        self[question] += 1
        assert said == expected, f"{where}: {question}: the chart says {said}, the model {expected}"


def numbers(ties: list[bihuan.Tie]) -> list[int]:
    return [int(tie.reason.removeprefix("缘由")) for tie in ties]


def ask_who(chart: bihuan.Chart, model: Model, on: datetime.date, tally: Tally, where: str) -> int:
    tally.same("nodes", [key(of) for of in chart.nodes(on=on)], model.nodes, where)
    tally.same("ties", numbers(chart.ties(on=on)), model.numbers, where)
    every = list(zip(model.numbers, model.ties))
    for of in model.nodes:
        told = f"{where}, {of}"
        tally.same("ties_of", numbers(chart.ties_of(node(of), on=on)), [n for n, tie in every if of in (tie[0], tie[2])], told)
        chain = chart.chain(node(of), on=on)
        said = [(str(step.seat), frozenset(step.capacity.split("、"))) for step in chain]
        tally.same("chain", said, model.chain(of), told)
        assert all(step.reason for step in chain), told
        if of[0] == "task":
            for bond in ("leads", "carries", "cooperates"):
                expected = [n for n, tie in every if tie[1] == bond and tie[2] == of]
                tally.same("who", numbers(chart.who(of[1], Bond[bond], on=on)), expected, told)
        elif of[0] in {"unit", "body"}:
            expected = [n for n, tie in every if tie[0] == of and tie[1] != "belongs_to"]
            tally.same("of_unit", numbers(chart.of_unit(of[1], on=on)), expected, told)
    found = chart.uncovered(on=on)
    tally.same("uncovered", [key(one.node) for one in found], model.uncovered(), where)
    unequal = chart.responsibility_against_filing(on=on)
    tally.same("filing", [(one.unit, one.carries, one.files) for one in unequal], model.unequal(), where)
    assert all(one.reason for one in [*found, *unequal]), where
    return len(found)


def ask_what_hangs(chart: bihuan.Chart, model: Model, on: datetime.date, tally: Tally, where: str) -> int:
    parts = [[key(of) for of in part] for part in chart.components(on=on)]
    tally.same("components", parts, model.parts(model.nodes, model.edges(seats=True)), where)
    points = chart.single_points(on=on)
    said = [(key(one.node), [key(of) for of in one.hanging]) for one in points]
    tally.same("single_points", said, model.single_points(), where)
    assert all(one.reason and one.hanging_count == len(one.hanging) for one in points), where
    graph = networkx.Graph()
    graph.add_nodes_from(model.nodes)
    graph.add_edges_from(model.edges(seats=True))
    tally.same("components, networkx", {frozenset(part) for part in parts}, set(map(frozenset, networkx.connected_components(graph))), where)
    bare = networkx.Graph(model.edges(seats=False))
    tally.same("single_points, networkx", {of for of, _ in said}, set(networkx.articulation_points(bare)), where)
    return len(points)


def ask_circles(chart: bihuan.Chart, model: Model, on: datetime.date, tally: Tally, where: str) -> int:
    cycles = chart.filing_cycles(on=on)
    rounds = [[key(of) for of in cycle.nodes] for cycle in cycles]
    filings = {(tie[0], tie[2]) for tie in model.bound("files_to")}
    for round_ in rounds:  # each is real, and names nobody twice
        assert len(set(round_)) == len(round_), f"{where}: {round_}"
        assert all(step in filings for step in zip(round_, [*round_[1:], round_[0]])), f"{where}: {round_}"
    alone = [of for of in model.nodes if (of, of) in filings]
    tally.same("files to itself", [round_[0] for round_ in rounds if len(round_) == 1], alone, where)
    expected = []  # first node, and the length of the shortest circle through it
    seen: set[Key] = set()
    for of in model.nodes:
        reached = model.reached(of)
        if of in reached and of not in seen:
            seen |= {other for other in reached if of in model.reached(other)} | {of}
            expected.append((of, reached[of]))
    tally.same("circles", [(round_[0], len(round_)) for round_ in rounds if len(round_) > 1], expected, where)
    strong = [set(part) for part in networkx.strongly_connected_components(networkx.DiGraph(list(filings))) if len(part) > 1]
    circles = [set(round_) for round_ in rounds if len(round_) > 1]
    tally.same("circles, networkx", sorted(sum(c <= part for c in circles) for part in strong), [1] * len(circles), where)
    assert all(cycle.reason for cycle in cycles), where
    return len(cycles)


def test_random_organisations_answer_as_the_model_does():
    rng = random.Random(SEED)
    tally = Tally()
    found: Counter[str] = Counter()
    for number in range(COUNT):
        world = draw(rng)
        chart = chart_of(world)
        for at in sorted(rng.sample(range(SPAN), DAYS_ASKED)):
            on = FIRST + datetime.timedelta(at)
            where = f"seed {SEED}, organisation {number}, {on}"
            model = Model(world, at)
            uncovered = ask_who(chart, model, on, tally, where)
            points = ask_what_hangs(chart, model, on, tally, where)
            circles = ask_circles(chart, model, on, tally, where)
            found["ties"] += len(model.ties)
            found["single points"] += points
            found["circles"] += circles
            found["uncovered"] += uncovered
    said = ", ".join(f"{count} {what}" for what, count in found.items())
    print(f"chart: {COUNT} random organisations, {DAYS_ASKED * COUNT} days, {tally.total()} answers compared (seed {SEED}); {said}")
    assert min(found.values()) > COUNT // 4, "what was drawn is too thin to show anything"


def test_a_question_about_nobody_names_those_who_are_near():
    chart = bihuan.Plan.load(DEMO / "plan.toml").chart()
    with pytest.raises(bihuan.PlanError) as told:
        chart.chain(bihuan.Node(NodeKind.unit, "质量监督科"), on=day("2021-03-01"))
    assert told.value.code == "unknown_name" and "质量监督管理科" in told.value.allowed
    with pytest.raises(bihuan.PlanError, match='no task "3.2.9"'):
        chart.who("3.2.9", Bond.leads, on=day("2021-03-01"))
    with pytest.raises(TypeError):
        chart.uncovered(day("2021-03-01"))


def test_every_answer_prints_as_one_line():
    chart = bihuan.Plan.load(DEMO / "plan.toml").chart()
    on = day("2021-03-01")
    answers = [chart, *chart.things, *chart.ties(on=on), *chart.nodes(on=on), *chart.uncovered(on=on)]
    answers += [*chart.single_points(on=on), *chart.filing_cycles(on=on), *chart.responsibility_against_filing(on=on)]
    assert all("\n" not in repr(one) and " object at 0x" not in repr(one) for one in answers)
    assert Bond.files_to.chinese == "报送" and NodeKind.device_kind.chinese == "设备种类"
