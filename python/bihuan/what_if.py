"""What if: a campaign and a fork of it side by side, in notebooks and on a page."""

from __future__ import annotations

import datetime
from pathlib import Path

from bihuan import _core
from bihuan.campaign import Campaign
from bihuan.views import footnote, heading, plain_table, table_dicts
from bihuan.words import AnyPath, Cell


def compare(
    reality: Campaign,
    supposed: Campaign,
    *,
    as_of: datetime.date,
    weeks: int = 6,
    weights: _core.LoadWeights | None = None,
) -> _core.WhatIf:
    """What a fork supposes, against the campaign that it was made from: their loads on a day, with the suppositions."""
    with reality._door() as real, supposed._door() as other:
        return _core.compare(real, other, as_of, weeks, weights or _core.LoadWeights())


def write_what_if(what_if: _core.WhatIf, path: AnyPath) -> Path:
    """Writes the self-contained page, the same bytes on every system."""
    file = Path(path)
    file.write_bytes(_core.what_if_html(what_if).encode())
    return file


def load_dicts(load: _core.Load) -> list[dict[str, Cell]]:
    return table_dicts(load.table())[: len(load.units)]


FIGURES = {"name": "单位", "head": "负责人", "leads": "牵头任务", "carries": "责任任务", "open": "未销号", "open_major": "其中重大",
           "weight": "加权负荷", "overdue": "超期隐患", "filings": "应报报表", "missed": "已错过期限", "coming": "将到期限",
           "unheld": "其中无人在任", "chain": "负责链级数"}  # fmt: skip


def load_html(load: _core.Load) -> str:
    weeks = [week.name for week in load.weeks]
    rows: list[list[Cell]] = [[row[key] for key in (*FIGURES, *weeks)] for row in table_dicts(load.table())]
    gaps: list[list[Cell]] = [[str(one.gap.chinese), one.name, one.reason] for one in load.gaps]
    weights = load.weights
    return (
        heading(f"{load.campaign} 截至 {load.as_of.isoformat()} 各单位负荷")
        + plain_table([*FIGURES.values(), *weeks], rows)
        + (plain_table(["事项", "对象", "说明"], gaps) if gaps else "")
        + footnote(f"加权：重大 {weights.major}、一般 {weights.general}、未分级 {weights.ungraded} · {load.checkpoint}")
    )
