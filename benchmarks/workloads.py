"""What is compared: the workloads in order, with their contenders, sizes and gates."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Gate:
    """`ours` may take at most so many times the other's time, or must be so many times faster."""

    against: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def text(self) -> str:
        return f"≤ {self.at_most:g}× {self.against}" if self.at_most else f"≥ {self.at_least:g}× {self.against}"

    def held(self, times_ours: float) -> bool:
        """`times_ours`: the other's time over ours."""
        return times_ours >= self.at_least if self.at_least else 1 / times_ours <= (self.at_most or 0)


@dataclass(frozen=True)
class Workload:
    name: str
    title: str
    contenders: dict[str, str]  # shown name -> who runs it; the first is ours, one may be called `limit`
    gates: tuple[Gate, ...] = ()
    sizes: dict[str, tuple[int, ...]] = field(default_factory=lambda: {"quick": (10_000,), "default": (100_000, 1_000_000)})
    files: tuple[str, ...] = ()  # who makes what it needs, in order
    no_disk: bool = False  # writes to a file system in memory, where making durable costs nothing
    growth: float | None = None  # time a unit at 1e7 over that at 1e5
    beyond: int = 16  # bytes a unit that ours may hold beyond what it was given, at the largest size; asked where growth is
    unit: str = "facts"


def sizes(quick: int, *default: int) -> dict[str, tuple[int, ...]]:
    return {"quick": (quick,), "default": default}


CAMPAIGN = ("cpp:seeded/made",)


def append(name: str, title: str, over_sqlite: float, no_disk: bool = False) -> Workload:
    """On the disk, where the price of making durable may hide everything else; and without one, where it shows."""
    return Workload(
        name, title,
        {"bihuan": "cpp:append/ours", "bare C": "cpp:append/bare", "sqlite3 + hashlib": "py:ledger/python_sqlite", "limit": "cpp:append/limit"},
        (Gate("bare C", at_most=1.5), Gate("sqlite3 + hashlib", at_least=over_sqlite)), files=CAMPAIGN, no_disk=no_disk, growth=1.2,
    )  # fmt: skip


def chart(kernel: str, title: str, told: dict[str, str] | None = None) -> Workload:
    """Ours answers with nodes on a day, the others with numbers. `told`: who also makes what ours makes when it is asked for."""
    peers = {name: f"py:charts/{name}_{kernel}" for name in ("igraph", "rustworkx", "networkx")}
    return Workload(
        kernel, title, {"bihuan": f"cpp:{kernel}/ours", "Boost compressed": f"cpp:{kernel}/boost", **(told or {}), **peers, "limit": "cpp:chart/limit"},
        (Gate("igraph", at_least=5), Gate("Boost compressed", at_most=1.1)), sizes=sizes(5_000, 100_000), files=("cpp:seeded/graph",), unit="nodes",
    )  # fmt: skip


WORKLOADS = [
    append("append", "append, 1,000 facts a commit", over_sqlite=2),
    append("append-no-disk", "the same, no disk below", over_sqlite=3, no_disk=True),
    Workload(
        "act", "one durable act at a time",
        {"bihuan": "cpp:act/ours", "bihuan, decided": "cpp:act/decided", "bihuan, Python": "py:acts/ours", "bare C": "cpp:act/bare", "limit": "cpp:act/limit"},
        sizes=sizes(50, 1000), unit="acts",
    ),
    Workload(
        "returns", "a return of so many rows handed in",
        {"bihuan": "cpp:returns/ours", "bihuan, Python": "py:returns/ours_csv", "csv + sqlite3 + hashlib": "py:returns/csv_sqlite",
         "pandas to_sql": "py:returns/pandas_sql"},
        sizes=sizes(200, 5_000, 30_000), files=("py:returns/made",), growth=1.5, beyond=20_000, unit="rows",
    ),
    Workload("workbook-returns", "the same as a workbook", {"bihuan": "py:returns/ours_workbook", "openpyxl + sqlite3 + hashlib": "py:returns/openpyxl_sqlite"},
             sizes=sizes(200, 5_000), files=("py:returns/made",), unit="rows"),
    Workload(
        "open", "open, rebuild, fold, count",
        {"bihuan": "cpp:open/ours", "bihuan, Python": "py:fold/ours_in_python", "bare C": "cpp:open/bare", "pandas read_sql": "py:fold/pandas_read_sql", "SQLite SQL": "py:fold/sqlite_sql",
         "DuckDB": "py:fold/duckdb_file", "polars": "py:fold/polars_file"},
        (Gate("pandas read_sql", at_least=5),), files=CAMPAIGN,
    ),
    Workload("verified", "the same, every hash recomputed", {"bihuan": "cpp:verified/ours", "pandas read_sql": "py:fold/pandas_read_sql"},
             (Gate("pandas read_sql", at_least=2),), files=CAMPAIGN),
    Workload(
        "fold", "fold in memory, lifecycle checked",
        {"bihuan": "cpp:fold/ours", "bihuan, Python": "py:fold/ours_at_the_end", "bare C++": "cpp:fold/bare", "pandas groupby": "py:fold/pandas_in_memory", "transitions": "py:fold/transitions_per_event", "limit": "cpp:fold/limit"},
        (Gate("limit", at_most=4), Gate("pandas groupby", at_least=8)), files=CAMPAIGN, growth=2.2,
    ),
    Workload("months", "28 month ends", {"bihuan": "cpp:months/ours", "bihuan, Python": "py:fold/ours_months", "bare C++": "cpp:months/bare", "pandas": "py:fold/pandas_months", "limit": "cpp:months/limit"},
             (Gate("pandas", at_least=100), Gate("limit", at_most=10)), files=CAMPAIGN),
    Workload("any-day", "any day, as known now",
             {"bihuan": "cpp:any-day/ours", "bihuan, Python": "py:fold/ours_any_day", "pandas": "py:fold/pandas_any_day"},
             (Gate("pandas", at_least=6),), files=CAMPAIGN),
    Workload("days", "working days in columns, one n", {"bihuan": "py:days/ours_by_one", "bihuan, C++": "cpp:days/ours", "numpy busday": "py:days/numpy_by_one", "limit": "py:days/numpy_copy"},
             (Gate("numpy busday", at_least=250),), files=("py:days/made",), unit="days"),
    Workload("each-days", "working days in columns, an n a row",
             {"bihuan": "py:days/ours_in_columns", "bihuan, C++": "cpp:each-days/ours", "numpy busday": "py:days/numpy_exact", "limit": "py:days/numpy_copy"},
             (Gate("numpy busday", at_least=200),), files=("py:days/made",), unit="days"),
    Workload("calls", "working days, call by call",
             {"bihuan": "py:days/ours_by_call", "chinesecalendar": "py:days/chinesecalendar_by_call", "CustomBusinessDay": "py:days/pandas_by_call"},
             (Gate("chinesecalendar", at_least=1000),), sizes=sizes(2_000, 20_000), unit="days"),
    chart("points", "chart: articulation points", {"bihuan, told": "cpp:points/ours_told", "Boost, told": "cpp:points/boost_told"}),
    chart("components", "chart: what hangs together"), chart("circles", "chart: filing circles"),
    Workload(
        "queries", "chart: questions",
        {"bihuan": "cpp:queries/ours", "igraph": "py:charts/igraph_queries", "rustworkx": "py:charts/rustworkx_queries", "networkx": "py:charts/networkx_queries",
         "limit": "cpp:queries/limit"},
        sizes=sizes(5_000, 100_000), files=("cpp:seeded/graph",), unit="nodes",
    ),
    Workload(
        "workbook", "formatted register of 35 columns",
        {"bihuan": "cpp:workbook/ours", "libxlsxwriter": "cpp:workbook/bare", "XlsxWriter": "py:workbook/xlsxwriter_formatted", "openpyxl, no looks": "py:workbook/openpyxl_plain"},
        (Gate("libxlsxwriter", at_most=1.15), Gate("XlsxWriter", at_least=4)), sizes=sizes(500, 10_000, 100_000),
        files=("cpp:seeded/register", "py:workbook/cells"), unit="rows",
    ),
    Workload("csv", "CSV in GB18030", {"bihuan": "cpp:csv/ours", "Python csv": "py:reading/python_csv", "pandas": "py:reading/pandas_csv"},
             (Gate("Python csv", at_least=5),), files=("cpp:seeded/csv",), unit="rows"),
    Workload("xlsx", "workbook read", {"bihuan": "py:reading/ours_xlsx", "openpyxl": "py:reading/openpyxl_xlsx"},
             sizes=sizes(2_000, 20_000), files=("cpp:seeded/csv", "py:reading/workbook"), unit="rows"),
    Workload("columns", "hazards out by Arrow",
             {"bihuan": "py:columns/ours_arrow", "bihuan, made anew": "py:columns/ours_made", "bihuan, dicts": "py:columns/ours_dicts", "limit": "py:columns/copy"},
             (Gate("limit", at_most=0.5),), files=CAMPAIGN),
    Workload("tools", "the same counted by four programs",
             {"bihuan, numpy views": "py:columns/by_numpy", "pyarrow": "py:columns/by_pyarrow", "pandas": "py:columns/by_pandas", "polars": "py:columns/by_polars",
              "DuckDB": "py:columns/by_duckdb"}, files=CAMPAIGN),
    Workload("import", "import bihuan", {"bihuan": "py:start/import_ours", "numpy": "py:start/import_numpy", "limit": "py:start/python_alone"},
             (Gate("numpy", at_most=1.2),), sizes=sizes(1, 1), unit="starts"),
    Workload("help", "bihuan --help", {"bihuan": "py:start/help_ours", "bare typer": "py:start/help_typer"}, (Gate("bare typer", at_most=1.5),),
             sizes=sizes(1, 1), unit="starts"),
    Workload("header", "umbrella header", {"bihuan": "py:start/header_ours", "plain headers": "py:start/header_plain"},
             (Gate("plain headers", at_most=2.2),), sizes=sizes(1, 1), unit="compilations"),
]  # fmt: skip
