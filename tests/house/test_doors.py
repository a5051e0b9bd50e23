"""Each dependency is seen by one file, so that it can be replaced there."""

import re
from pathlib import Path

from reading import HOUSE, cpp_files, includes, plant

DOORS = {
    r"boost/date_time/": {"src/time/day.cpp"},
    r"boost/graph/": {"src/org/chart.cpp"},
    r"boost/": set(),
    r"toml\+\+/|toml\.hpp": {"src/ground/document.cpp"},
    r"SQLiteCpp/|sqlite3\.h": {"src/ledger/sqlite/"},
    r"simdjson": {"src/ledger/codec.cpp"},
    r"openssl/": {"src/ledger/crypto.cpp"},
    r"xlsxwriter": {"src/form/xlsx.cpp"},
    r"iconv\.h": {"src/form/text.cpp"},
    r"pybind11/|Python\.h": {"bindings/"},
}


def wrong_doors(house: Path) -> list[str]:
    wrong = []
    for file in cpp_files(house, "include", "src", "bindings"):
        place = file.relative_to(house).as_posix()
        for line, target in includes(file.read_text(encoding="utf-8")):
            inner = target.strip('<>"')
            door = next((door for pattern, door in DOORS.items() if re.match(pattern, inner)), None)
            if door is not None and not any(place == it or it.endswith("/") and place.startswith(it) for it in door):
                wrong.append(f"{place}:{line}: {target} comes in by {' or '.join(sorted(door)) or 'no door'} only")
    return wrong


def unused_doors(house: Path) -> list[str]:
    seen = {
        (file.relative_to(house).as_posix(), target.strip('<>"'))
        for file in cpp_files(house, "include", "src", "bindings")
        for _, target in includes(file.read_text(encoding="utf-8"))
    }
    return [
        pattern
        for pattern, door in DOORS.items()
        if door and not any(place.startswith(it) and re.match(pattern, inner) for place, inner in seen for it in door)
    ]


def test_each_dependency_has_one_door():
    assert wrong_doors(HOUSE) == []


def test_each_door_is_used():
    assert unused_doors(HOUSE) == []


def test_a_second_door_is_found(tmp_path: Path):
    house = plant(
        tmp_path,
        {
            "src/org/chart.cpp": "#include <boost/graph/adjacency_list.hpp>\n",
            "src/plan/plan.cpp": "#include <string>\n#include <boost/graph/adjacency_list.hpp>\n#include <toml++/toml.h>\n",
            "include/bihuan/ledger/store.hpp": "#  include <sqlite3.h>\n#include <boost/any.hpp>\n",
            "bindings/time.cpp": "#include <pybind11/pybind11.h>\n",
        },
    )
    assert wrong_doors(house) == [
        "include/bihuan/ledger/store.hpp:1: <sqlite3.h> comes in by src/ledger/sqlite/ only",
        "include/bihuan/ledger/store.hpp:2: <boost/any.hpp> comes in by no door only",
        "src/plan/plan.cpp:2: <boost/graph/adjacency_list.hpp> comes in by src/org/chart.cpp only",
        "src/plan/plan.cpp:3: <toml++/toml.h> comes in by src/ground/document.cpp only",
    ]
    assert r"toml\+\+/|toml\.hpp" in unused_doors(house)
    assert r"boost/graph/" not in unused_doors(house)
