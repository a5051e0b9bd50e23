"""Commands for the workbook that is made out for a unit, and for what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import bihuan
from bihuan import _core, cli_shapes, cli_tables
from bihuan.cli import (
    DONE_WITH_FINDINGS,
    REFUSED,
    Json,
    KnownAt,
    Ledger,
    app,
    file_error,
    grouped,
    last_day,
    opened,
    period_typed,
    point,
    printed,
    told,
)
from bihuan.cli_actors import Seats


@app.command()
@told
def prefill(
    ledger: Ledger,
    unit: Annotated[str, typer.Option("--unit", help="By id or name.")],
    period: Annotated[bihuan.Period, typer.Option("--period", parser=period_typed, metavar="PERIOD")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR")],
    filing: Annotated[
        str | None, typer.Option("--filing", help="Needed where the plan has several for such periods.")
    ] = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Makes out a unit's return from the ledger: a workbook, and the same as CSV files."""
    with opened(ledger, None) as campaign:
        found = Seats(campaign).unit(unit, last_day(campaign))
        made = campaign.prefill(found, period=period, filing=filing, known_at=point(known_at))
        out.mkdir(parents=True, exist_ok=True)
        stem = f"{made.unit}-{made.period}"
        files = [out / f"{stem}.xlsx"]
        made.write_xlsx(files[0])
        for sheet, text in made.to_csv().items():
            files.append(out / f"{stem}.{sheet}.csv")
            files[-1].write_bytes(text.encode("utf-8-sig"))
        shape = {
            "unit": made.unit,
            "filing": made.filing,
            "period": str(made.period),
            "checkpoint": str(made.checkpoint),
            "row_count": len(made),
            "files": [str(file) for file in files],
        }
        printed(
            shape,
            as_json,
            lambda: cli_tables.line(f"{stem} 底稿 {len(made)} 行，检查点 {made.checkpoint}：{'、'.join(map(str, files))}"),
        )


@app.command()
@told
def merge(
    ledger: Ledger, files: Annotated[list[Path], typer.Argument(metavar="FILE...")], as_json: Json = False
) -> None:
    """What returned workbooks changed since they were made out, held against the ledger now; writes nothing. 1 when a
    row would be refused for it."""
    worst = 0
    shapes: list[dict[str, object]] = []
    with opened(ledger, None) as campaign:
        for group in grouped(files, [sheet.name for sheet in campaign.form.returned]):
            names = [str(file) for file in group]
            try:
                report = campaign.merge(group)
            except (bihuan.ReturnError, bihuan.FormError, OSError) as error:
                refusal = file_error(error) if isinstance(error, OSError) else error
                cli_tables.console(stderr=True).print(_core.visible("、".join(names)), soft_wrap=True)
                cli_tables.complain(refusal)
                shapes.append({"files": names} | cli_shapes.error_shape(refusal))
                worst = REFUSED
                continue
            if not as_json:
                cli_tables.line("、".join(names))
                cli_tables.show_merge(report)
            shapes.append({"files": names, "merged": cli_shapes.merge_shape(report)})
            refused = report.count(bihuan.MergeKind.conflict) + report.count(bihuan.MergeKind.unreadable)
            worst = worst or (DONE_WITH_FINDINGS if refused else 0)
    if as_json:
        typer.echo(cli_shapes.as_json({"returns": shapes}))
    if worst:
        raise typer.Exit(worst)
