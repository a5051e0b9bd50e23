"""Pictures of the chart as notebooks show them."""

from __future__ import annotations

import dataclasses
import datetime
import os
from pathlib import Path

from bihuan import _core
from bihuan.views import footnote, heading, plain_table
from bihuan.words import Cell


@dataclasses.dataclass(frozen=True)
class Picture:
    """An SVG element that stands alone: no script, nothing from outside."""

    svg: str

    def _repr_html_(self) -> str:
        return self.svg

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the SVG file, the same bytes on every system."""
        Path(path).write_bytes(self.svg.encode())

    def __repr__(self) -> str:
        return f"<Picture, {len(self.svg)} characters of SVG>"


def chart_picture(chart: _core.Chart, on: datetime.date, campaign: str) -> Picture:
    return Picture(_core.chart_svg(chart, on=on, campaign=campaign))


def matrix_html(matrix: _core.Matrix) -> str:
    keys = [column.key for column in matrix.sheet.columns]
    places = [matrix.table.keys.index(key) for key in keys]
    rows: list[list[Cell]] = [[row[place] for place in places] for row in matrix.table.rows]
    return (
        heading(f"{matrix.sheet.title}（{matrix.on.isoformat()}）")
        + plain_table([column.heading for column in matrix.sheet.columns], rows)
        + footnote(matrix.campaign)
    )
