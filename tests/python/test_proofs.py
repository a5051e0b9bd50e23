"""Roots, proofs and signed notes are those of an independent implementation, byte for byte; a campaign gives them out."""

import base64
import datetime
import random
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from proofbundle import checkpoint as theirs, merkle

import bihuan

SEED = 20200907
LEDGER = "00112233445566778899aabbccddeeff"
NOON = datetime.datetime(2021, 4, 1, 4, tzinfo=datetime.UTC)


def grown(count: int) -> tuple[list[bytes], bihuan.ProofTree]:
    leaves = [f"第 {i} 行 line".encode() for i in range(count)]
    tree = bihuan.ProofTree()
    for leaf in leaves:
        tree.append(bihuan.leaf_hash(leaf.decode()))
    return leaves, tree


def test_roots_and_proofs_agree_with_an_independent_implementation():
    random_ = random.Random(SEED)
    leaves, tree = grown(130)
    tried = 10_000
    for _ in range(tried):
        size = random_.randint(1, len(leaves))
        item, first = random_.randint(1, size), random_.randint(1, size)
        part = leaves[:size]
        inclusion, growth = tree.prove_inclusion(item, size), tree.prove_consistency(first, size)
        root = tree.root(size)
        assert inclusion.path == [node.hex() for node in merkle.inclusion_proof(part, item - 1)]
        assert growth.path == [node.hex() for node in merkle.consistency_proof(part, first)]
        assert root == merkle.merkle_tree_hash(part).hex()
        assert inclusion.holds(bihuan.Checkpoint(LEDGER, size, root))
        assert growth.holds(bihuan.Checkpoint(LEDGER, first, tree.root(first)), bihuan.Checkpoint(LEDGER, size, root))
    print(f"proofs: {tried} roots, {tried} inclusion and {tried} consistency proofs byte-equal with proofbundle (seed {SEED})")


def their_key(key: bihuan.SigningKey, folder: Path) -> Ed25519PrivateKey:
    key.save(folder / "a.key")
    secret = base64.b64decode((folder / "a.key").read_text().strip().split("+", 4)[4])
    return Ed25519PrivateKey.from_private_bytes(secret[1:])


def test_notes_are_theirs_and_theirs_are_ours(tmp_path: Path):
    _, tree = grown(40)
    point = bihuan.Checkpoint(LEDGER, 40, tree.root(40))
    key = bihuan.SigningKey.generate("putuo.example/2020")
    note = bihuan.sign(point, key)
    assert theirs.verify_checkpoint(note, str(key.verifier))
    root = bytes.fromhex(point.root)
    assert note == theirs.sign_checkpoint(f"bihuan/{LEDGER}", 40, root, their_key(key, tmp_path), "putuo.example/2020")
    witness = bihuan.SigningKey.generate("district.example/w", bihuan.KeyKind.witness)
    cosigned = bihuan.cosign(note, witness, NOON)
    assert theirs.verify_cosignature(cosigned, str(witness.verifier))
    (tmp_path / "w").mkdir()
    their_witness = their_key(witness, tmp_path / "w")
    assert cosigned == theirs.cosign_checkpoint(note, their_witness, "district.example/w", int(NOON.timestamp()))
    opened = bihuan.open_note(cosigned, [key.verifier, witness.verifier])
    assert opened.checkpoint == point and [by.at for by in opened.by] == [None, NOON]


def test_a_key_tells_its_secret_to_its_file_only(tmp_path: Path):
    key = bihuan.SigningKey.generate("putuo.example/2020")
    key.save(tmp_path / "a.key")
    secret = (tmp_path / "a.key").read_text().strip()
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    assert secret not in repr(key) + str(key) and repr(bihuan.SigningKey.load(tmp_path / "a.key")) == repr(key)
    assert bihuan.VerifierKey.parse(str(key.verifier)) == key.verifier
    with pytest.raises(bihuan.LedgerError) as refused:
        key.save(tmp_path / "a.key")
    assert refused.value.code == "ledger_exists"


def test_every_item_of_a_campaign_has_a_receipt(campaign, found):
    found(campaign)
    for item in range(1, campaign.checkpoint.size + 1):
        receipt = campaign.receipt_of(item)
        assert bihuan.ItemReceipt.parse(str(receipt)) == receipt and receipt.item == item
        assert receipt.proof.holds(receipt.checkpoint) and bihuan.is_short_code(receipt.short_code)
        later = campaign.prove(item)
        assert later.leaf == receipt.leaf and later.holds(campaign.checkpoint)
    for known in campaign.facts():
        assert campaign.receipt_of(known.number).leaf == bihuan.leaf_of(known.fact)
    with pytest.raises(bihuan.LedgerError) as refused:
        campaign.receipt_of(campaign.checkpoint.size + 1)
    assert refused.value.code == "bad_proof"


def test_a_receipt_holds_against_what_the_ledger_becomes(campaign, found):
    found(campaign)
    receipt = campaign.receipt_of(campaign.checkpoint.size)
    found(campaign, "H-2")
    growth = campaign.prove_growth(since=receipt.checkpoint)
    assert growth.holds(receipt.checkpoint, campaign.checkpoint)
    assert campaign.verify(anchors=[receipt.anchor]).verdict is bihuan.Verdict.unwitnessed
    other = bihuan.Checkpoint(receipt.checkpoint.ledger, receipt.checkpoint.size, "0" * 64)
    with pytest.raises(bihuan.LedgerError):
        campaign.prove_growth(since=other)


def test_a_superior_unit_witnesses_a_campaign(campaign, found, tmp_path: Path):
    office = bihuan.SigningKey.generate("lift.example/2021")
    own = bihuan.SigningKey.generate("district.example/w", bihuan.KeyKind.witness)
    witness = bihuan.Witness(tmp_path / "seen", own)
    witness.trust(campaign.checkpoint.ledger, [office.verifier])
    assert witness.consider(campaign.growth_since(0, key=office), NOON)
    before = campaign.checkpoint
    found(campaign, on="2021-03-02")
    request = bihuan.Growth.parse(str(campaign.growth_since(before, key=office)))
    answer = witness.consider(request, NOON)
    assert answer and answer.kept == campaign.checkpoint == witness.last(before.ledger)
    assert len(bihuan.open_note(answer.note, [office.verifier, own.verifier]).by) == 2
    old = bihuan.Growth(campaign.prove_growth(since=0, until=before), bihuan.sign(before, office))
    assert witness.consider(old, NOON).verdict is bihuan.WitnessVerdict.behind


def test_a_returns_receipt_carries_leaf_and_code(demo_ledger: Path):
    with bihuan.Campaign.open(demo_ledger) as campaign:
        taken = [known for known in campaign.facts() if known.kind is bihuan.FactKind.return_received]
        receipt = campaign.receipt_of(taken[0].number)
        assert receipt.leaf == bihuan.leaf_of(taken[0].fact)
        assert receipt.checkpoint.size > receipt.item
