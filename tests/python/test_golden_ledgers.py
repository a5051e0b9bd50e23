"""Ledger files of every released version: opened, verified, read and gone on with, their bytes of old unchanged."""

import datetime
import shutil
import sqlite3
from pathlib import Path

import pytest

import bihuan

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "ledgers"
ROOTS = {
    1: "780fc2c9991756d4fbca5f7e9dbd45c8e1a38f00c7fe1e38261457a41e537650",
    2: "f6912d349a45ecf78b5cab138293c452f601ff060f4d859e26dc2fd7aa5d41c7",
}


def test_there_is_a_golden_ledger_of_every_version():
    found = sorted(int(file.stem.removeprefix("ledger-")) for file in GOLDEN.glob("ledger-*.ledger"))
    assert found == sorted(ROOTS) == list(range(1, max(ROOTS) + 1))


@pytest.mark.parametrize("version", sorted(ROOTS))
def test_a_ledger_of_an_earlier_version_is_read_and_gone_on_with(version: int, tmp_path: Path):
    file = Path(shutil.copy(GOLDEN / f"ledger-{version}.ledger", tmp_path / "old.ledger"))
    bytes_before = file.read_bytes()
    before = bihuan.verify_campaign(file)
    assert before and before.checkpoint.root == ROOTS[version]
    assert file.read_bytes() == bytes_before, "verify changes nothing"
    with bihuan.Campaign.open(file, clock="2024-08-01T09:00:00+08:00") as campaign:
        story = campaign.snapshot(as_of=datetime.date(2024, 7, 4)).hazard("ZJ-1")
        assert (story.state, story.details["place"]) == (bihuan.State.graded, "卸车区二号泊位")
        assert campaign.snapshot(as_of=datetime.date(2024, 7, 4)).hazard("JG-001").state is bihuan.State.closed
        assert "p2" not in campaign.names() and len(campaign.names()) > 2
        assert len(campaign.refused_acts()) == (0 if version == 1 else 1)
        with pytest.raises(bihuan.Refused):
            campaign.close("ZJ-1", on=datetime.date(2024, 8, 1), by="q5@chief@jianguan", outcome="done")
        campaign.remind("ZJ-1", on=datetime.date(2024, 8, 1), by="q3@chief@jianguan", to="示例气站（虚构）", text="再次催办")
        assert campaign.verify(anchors=[bihuan.Anchor("the golden file", before.checkpoint)]).verdict is bihuan.Verdict.unwitnessed
    with sqlite3.connect(file) as now, sqlite3.connect(GOLDEN / f"ledger-{version}.ledger") as then:
        assert now.execute("PRAGMA user_version").fetchone()[0] == max(ROOTS)
        rows = then.execute("SELECT * FROM commits ORDER BY seq").fetchall()
        assert now.execute("SELECT * FROM commits WHERE seq <= ? ORDER BY seq", (len(rows),)).fetchall() == rows
        assert now.execute("SELECT count(*) FROM commits").fetchone()[0] == len(rows) + 1
