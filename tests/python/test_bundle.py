"""A bundle is believed as it was made, and not after any change; the verifier is the one in examples/, which has no code of ours."""

import importlib.util
import io
import json
import random
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import bihuan
from conftest import HOUSE, INSPECTORS, ORDER, FOUND, Clock, WORLD, day

VERIFIER = HOUSE / "examples" / "verify_bundle.py"
SEED = 20200907
MUTATIONS = 2000

Members = list[tuple[str, bytes]]


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_bundle", VERIFIER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verifier = loaded()


def hazard(campaign: bihuan.Campaign, clock: Clock, name: str, month: int, closed: bool) -> None:
    on = f"2021-{month:02}-"
    clock.now = on + "28T09:00:00+08:00"
    campaign.register_hazard(name, on=day(on + "02"), by=INSPECTORS, **FOUND)
    campaign.grade(name, on=day(on + "02"), by="p3@grader@lift", grade="general")
    if closed:
        campaign.fix_on_spot(name, on=day(on + "02"), by=INSPECTORS, before="照片1", after="照片2", rectified_by="p5@rectifier@虚构物业公司")
    else:
        campaign.order(name, on=day(on + "03"), by="p4@orderer@lift", limit_on=day(on + "25"), **ORDER)


class Made:
    """A campaign of three months, its bundles as bytes and the office's key."""

    def __init__(self, folder: Path, months: tuple[int, ...] = (3, 4, 5), hour: int = 9) -> None:
        self.key = bihuan.SigningKey.generate("lift.example/2021")
        clock = Clock(f"2021-03-01T{hour:02}:00:00+08:00")
        self.bundles: dict[str, bytes] = {}
        with bihuan.Campaign.create(folder / "a.ledger", plan=WORLD, clock=clock) as campaign:
            for month in months:
                for number in range(3):
                    hazard(campaign, clock, f"H-{month}-{number}", month, closed=number == 0)
                clock.now = f"2021-{month + 1:02}-02T09:00:00+08:00"
                campaign.issue(period=f"2021-{month:02}", folder=folder / "reports")
            for month in months:
                # the last one is unsigned
                key = None if month == months[-1] else self.key
                file = folder / f"{month}.zip"
                self.pinned = campaign.bundle(period=f"2021-{month:02}", file=file, key=key).pinned
                self.bundles[f"2021-{month:02}"] = file.read_bytes()
                campaign.bundle(period=f"2021-{month:02}", file=file, key=key)
                assert file.read_bytes() == self.bundles[f"2021-{month:02}"], "the same bytes whenever it is made"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("bundles"))


def members_of(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


def zipped(members: Members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def test_every_bundle_made_is_believed(made: Made):
    for period, data in made.bundles.items():
        keys = [] if period == "2021-05" else [str(made.key.verifier)]
        said = "\n".join(verifier.verify(data, keys=keys))
        assert period in said and "4 个文件" in said and ("签名有效" in said) == bool(keys)
        assert verifier.rejection_of(zipped(members_of(data)), keys=keys) is None
    last = made.bundles["2021-05"]
    assert "与所输入的纸面短码一致" in "\n".join(verifier.verify(last, paper=made.pinned.short_code))
    assert "mistyped" in (verifier.rejection_of(last, paper=made.pinned.short_code[:-1] + "x") or "")
    wrong = json.loads(dict(members_of(made.bundles["2021-03"]))["bundle.json"])["pinned"]["short_code"]
    assert "this report has" in (verifier.rejection_of(last, paper=wrong) or "")


def test_the_verifier_runs_alone_and_ends_with_its_verdict(made: Made, tmp_path: Path):
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(made.bundles["2021-03"])
    bad.write_bytes(made.bundles["2021-03"][:-30])

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(VERIFIER), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1"})

    done = run(good, "--key", made.key.verifier)
    assert done.returncode == 0 and done.stdout.count("✓") == 6 and "未核验" in done.stdout and not done.stderr
    assert run(bad).returncode == 1 and "REJECTED" in run(bad).stdout
    assert run(tmp_path / "none.zip").returncode == 1
    source = VERIFIER.read_text(encoding="utf-8")
    imports = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imports <= sys.stdlib_module_names


def test_another_key_or_none_is_told(made: Made):
    stranger = str(bihuan.SigningKey.generate("lift.example/2021").verifier)
    assert "not signed by" in (verifier.rejection_of(made.bundles["2021-03"], keys=[stranger]) or "")
    assert "not signed by" in (verifier.rejection_of(made.bundles["2021-05"], keys=[str(made.key.verifier)]) or "")


# ---------------------------------------------------------------- mutations

Mutate = Callable[[random.Random, Members, Members], Members]


def put(members: Members, at: int, content: bytes) -> Members:
    return [(name, content if place == at else old) for place, (name, old) in enumerate(members)]


def place_of(members: Members, name: str) -> int:
    return [member for member, _ in members].index(name)


def bit_flipped(r: random.Random, members: Members, _: Members) -> Members:
    at = r.randrange(len(members))
    content = bytearray(members[at][1])
    content[r.randrange(len(content))] ^= 1 << r.randrange(8)
    return put(members, at, bytes(content))


def bytes_inserted(r: random.Random, members: Members, _: Members) -> Members:
    at = r.randrange(len(members))
    content, where = members[at][1], r.randrange(len(members[at][1]) + 1)
    return put(members, at, content[:where] + r.randbytes(r.randint(1, 4)) + content[where:])


def bytes_deleted(r: random.Random, members: Members, _: Members) -> Members:
    at = r.randrange(len(members))
    content, where = members[at][1], r.randrange(len(members[at][1]))
    return put(members, at, content[:where] + content[where + r.randint(1, 40) :])


def members_swapped(r: random.Random, members: Members, _: Members) -> Members:
    a, b = r.sample(range(len(members)), 2)
    if r.random() < 0.5:  # the contents, or the places
        return put(put(members, a, members[b][1]), b, members[a][1])
    out = list(members)
    out[a], out[b] = out[b], out[a]
    return out


def member_dropped(r: random.Random, members: Members, _: Members) -> Members:
    at = r.randrange(len(members))
    return members[:at] + members[at + 1 :]


def member_added(r: random.Random, members: Members, _: Members) -> Members:
    name, content = r.choice(members)
    return [*members, (r.choice(["report/more.txt", "report/../../evil", "/etc/evil", "facts.json", name + "x"]), content)]


def of_another_ledger(r: random.Random, members: Members, other: Members) -> Members:
    at = r.randrange(len(members))
    return put(members, at, other[at][1])


def json_lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def written(lines: list[dict[str, object]]) -> bytes:
    texts = (json.dumps(line, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for line in lines)
    return "".join(text + "\n" for text in texts).encode()


def proof_altered(r: random.Random, members: Members, _: Members) -> Members:
    at = place_of(members, "proofs.jsonl")
    lines = json_lines(members[at][1])
    proof = r.choice(lines)
    what = r.choice(["item", "size", "leaf", "node", "longer", "shorter"])
    path = proof["path"]
    assert isinstance(path, list)
    if what in {"item", "size"}:
        proof[what] = int(str(proof[what])) + r.choice([-2, -1, 1, 2, 64])
    elif what == "leaf":
        proof["leaf"] = r.randbytes(32).hex()
    elif what == "node":
        path[r.randrange(len(path))] = r.randbytes(32).hex()
    elif what == "longer":
        path.insert(r.randrange(len(path) + 1), r.choice(path))
    else:
        path.pop(r.randrange(len(path)))
    return put(members, at, written(lines))


def fact_altered(r: random.Random, members: Members, _: Members) -> Members:
    """Another text in a fact, and the leaf in its proof made to fit."""
    facts, proofs = place_of(members, "facts.jsonl"), place_of(members, "proofs.jsonl")
    lines, given = json_lines(members[facts][1]), json_lines(members[proofs][1])
    at = r.randrange(len(lines))
    key = r.choice([key for key, value in lines[at].items() if isinstance(value, str | int)])
    value = lines[at][key]
    lines[at][key] = value + 1 if isinstance(value, int) else str(value) + "改"
    content = written(lines)
    given[at]["leaf"] = verifier.leaf_of(content.splitlines()[at]).hex()
    return put(put(members, facts, content), proofs, written(given))


def lines_moved(r: random.Random, members: Members, _: Members) -> Members:
    """Facts or proofs in another order, doubled or left out."""
    at = place_of(members, r.choice(["facts.jsonl", "proofs.jsonl"]))
    lines = members[at][1].splitlines(keepends=True)
    a, b = r.sample(range(len(lines)), 2)
    what = r.choice(["swap", "double", "drop"])
    if what == "swap":
        lines[a], lines[b] = lines[b], lines[a]
    elif what == "double":
        lines.insert(a, lines[b])
    else:
        del lines[a]
    return put(members, at, b"".join(lines))


def pair_left_out(r: random.Random, members: Members, _: Members) -> Members:
    """A fact and its proof go; the count stays."""
    facts, proofs = place_of(members, "facts.jsonl"), place_of(members, "proofs.jsonl")
    kept, given = (members[at][1].splitlines(keepends=True) for at in (facts, proofs))
    at = r.randrange(len(kept))
    del kept[at], given[at]
    return put(put(members, facts, b"".join(kept)), proofs, b"".join(given))


def contents_altered(r: random.Random, members: Members, _: Members) -> Members:
    at = place_of(members, "bundle.json")
    (contents,) = json_lines(members[at][1])
    key = r.choice(sorted(contents))
    value = contents[key]
    if isinstance(value, dict):
        inner = r.choice(sorted(value))
        value[inner] = value[inner] + 1 if isinstance(value[inner], int) else value[inner][:-1] + ("0" if value[inner][-1] != "0" else "1")
        if r.random() < 0.5 and inner in {"size", "root", "ledger"}:  # and the short code made to fit
            value["short_code"] = verifier.short_code(value["ledger"], value["size"], bytes.fromhex(value["root"]))
    elif isinstance(value, list):
        value.insert(r.randrange(len(value) + 1), r.choice([r.randbytes(32).hex(), "report/x.csv"]))
    elif isinstance(value, int):
        contents[key] = value + r.choice([-1, 1, 10])
    else:
        contents[key] = f"{value}1" if r.random() < 0.7 else ""
    if r.random() < 0.2:
        del contents[key]
    return put(members, at, written([contents]))


def note_altered(r: random.Random, members: Members, other: Members) -> Members:
    at = place_of(members, "checkpoint.txt")
    lines = members[at][1].decode().splitlines()
    foreign = other[at][1].decode().splitlines()
    what = r.choice(["ledger", "size", "root", "signature", "extension", "unsigned", "theirs"])
    if what == "ledger":
        lines[0] = foreign[0]
    elif what == "size":
        lines[1] = str(int(lines[1]) + r.choice([-1, 1, 100]))
    elif what == "root":
        lines[2] = foreign[2]
    elif what == "signature":
        lines = [*lines[:3], "", f"\u2014 lift.example/2021 {'A' * r.choice([88, 92, 96])}"]
    elif what == "extension":
        lines.insert(3, "more")
    elif what == "unsigned":
        lines = lines[:3] if len(lines) > 3 else [*lines, "", foreign[-1]]
    else:
        lines = foreign
    return put(members, at, ("\n".join(lines) + "\n").encode())


KINDS: list[Mutate] = [
    bit_flipped, bytes_inserted, bytes_deleted, members_swapped, member_dropped, member_added, of_another_ledger, proof_altered,
    fact_altered, lines_moved, pair_left_out, contents_altered, note_altered,
]


def raw_flipped(r: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    out[r.randrange(len(out))] ^= 1 << r.randrange(8)
    return bytes(out)


def content_of(data: bytes) -> Members | None:
    try:
        return members_of(data)
    except Exception:  # of zipfile, zlib, struct … : it can't be read, so it is not what it was
        return None


def test_every_mutation_of_every_bundle_is_rejected(made: Made, tmp_path_factory: pytest.TempPathFactory):
    foreign = Made(tmp_path_factory.mktemp("another"), hour=10).bundles
    total = 0
    kinds: Counter[str] = Counter()
    reasons: set[str] = set()
    for period, data in made.bundles.items():
        r = random.Random(f"{SEED} {period}")
        keys = [] if period == "2021-05" else [str(made.key.verifier)]
        members, other = members_of(data), members_of(foreign[period])
        assert verifier.rejection_of(data, keys=keys) is None and verifier.rejection_of(zipped(members), keys=keys) is None
        count = 0
        while count < MUTATIONS:
            if r.random() < 0.1:
                name, mutant = "raw_flipped", raw_flipped(r, data)
                if content_of(mutant) == members:
                    continue  # a date or a hint of the archive: what it holds is unchanged
            else:
                mutate = r.choice(KINDS)
                name, mutated = mutate.__name__, mutate(r, members, other)
                if mutated == members:
                    continue
                mutant = zipped(mutated)
            why = verifier.rejection_of(mutant, keys=keys)
            assert why is not None, f"{name} number {count} of {period} was believed (seed {SEED})"
            kinds[name] += 1
            reasons.add(why)
            count += 1
        total += count
    print(f"bundles: {len(made.bundles)} good bundles believed, {total} mutations rejected (seed {SEED}): " + ", ".join(f"{n} {name}" for name, n in sorted(kinds.items())))
    assert total == MUTATIONS * len(made.bundles) and len(kinds) == len(KINDS) + 1
    sentences = {re.sub(r"[0-9a-f]{64}|\d+|H-[-0-9, H]*", "N", why) for why in reasons if why.startswith("Rejected")}
    assert len(sentences) > 40, "the checks of the verifier are reached, not only the first of them"


# ---------------------------------------------------------------- hostile archives

def hostile(members: Members, change: Callable[[zipfile.ZipFile, Members], None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        change(archive, members)
    return out.getvalue()


def put_all(archive: zipfile.ZipFile, members: Members) -> None:
    for name, content in members:
        archive.writestr(zipfile.ZipInfo(name), content)


def test_an_archive_that_means_harm_is_rejected_in_time(made: Made, monkeypatch: pytest.MonkeyPatch):
    members = members_of(made.bundles["2021-03"])
    monkeypatch.setattr(verifier, "MEMBER_BYTES", 1 << 20)

    def bomb(archive: zipfile.ZipFile, of: Members) -> None:
        put_all(archive, of[:-1])
        archive.writestr(of[-1][0], b"\0" * (64 << 20))

    def link(archive: zipfile.ZipFile, of: Members) -> None:
        put_all(archive, of[:-1])
        entry = zipfile.ZipInfo(of[-1][0])
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, of[-1][1])

    def twice(archive: zipfile.ZipFile, of: Members) -> None:
        put_all(archive, of)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(zipfile.ZipInfo(of[-1][0]), b"another")

    for change, why in ((bomb, "inflates"), (link, "no plain file"), (twice, "twice")):
        assert why in (verifier.rejection_of(hostile(members, change)) or "believed")
    for name in ("../evil", "/etc/passwd", "report/../../evil", "report/a\\b", "report/.hidden", "report/", "C:evil", "report/中"):
        renamed = [*members[:-1], (name, members[-1][1])]
        assert "name" in (verifier.rejection_of(zipped(renamed)) or "believed")
    assert verifier.rejection_of(b"MZ before" + made.bundles["2021-03"]) is not None
    assert verifier.rejection_of(made.bundles["2021-03"] + b"behind") is not None
    assert verifier.rejection_of(b"") is not None


def test_json_that_means_harm_is_rejected(made: Made):
    members = members_of(made.bundles["2021-03"])
    at = place_of(members, "bundle.json")
    for line in (b"[" * 100_000, b'{"a":1,"a":1}\n', b"NaN\n", b"1" * 5000 + b"\n", b'{"bundle":1.5}\n', b"\xff\n", b"", b"null\n"):
        assert verifier.rejection_of(zipped(put(members, at, line))) is not None


def test_ed25519_is_checked_strictly():
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")  # RFC 8032, 7.1, test 1
    right = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert verifier.ed25519_is_right(key, b"", right)
    assert not verifier.ed25519_is_right(key, b" ", right)
    scalar = int.from_bytes(right[32:], "little") + verifier.ORDER  # the same number modulo the order
    assert not verifier.ed25519_is_right(key, b"", right[:32] + scalar.to_bytes(32, "little"))
    small = (1).to_bytes(32, "little")  # the neutral point as key: S = 0 would sign everything
    assert not verifier.ed25519_is_right(small, b"anything", small + bytes(32))
    high = (verifier.P + 1).to_bytes(32, "little")  # the neutral point, spelled another way
    assert not verifier.ed25519_is_right(key, b"", high + right[32:])


def test_what_is_not_issued_or_gone_is_not_bundled(made: Made, campaign: bihuan.Campaign, tmp_path: Path):
    with pytest.raises(bihuan.FormError) as refused:
        campaign.bundle(period="2021-03", file=tmp_path / "a.zip")
    assert refused.value.code == "nothing_to_report" and not list(tmp_path.glob("a.zip*"))


def test_an_issued_file_that_was_changed_is_named(tmp_path: Path):
    Made(tmp_path, (3,))
    (tmp_path / "reports" / "monthly-2021-03.csv").write_text("x")
    with bihuan.Campaign.open(tmp_path / "a.ledger") as campaign:
        made = campaign.bundle(period="2021-03", file=tmp_path / "kept.zip")
        assert len(made.members) == 9, "the one that is kept beside the ledger is taken"
    shutil.rmtree(tmp_path / "a.ledger.kept")
    with bihuan.Campaign.open(tmp_path / "a.ledger") as campaign, pytest.raises(bihuan.FormError) as refused:
        campaign.bundle(period="2021-03", file=tmp_path / "b.zip")
    assert refused.value.code == "bad_file" and "monthly-2021-03.csv" in refused.value.file and not (tmp_path / "b.zip").exists()
