"""Small: headers of about a hundred lines, functions of at most sixty, a root CMakeLists.txt of at most 150."""

import ast
import re
from pathlib import Path
from statistics import median

from reading import HOUSE, cpp_files, functions, place_of, plant

HEADER_LINES = 300
MEDIAN_LINES = 130
FUNCTION_LINES = 60
CMAKE_LINES = 150


def wrong_headers(house: Path) -> list[str]:
    wrong = []
    for file in cpp_files(house, "include", "src", "bindings"):
        if file.suffix != ".hpp":
            continue
        place, lines = place_of(file, house), file.read_text(encoding="utf-8").splitlines()
        if not re.fullmatch(rf"// {re.escape(place)}: \S.*\.", lines[0] if lines else ""):
            wrong.append(f"{place}: the first line is not `// {place}: one sentence.`")
        if len(lines) > HEADER_LINES:
            wrong.append(f"{place}: {len(lines)} lines")
    return wrong


def long_functions(house: Path) -> list[str]:
    wrong = []
    for file in cpp_files(house, "include", "src", "bindings"):
        for function in functions(file.read_text(encoding="utf-8")):
            if function.lines > FUNCTION_LINES:
                wrong.append(f"{file.relative_to(house)}:{function.line}: {function.name} has {function.lines} lines")
    for file in sorted((house / "python").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    wrong.append(f"{file.relative_to(house)}:{node.lineno}: {node.name} has {lines} lines")
    return wrong


def test_headers_say_what_they_are_and_stay_short():
    assert wrong_headers(HOUSE) == []


def test_the_usual_header_is_about_a_hundred_lines():
    lengths = [len(file.read_text(encoding="utf-8").splitlines()) for file in cpp_files(HOUSE, "include")]
    assert lengths and median(lengths) <= MEDIAN_LINES


def test_functions_stay_short():
    assert long_functions(HOUSE) == []


def test_the_root_build_file_stays_short():
    assert len((HOUSE / "CMakeLists.txt").read_text(encoding="utf-8").splitlines()) <= CMAKE_LINES


def test_bad_headers_are_found(tmp_path: Path):
    house = plant(
        tmp_path,
        {
            "include/bihuan/time/day.hpp": "// time/day.hpp: a day.\n" + "int x;\n" * 300,
            "include/bihuan/time/span.hpp": "// span.hpp: a span.\n",
            "include/bihuan/error.hpp": "// error.hpp: refusals without a full stop\n",
            "src/ground/json.hpp": "// ground/json.hpp: writes JSON.\n",
            "include/bihuan/id.hpp": "",
        },
    )
    assert wrong_headers(house) == [
        "error.hpp: the first line is not `// error.hpp: one sentence.`",
        "id.hpp: the first line is not `// id.hpp: one sentence.`",
        "time/day.hpp: 301 lines",
        "time/span.hpp: the first line is not `// time/span.hpp: one sentence.`",
    ]


CPP = '''
#include <vector>
#define TWICE(x) do { x; x; } \\
  while (false)
namespace a {
/* int commented() { */
constexpr int table[] = {1, 2, 3};
constexpr Row rows[] = {
  {State::tip, by("{")},
  {State::closed, by('}')},
};
struct S {
  S() : x{1}, y(2), z{f(3)} {
    body();
  }
  bool operator==(const S&) const = default;
  int x{0};
 private:
  int get() const noexcept { return x; }
};
enum class E { one, two };
template <class T>
std::vector<T> Outer<T>::make(
    int count = 1) const noexcept(true) -> T {
  const char* text = "} // not a comment {";
  const char* raw = R"x( } { " )x";
  for (int i = 0; i < 1'000'000; ++i) {
    if (i) { call([&](int n) { return n; }); }
  }
  return {};
}
static const std::map<int, int> m = [] {
  return std::map<int, int>{};
}();
int later(int a) { return a; }
}  // namespace a
'''


def test_functions_are_seen_with_their_lengths():
    assert [(f.name, f.line, f.lines) for f in functions(CPP)] == [
        ("S", 13, 3),
        ("get", 19, 1),
        ("Outer<T>::make", 22, 10),
        ("later", 35, 1),
    ]


def test_long_functions_are_found(tmp_path: Path):
    body = "  call();\n"
    house = plant(
        tmp_path,
        {
            "src/time/day.cpp": f"int short_one() {{\n{body * 58}}}\nint long_one() {{\n{body * 59}}}\n",
            "python/bihuan/cli.py": "def short():\n" + "    pass\n" * 59 + "def long():\n" + "    pass\n" * 60,
        },
    )
    assert long_functions(house) == [
        "src/time/day.cpp:61: long_one has 61 lines",
        "python/bihuan/cli.py:61: long has 61 lines",
    ]
