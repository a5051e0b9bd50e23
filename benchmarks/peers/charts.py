"""Articulation points, parts, circles and neighbours by networkx, igraph and rustworkx; their graphs are built before."""

import pathlib
from collections.abc import Callable, Iterator

import numpy as np

Rounds = Iterator[Callable[[], object]]
Ask = Callable[[int], list[int]]


def edges(folder: pathlib.Path) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]]]:
    """The number of units, who files to whom, who carries what."""
    words = np.fromfile(folder / "graph.u32", dtype="uint32")
    units, filing = int(words[0]), int(words[1])
    pairs = [(int(a), int(b)) for a, b in words[2:].reshape(-1, 2)]
    return units, pairs[:filing], pairs[filing:]


def points(found: list[int]) -> str:
    return f"points={len(found)} sum={sum(found)}"


def parts(sizes: list[int]) -> str:
    return f"parts={len(sizes)} largest={max(sizes)}"


def circles(sizes: list[int]) -> str:
    return f"circles={sum(size > 1 for size in sizes)}"


def asked(folder: pathlib.Path) -> tuple[list[int], list[int]]:
    """The units and the tasks that are asked about."""
    numbers = np.fromfile(folder / "asked.u32", dtype="uint32").tolist()
    return numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]


def total(rows: list[list[int]]) -> str:
    return f"{sum(map(len, rows))}/{sum(map(sum, rows))}"


def queries(folder: pathlib.Path, before: Ask, after: Ask, around: Ask) -> Rounds:
    """Who carries a task and who answers for it, what a unit does and all that it is bound to: by neighbours of three kinds."""
    units, tasks = asked(folder)

    def work() -> Callable[[], str]:
        who = [before(task) for task in tasks]
        chain = [list(set(before(task))) for task in tasks]
        does = [after(unit) for unit in units]
        bound = [around(unit) for unit in units]
        return lambda: f"who={total(who)} does={total(does)} bound={total(bound)} chain={total(chain)}"

    while True:
        yield work


def networkx_graphs(size: int, folder: pathlib.Path):  # noqa: ANN201
    import networkx

    units, filing, carrying = edges(folder)
    whole, of_filing = networkx.Graph(), networkx.DiGraph()
    whole.add_nodes_from(range(size))
    whole.add_edges_from(filing + carrying)
    of_filing.add_nodes_from(range(units))
    of_filing.add_edges_from(filing)
    return networkx, whole, of_filing


def networkx_points(size: int, folder: pathlib.Path) -> Rounds:
    networkx, whole, _ = networkx_graphs(size, folder)
    while True:
        yield lambda: points(list(networkx.articulation_points(whole)))


def networkx_components(size: int, folder: pathlib.Path) -> Rounds:
    networkx, whole, _ = networkx_graphs(size, folder)
    while True:
        yield lambda: parts([len(part) for part in networkx.connected_components(whole)])


def networkx_circles(size: int, folder: pathlib.Path) -> Rounds:
    networkx, _, filing = networkx_graphs(size, folder)
    while True:
        yield lambda: circles([len(part) for part in networkx.strongly_connected_components(filing)])


def networkx_queries(size: int, folder: pathlib.Path) -> Rounds:
    import networkx

    _, filing, carrying = edges(folder)
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(filing + carrying)

    def before(node: int) -> list[int]:
        return [one for one, _ in graph.in_edges(node)]

    def after(node: int) -> list[int]:
        return [one for _, one in graph.out_edges(node)]

    return queries(folder, before, after, lambda node: before(node) + after(node))


def igraph_graphs(size: int, folder: pathlib.Path):  # noqa: ANN201
    import igraph

    units, filing, carrying = edges(folder)
    return igraph.Graph(n=size, edges=filing + carrying), igraph.Graph(n=units, edges=filing, directed=True)


def igraph_points(size: int, folder: pathlib.Path) -> Rounds:
    whole, _ = igraph_graphs(size, folder)
    while True:
        yield lambda: points(whole.articulation_points())


def igraph_components(size: int, folder: pathlib.Path) -> Rounds:
    whole, _ = igraph_graphs(size, folder)
    while True:
        yield lambda: parts(whole.connected_components().sizes())


def igraph_circles(size: int, folder: pathlib.Path) -> Rounds:
    _, filing = igraph_graphs(size, folder)
    while True:
        yield lambda: circles(filing.connected_components(mode="strong").sizes())


def igraph_queries(size: int, folder: pathlib.Path) -> Rounds:
    import igraph

    _, filing, carrying = edges(folder)
    graph = igraph.Graph(n=size, edges=filing + carrying, directed=True)
    return queries(folder, graph.predecessors, graph.successors, graph.neighbors)


def rustworkx_graphs(size: int, folder: pathlib.Path):  # noqa: ANN201
    import rustworkx

    units, filing, carrying = edges(folder)
    whole, of_filing = rustworkx.PyGraph(), rustworkx.PyDiGraph()
    whole.add_nodes_from(list(range(size)))
    whole.add_edges_from_no_data(filing + carrying)
    of_filing.add_nodes_from(list(range(units)))
    of_filing.add_edges_from_no_data(filing)
    return rustworkx, whole, of_filing


def rustworkx_points(size: int, folder: pathlib.Path) -> Rounds:
    rustworkx, whole, _ = rustworkx_graphs(size, folder)
    while True:
        yield lambda: points(list(rustworkx.articulation_points(whole)))


def rustworkx_components(size: int, folder: pathlib.Path) -> Rounds:
    rustworkx, whole, _ = rustworkx_graphs(size, folder)
    while True:
        yield lambda: parts([len(part) for part in rustworkx.connected_components(whole)])


def rustworkx_circles(size: int, folder: pathlib.Path) -> Rounds:
    rustworkx, _, filing = rustworkx_graphs(size, folder)
    while True:
        yield lambda: circles([len(part) for part in rustworkx.strongly_connected_components(filing)])


def rustworkx_queries(size: int, folder: pathlib.Path) -> Rounds:
    import rustworkx

    _, filing, carrying = edges(folder)
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(list(range(size)))
    graph.add_edges_from_no_data(filing + carrying)

    def before(node: int) -> list[int]:
        return [one for one, _, _ in graph.in_edges(node)]

    def after(node: int) -> list[int]:
        return [one for _, one, _ in graph.out_edges(node)]

    return queries(folder, before, after, lambda node: before(node) + after(node))
