"""Verify, open and count: bihuan beside Python's standard library, interleaved, the same answers."""

import hashlib
import json
import pathlib
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable

import bihuan

rounds = 5


def peer_rows(file: pathlib.Path) -> list[tuple[str, bytes]]:
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        return db.execute("SELECT text, root FROM commits ORDER BY seq").fetchall()


def peer_verify(file: pathlib.Path) -> str:
    """The RFC 6962 root over every line, kept as the right edge of the tree."""
    edge: list[bytes] = []
    size = 0
    for text, root in peer_rows(file):
        for line in text.split("\n"):
            node = hashlib.sha256(b"\0" + line.encode()).digest()
            size += 1
            full = size
            while full % 2 == 0:
                node = hashlib.sha256(b"\1" + edge.pop() + node).digest()
                full //= 2
            edge.append(node)
        top = edge[-1]
        for left in reversed(edge[:-1]):
            top = hashlib.sha256(b"\1" + left + top).digest()
        assert top == root
    return f"{size} {top.hex()}"


def our_verify(file: pathlib.Path) -> str:
    checkpoint = bihuan.verify_ledger(file).checkpoint
    return f"{checkpoint.size} {str(checkpoint.root)}"


def peer_count(file: pathlib.Path) -> str:
    """Hazards found: every line parsed, nothing checked and nothing folded."""
    found = sum(json.loads(line)["kind"] == "hazard_registered" for text, _ in peer_rows(file) for line in text.split("\n"))
    return str(found)


def our_count(file: pathlib.Path) -> str:
    """The same from the whole state: opened, decoded, folded through the lifecycle."""
    with bihuan.Campaign.open(file) as campaign:
        return str(campaign.report(period="2021-12").headline.found_total)


def timed(work: Callable[[pathlib.Path], str], file: pathlib.Path) -> tuple[float, str]:
    began = time.perf_counter()
    answer = work(file)
    return time.perf_counter() - began, answer


def main() -> None:
    file = pathlib.Path(sys.argv[1])
    print(f"{'workload':34}{'bihuan':>10}{'peer':>10}{'ratio':>8}")
    for name, ours, peer in (("verify from the bytes", our_verify, peer_verify),
                             ("open, fold, one month's report", our_count, peer_count)):
        our_times, peer_times = [], []
        for _ in range(rounds):
            our_time, our_answer = timed(ours, file)
            peer_time, peer_answer = timed(peer, file)
            assert our_answer == peer_answer, (name, our_answer, peer_answer)
            our_times.append(our_time)
            peer_times.append(peer_time)
        mine, theirs = statistics.median(our_times), statistics.median(peer_times)
        print(f"{name:34}{mine:9.3f}s{theirs:9.3f}s{theirs / mine:7.1f}x")


if __name__ == "__main__":
    main()
