"""Recomputes the test vectors of ledger form 1 with nothing but Python's standard library.

    python3 recompute.py        prints what it recomputed, exit code 1 at the first difference
    pytest recompute.py         the same as tests

commit-N.txt  the items of commit N, one canonical JSON object a line, as stored in the column `text`
hashes.txt    every leaf and root, in hex
ledger.txt    the ledger's id and when it was made
source.csv    the file of the return in commit 2; content.txt  what its content digest is taken over
"""

import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
COMMITS = (1, 2, 3)


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf(line):
    return sha256(b"\x00" + line)


def root(leaves):
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:]))


def canonical(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def lines(commit):
    return (HERE / f"commit-{commit}.txt").read_bytes().split(b"\n")


def words(name):
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.rsplit(" ", 1) for line in text.splitlines()]


def recomputed():
    """The lines of hashes.txt, from the commits alone."""
    leaves, found = [], []
    for commit in COMMITS:
        for line in lines(commit):
            leaves.append(leaf(line))
            found.append([f"leaf {len(leaves)}", leaves[-1].hex()])
        found.append([f"root {commit}", root(leaves).hex()])
    return found


def test_leaves_and_roots():
    assert recomputed() == words("hashes.txt")


def test_lines_are_canonical():
    for commit in COMMITS:
        for line in lines(commit):
            assert canonical(json.loads(line)) == line


def test_each_commit_begins_with_a_header_that_names_the_root_before():
    leaves = []
    for commit in COMMITS:
        header, *facts = [json.loads(line) for line in lines(commit)]
        assert header["kind"] == "commit"
        assert header["prev"] == root(leaves).hex()
        assert header["ledger"] == dict(words("ledger.txt"))["id"]
        assert all(item["form"] == 1 for item in [header, *facts])
        leaves += [leaf(line) for line in lines(commit)]


def test_versions_run_from_one_for_each_subject():
    last = {}
    for commit in COMMITS:
        for fact in [json.loads(line) for line in lines(commit)][1:]:
            last[fact["subject"]] = last.get(fact["subject"], 0) + 1
            assert fact["version"] == last[fact["subject"]]


def test_ledger_id_follows_from_plan_and_moment():
    plan = json.loads(lines(1)[1])["text"]
    born = dict(words("ledger.txt"))
    assert sha256((plan + born["created_at"]).encode("utf-8")).hex()[:32] == born["id"]


def test_digests_of_the_return():
    header = json.loads(lines(2)[0])
    assert header["source"] == sha256((HERE / "source.csv").read_bytes()).hex()
    content = (HERE / "content.txt").read_bytes()
    assert header["content"] == sha256(content).hex()
    assert all(canonical(json.loads(line)) == line for line in content.split(b"\n"))


def main():
    for name, value in recomputed():
        print(name, value)
    for name, test in sorted(globals().items()):
        if name.startswith("test_"):
            try:
                test()
            except AssertionError:
                print("DIFFERS:", name, file=sys.stderr)
                return 1
    print("all vectors of form 1 recomputed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
