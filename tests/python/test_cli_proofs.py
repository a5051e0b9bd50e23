"""The commands about proofs: what an office, a witness and an outsider type."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import bihuan
from bihuan.cli import app
from conftest import HOUSE

MANUAL = (HOUSE / "docs" / "cli.md").read_text(encoding="utf-8")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def said(*words: object, code: int = 0) -> dict[str, object]:
    done = run(*words, "--json")
    assert done.exit_code == code, done.output
    shape = json.loads(done.stdout)
    assert all(key in MANUAL for key in shape)
    return shape


def test_an_office_and_its_witness(demo_ledger: Path, tmp_path: Path):
    office = said("key", tmp_path / "office.key", "--name", "putuo.example/2020")["key"]
    said("key", tmp_path / "w.key", "--name", "district.example/w", "--witness")
    assert stat.S_IMODE((tmp_path / "office.key").stat().st_mode) == 0o600
    assert run("key", tmp_path / "office.key", "--name", "again").exit_code == 4
    note = run("checkpoint", demo_ledger, "--key", tmp_path / "office.key", "--since", 0)
    (tmp_path / "first.txt").write_text(note.stdout, encoding="utf-8")
    asked = ("witness", tmp_path / "seen", tmp_path / "first.txt", "--trust", office, "--key", tmp_path / "w.key", "--now", "2021-01-05T09:00:00+08:00")
    answer = said(*asked)
    with bihuan.Campaign.open(demo_ledger) as campaign:
        assert (answer["verdict"], answer["checkpoint"]) == ("accepted", str(campaign.checkpoint))
    assert "district.example/w" in str(answer["note"]) and "已见证" in run(*asked).stdout
    (tmp_path / "forged.txt").write_text(note.stdout.replace("old 0", "old 1"), encoding="utf-8")
    stranger = said("key", tmp_path / "s.key", "--name", "putuo.example/2020")["key"]
    refused = said("witness", tmp_path / "seen", tmp_path / "first.txt", "--trust", stranger, code=3)
    assert refused["verdict"] == "unsigned" and refused["checkpoint"] == answer["checkpoint"]
    (tmp_path / "torn.txt").write_text(note.stdout[:40], encoding="utf-8")
    assert run("witness", tmp_path / "seen", tmp_path / "torn.txt").exit_code == 4


def test_a_receipt_proves_itself(demo_ledger: Path):
    shape = said("receipt", demo_ledger, 2)
    line = run("receipt", demo_ledger, 2).stdout.strip()
    found = bihuan.ItemReceipt.parse(line)
    assert shape["receipt"] == line and (shape["leaf"], shape["short_code"]) == (found.leaf, found.short_code)
    assert run("receipt", demo_ledger, 10**9).exit_code == 4


def test_a_checkpoint_without_a_key_is_told_with_its_code(demo_ledger: Path):
    shape = said("checkpoint", demo_ledger)
    assert f"短码 {shape['short_code']}" in run("checkpoint", demo_ledger).stdout and shape["note"] == ""
    assert run("checkpoint", demo_ledger, "--since", 0).exit_code == 2


@pytest.mark.parametrize("signed", [False, True])
def test_a_bundle_is_written_and_its_paper_code_told(demo_ledger: Path, tmp_path: Path, signed: bool):
    said("key", tmp_path / "office.key", "--name", "putuo.example/2020")
    words = ("--key", tmp_path / "office.key") if signed else ()
    shape = said("bundle", demo_ledger, "--period", "2020-10", "--out", tmp_path / "a.zip", *words)
    assert len(shape["members"]) == 9 and (tmp_path / "a.zip").stat().st_size > 0
    issued = json.loads((demo_ledger.parent / "reports" / "monthly-2020-10.json").read_text(encoding="utf-8"))
    assert issued["checkpoint"]["short_code"] == shape["short_code"]
    page = (demo_ledger.parent / "reports" / "monthly-2020-10.html").read_text(encoding="utf-8")
    assert page.count(str(shape["short_code"])) == 2
    missing = run("bundle", demo_ledger, "--period", "2022-10", "--out", tmp_path / "b.zip")
    assert missing.exit_code == 3 and not (tmp_path / "b.zip").exists()
