"""The picture of the includes goes one way: error, id -> time -> org -> plan -> ledger -> state -> report -> form -> campaign."""

import re
from pathlib import Path

from reading import HOUSE, ROOMS, cpp_files, includes, place_of, plant, room_of

# Rooms that stand to the left and are out of sight all the same: figures and papers come from the state alone.
NEVER = {("report", "ledger"), ("form", "ledger")}


def wrong_floors(house: Path) -> list[str]:
    wrong = []
    for file in cpp_files(house, "include", "src"):
        place = place_of(file, house)
        room = room_of(place)
        if room is None:
            wrong.append(f"{place}: stands in no room")
            continue
        for line, target in includes(file.read_text(encoding="utf-8")):
            if target.startswith("<"):
                if target.startswith("<bihuan/"):
                    wrong.append(f"{place}:{line}: includes {target}; our own headers stand in quotes")
                continue
            inner = re.sub(r"^bihuan/", "", target.strip('"'))
            seen = room_of(inner)
            if seen is None:
                wrong.append(f"{place}:{line}: includes {target}, which stands in no room (write the whole path)")
            elif ROOMS.index(seen) > ROOMS.index(room) or (room, seen) in NEVER:
                wrong.append(f"{place}:{line}: {room} may not see {seen} ({target})")
            elif file.is_relative_to(house / "include") and not target.startswith('"bihuan/'):
                wrong.append(f"{place}:{line}: a public header includes the private {target}")
    return wrong


def test_a_room_includes_only_rooms_to_its_left():
    assert cpp_files(HOUSE, "include", "src"), "no sources were found: this test would show nothing"
    assert wrong_floors(HOUSE) == []


def test_wrong_floors_are_found(tmp_path: Path):
    house = plant(
        tmp_path,
        {
            "include/bihuan/time/day.hpp": '#include "bihuan/plan/task.hpp"\n',
            "include/bihuan/time/span.hpp": '#include "ground/json.hpp"\n#include "day.hpp"\n',
            "src/form/xlsx.cpp": '#include "bihuan/ledger/store.hpp"\n',
            "src/report/lists.cpp": '#include "bihuan/state/hazard.hpp"\n#include  "ledger/sqlite.hpp"\n',
            "src/ground/json.cpp": '#include "bihuan/time/day.hpp"\n',
            "src/attic/old.cpp": "",
            "src/campaign.cpp": '#include "bihuan/form/write.hpp"\n#include "bihuan/error.hpp"\n',
        },
    )
    assert wrong_floors(house) == [
        "time/day.hpp:1: time may not see plan (\"bihuan/plan/task.hpp\")",
        "time/span.hpp:1: a public header includes the private \"ground/json.hpp\"",
        "time/span.hpp:2: includes \"day.hpp\", which stands in no room (write the whole path)",
        "attic/old.cpp: stands in no room",
        "form/xlsx.cpp:1: form may not see ledger (\"bihuan/ledger/store.hpp\")",
        "ground/json.cpp:1: ground may not see time (\"bihuan/time/day.hpp\")",
        "report/lists.cpp:2: report may not see ledger (\"ledger/sqlite.hpp\")",
    ]
