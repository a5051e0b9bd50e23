"""The commands about proofs: keys, receipts, signed checkpoints, the witness, bundles of issued reports."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

import bihuan
from bihuan import cli_tables
from bihuan.cli import NOT_BELIEVED, REFUSED, Json, Ledger, Now, app, opened, period_typed, point, printed, told

KeyFile = Annotated[Path | None, typer.Option("--key", metavar="FILE", help="A secret key that `bihuan key` made.")]


def key_in(file: Path | None) -> bihuan.SigningKey | None:
    return None if file is None else bihuan.SigningKey.load(file)


@app.command()
@told
def key(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; only its owner may read it.")],
    name: Annotated[str, typer.Option("--name", help="Whose key it is: no blanks, no plus sign.")],
    witness: Annotated[bool, typer.Option("--witness", help="For cosignatures of a witness.")] = False,
    as_json: Json = False,
) -> None:
    """Makes a secret key and prints the public one."""
    kind = bihuan.KeyKind.witness if witness else bihuan.KeyKind.ledger
    made = bihuan.SigningKey.generate(name, kind)
    made.save(file)
    shape = {"file": str(file), "key": str(made.verifier)}
    printed(shape, as_json, lambda: cli_tables.line(f"公钥 {made.verifier}\n私钥已存入 {file}，请妥善保管"))


@app.command()
@told
def receipt(ledger: Ledger, item: int, as_json: Json = False) -> None:
    """The receipt of an item: one line, which proves that it stands in the ledger."""
    with opened(ledger, None) as campaign:
        found = campaign.receipt_of(item)
    shape = {
        "item": found.item,
        "leaf": found.leaf,
        "checkpoint": str(found.checkpoint),
        "short_code": found.short_code,
        "receipt": str(found),
    }
    printed(shape, as_json, lambda: typer.echo(str(found)))


@app.command()
@told
def checkpoint(
    ledger: Ledger,
    key: KeyFile = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="POINT", help="With proof of growth from here, for a witness.")
    ] = None,
    as_json: Json = False,
) -> None:
    """The ledger's checkpoint; signed with --key; with --since and --key what a witness is sent."""
    signing = key_in(key)
    if since is not None and signing is None:
        raise typer.BadParameter("--since needs --key: a witness takes signed checkpoints")
    with opened(ledger, None) as campaign:
        now = campaign.checkpoint
        text = str(now) if signing is None else campaign.checkpoint_note(key=signing)
        if signing is not None and since is not None:
            text = str(campaign.growth_since(point(since), key=signing))
    shape = {"checkpoint": str(now), "short_code": now.short_code, "note": "" if signing is None else text}
    printed(shape, as_json, lambda: typer.echo(text.rstrip("\n") if signing else f"{text}\n短码 {now.short_code}"))


def answer_shape(answer: bihuan.WitnessAnswer) -> dict[str, Any]:
    return {
        "verdict": str(answer.verdict),
        "checkpoint": None if answer.kept is None else str(answer.kept),
        "short_code": None if answer.kept is None else answer.kept.short_code,
        "sentence": answer.sentence,
        "chinese": answer.chinese,
        "note": answer.note,
    }


@app.command()
@told
def witness(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the witness keeps what it has seen.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `bihuan checkpoint --since --key` printed.")],
    trust: Annotated[
        list[str] | None, typer.Option("--trust", metavar="NAME+ID+KEY", help="The office's public key; again for more.")
    ] = None,
    key: KeyFile = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Takes an office's checkpoint when it grows from the last one, and prints it cosigned; 4 for a fork, 3 else."""
    growth = bihuan.Growth.parse(file.read_bytes().decode("utf-8", errors="replace"))
    keeper = bihuan.Witness(folder, key_in(key))
    if trust:
        keeper.trust(bihuan.read_unverified(growth.note).ledger, [bihuan.VerifierKey.parse(text) for text in trust])
    answer = keeper.consider(growth, now or datetime.datetime.now(datetime.UTC))
    said = f"{answer.verdict.chinese}：{answer.chinese}"
    printed(answer_shape(answer), as_json, lambda: cli_tables.line(f"{said}\n{answer.note}".rstrip("\n")))
    if not answer:
        raise typer.Exit(NOT_BELIEVED if answer.verdict is bihuan.WitnessVerdict.forked else REFUSED)


@app.command()
@told
def bundle(
    ledger: Ledger,
    period: Annotated[bihuan.Period, typer.Option("--period", parser=period_typed, metavar="PERIOD")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.zip")],
    filing: Annotated[str | None, typer.Option("--filing", metavar="ID")] = None,
    key: KeyFile = None,
    as_json: Json = False,
) -> None:
    """Writes an issued report with its facts and their proofs, for an outsider with examples/verify_bundle.py."""
    with opened(ledger, None) as campaign:
        made = campaign.bundle(period=period, file=out, filing=filing, key=key_in(key))
    shape = {
        "file": str(out),
        "item": made.item,
        "fact_count": made.fact_count,
        "checkpoint": str(made.checkpoint),
        "short_code": made.pinned.short_code,
        "members": [name for name, _ in made.members],
    }
    said = f"核验包 {out}：{made.fact_count} 条记录，纸面短码 {made.pinned.short_code}"
    printed(shape, as_json, lambda: cli_tables.line(said))
