"""Columns go to pyarrow, polars, DuckDB, pandas and numpy whole: the same cells, blanks too, and nothing outlives its owner wrongly."""

import datetime
import gc
from decimal import Decimal

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pytest

import bihuan
from conftest import day

KEYS = ["id", "count", "money", "on", "nothing", "several"]
ROWS: list[list[bihuan.Cell]] = [
    ["甲", 1, Decimal("12.50"), day("2021-03-01"), None, 7],
    [None, None, None, None, None, None],
    ["乙", -(2**63), Decimal("-0.5"), day("1969-12-31"), None, day("2021-03-02")],
    ["甲", 2**63 - 1, 4, day("9999-12-31"), None, "丙"],
    ["", 0, Decimal("0.00"), day("1970-01-01"), None, Decimal("1.50")],
]
TABLE = bihuan.Table("mixed", KEYS, ROWS)
EXPECTED = {
    "id": ["甲", None, "乙", "甲", ""],
    "count": [1, None, -(2**63), 2**63 - 1, 0],
    "money": [Decimal("12.50"), None, Decimal("-0.50"), Decimal("4.00"), Decimal("0.00")],
    "on": [day("2021-03-01"), None, day("1969-12-31"), day("9999-12-31"), day("1970-01-01")],
    "nothing": [None] * 5,
    "several": ["7", None, "2021-03-02", "丙", "1.50"],
}
SOURCES = [pytest.param(TABLE, id="table"), pytest.param(TABLE.columns(), id="columns")]


def long_table(rows: int) -> bihuan.Table:
    cells: list[list[bihuan.Cell]] = [
        [f"H-{row}", row if row % 7 else None, f"unit {row % 5}", datetime.date(2020, 1, 1) + datetime.timedelta(row % 900)]
        for row in range(rows)
    ]
    return bihuan.Table("long", ["id", "n", "unit", "on"], cells)


@pytest.mark.parametrize("source", SOURCES)
def test_pyarrow_takes_columns_with_their_types(source):
    table = pyarrow.table(source)
    assert table.to_pydict() == EXPECTED
    assert [str(field.type) for field in table.schema] == [
        "dictionary<values=large_string, indices=int32, ordered=0>", "int64", "decimal128(38, 2)", "date32[day]", "null",
        "dictionary<values=large_string, indices=int32, ordered=0>",
    ]  # fmt: skip
    assert pyarrow.schema(source) == table.schema
    batch = pyarrow.record_batch(source)
    batch.validate(full=True)
    assert batch.to_pydict() == EXPECTED and batch.column("on").null_count == 1


@pytest.mark.parametrize("source", SOURCES)
def test_polars_takes_columns(source):
    frame = polars.DataFrame(source)
    assert frame.to_dict(as_series=False) == EXPECTED
    assert frame.schema["on"] == polars.Date and frame.schema["count"] == polars.Int64
    assert frame.schema["money"].is_decimal()
    assert frame.group_by("id").len().height == 4


@pytest.mark.parametrize("source", SOURCES)
def test_duckdb_asks_columns_by_their_name(source):
    connection = duckdb.connect()
    connection.register("seen", source)
    got = connection.sql("select id, count, money, \"on\", several from seen").fetchall()
    assert got == list(zip(*(EXPECTED[key] for key in KEYS if key != "nothing"), strict=True))
    assert connection.sql("select count(*), count(id), sum(money) from seen where count >= 0 or count is null").fetchall() == [
        (4, 3, Decimal("16.50"))
    ]


@pytest.mark.parametrize("source", SOURCES)
def test_pandas_takes_columns_by_arrow(source):
    frame = pandas.DataFrame.from_arrow(source) if hasattr(pandas.DataFrame, "from_arrow") else pyarrow.table(source).to_pandas()
    assert list(frame.columns) == KEYS and len(frame) == 5
    assert frame["id"].isna().tolist() == [False, True, False, False, False] and frame["id"][3] == "甲"


def test_a_frame_without_arrow_has_types_too():
    frame = TABLE.columns().to_pandas()
    assert list(frame.columns) == KEYS
    assert frame["id"].astype("object").where(frame["id"].notna(), None).tolist() == EXPECTED["id"]
    assert str(frame["id"].dtype) == "category" and str(frame["count"].dtype) == "Int64"
    assert frame["count"].isna().tolist() == [False, True, False, False, False] and frame["count"][3] == 2**63 - 1
    assert str(frame["on"].dtype).startswith("datetime64")
    assert [None if pandas.isna(one) else one.date() for one in frame["on"]] == EXPECTED["on"]
    assert frame["money"].isna().sum() == 1 and frame["money"].sum() == pytest.approx(16.0)
    assert frame["nothing"].isna().all()
    assert len(bihuan.Table("t", ["a"], []).columns().to_pandas()) == 0


def test_numpy_sees_the_cells_themselves():
    columns = long_table(1000).columns()
    days = columns.array("on")
    assert days.dtype == "int32" and not days.flags.writeable and days.base is columns
    assert days[3] == (datetime.date(2020, 1, 4) - datetime.date(1970, 1, 1)).days
    assert columns.array("on").ctypes.data == days.ctypes.data
    counts = columns.array("n")
    assert isinstance(counts, numpy.ma.MaskedArray) and counts.dtype == "int64"
    assert counts.sum() == sum(row for row in range(1000) if row % 7) and counts.mask.sum() == 143
    codes = columns.array("unit")
    assert [columns.texts("unit")[code] for code in codes[:7]] == [f"unit {row % 5}" for row in range(7)]
    assert bihuan.Calendar.china().next_working_day(days)[0] == (day("2020-01-02") - day("1970-01-01")).days


def test_arrow_reads_the_memory_that_numpy_sees():
    columns = long_table(100).columns()
    arrow = pyarrow.record_batch(columns)
    assert arrow.column("on").buffers()[1].address == columns.array("on").ctypes.data
    assert arrow.column("n").buffers()[1].address == numpy.ma.getdata(columns.array("n")).ctypes.data


def test_amounts_are_the_nearest_floats_in_numpy_and_blank_columns_none():
    columns = TABLE.columns()
    assert columns.array("money").tolist() == [12.5, None, -0.5, 4.0, 0.0]
    with pytest.raises(TypeError, match="column nothing is blank"):
        columns.array("nothing")
    with pytest.raises(TypeError, match="column count holds no texts"):
        columns.texts("count")
    with pytest.raises(bihuan.FormError, match="there is no column \"colour\"; there are id, count"):
        columns.array("colour")
    assert [columns.kind(key) for key in KEYS] == ["text", "integer", "amount", "day", "blank", "text"]
    assert columns.names == KEYS and len(columns) == 5 and repr(columns) == "<Columns, 5 rows of 6>"


def test_what_was_taken_lives_on_after_its_owner():
    columns = long_table(50_000).columns()
    frame, arrow, days = polars.DataFrame(columns), pyarrow.table(columns), columns.array("on")
    view = numpy.ma.getdata(columns.array("n"))
    del columns
    gc.collect()
    again = [long_table(50_000).columns() for _ in range(3)]  # takes the memory, were it free
    assert frame["id"][49_999] == "H-49999" and arrow.column("id")[12_345].as_py() == "H-12345"
    assert days[-1] == again[0].array("on")[-1] and view[49_999] == 49_999
    column = arrow.column("unit").chunk(0)
    del arrow
    gc.collect()
    assert column[7].as_py() == "unit 2"


def test_capsules_that_nobody_takes_and_columns_taken_one_by_one_are_let_go():
    columns = long_table(100).columns()
    for _ in range(3):
        columns.__arrow_c_schema__()
        columns.__arrow_c_array__()
        columns.__arrow_c_stream__(None)
    reader = pyarrow.RecordBatchReader.from_stream(columns)
    del columns
    gc.collect()
    batches = list(reader)
    assert len(batches) == 1 and batches[0].num_rows == 100
    first = batches[0].column("id")
    del batches, reader
    gc.collect()
    assert first[99].as_py() == "H-99"


def test_a_capsule_is_taken_once():
    capsule = TABLE.__arrow_c_stream__()

    class Once:
        def __arrow_c_stream__(self, requested_schema=None):
            return capsule

    assert pyarrow.table(Once()).num_rows == 5
    with pytest.raises(pyarrow.ArrowInvalid, match="released"):
        pyarrow.table(Once())


def test_an_empty_table_and_one_without_columns():
    empty = bihuan.Table("t", ["a", "b"], [])
    assert pyarrow.table(empty).column_names == ["a", "b"] and polars.DataFrame(empty).height == 0
    assert pyarrow.table(bihuan.Table("t", [], [])).num_columns == 0
    with pytest.raises(bihuan.FormError, match="used twice"):
        bihuan.Table("t", ["a", "a"], []).columns()


def test_every_table_of_a_report_goes_out_by_columns(campaign, found):
    found(campaign)
    for table in campaign.report(period="2021-03").tables:
        taken = pyarrow.table(table).to_pylist()
        for row, dicts in zip(taken, table.to_dicts(), strict=True):
            for key, cell in dicts.items():
                assert row[key] == cell or row[key] == str(cell), (table.name, key)


def test_the_hazards_of_a_snapshot_go_out_by_columns(campaign, found):
    found(campaign, "H-1")
    found(campaign, "H-2", on="2021-03-04", text="安全阀逾期未校验")
    snapshot = campaign.snapshot(as_of=day("2021-03-31"))
    table = pyarrow.table(snapshot)
    assert table.column("id").to_pylist() == [hazard.id for hazard in snapshot.hazards] == ["H-1", "H-2"]
    assert table.column("state").to_pylist() == [str(hazard.state) for hazard in snapshot.hazards]
    assert table.column("found_on").to_pylist() == [hazard.found_on for hazard in snapshot.hazards]
    assert table.column("limit_on").to_pylist() == [None, None] and str(table.column("limit_on").type) == "date32[day]"
    assert table.column("is_open").to_pylist() == [True, True]
    assert snapshot.columns().names == snapshot.table().keys == table.column_names
    assert pyarrow.table(snapshot.columns()).equals(table)
    rows = [{key: int(cell) if isinstance(cell, bool) else cell for key, cell in row.items()} for row in table.to_pylist()]
    assert rows == snapshot.to_dicts()
