"""Checks a bundle that `bihuan bundle` wrote: an issued report, the facts behind it, and their proofs.

    python3 -I verify_bundle.py BUNDLE.zip [--paper SHORT-CODE] [--key NAME+ID+KEY]

It uses Python's standard library and no code of bihuan's, so that whoever distrusts the one need not trust the other; it is
meant to be read from top to bottom. Ends with 0 when everything that could be checked is right, with 1 when something is
not. What is not checked is said too.
"""

import argparse
import base64
import binascii
import hashlib
import io
import json
import re
import stat
import struct
import sys
import zipfile
import zlib


class Rejected(Exception):
    """The bundle is not what it claims to be; the text says why."""


def need(condition, why):
    if not condition:
        raise Rejected(why)


# ---------------------------------------------------------------- the archive

ARCHIVE_BYTES = 256 << 20
MEMBER_BYTES = 256 << 20
ALL_BYTES = 512 << 20
FIRST_MEMBERS = ["README.txt", "bundle.json", "checkpoint.txt", "facts.jsonl", "proofs.jsonl"]
REPORT_NAME = re.compile(r"report/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
MOST_REPORT_FILES = 16


def inflated(archive, entry, room):
    """A member's bytes, counted while they come: what the archive says of sizes is not believed."""
    content = bytearray()
    with archive.open(entry) as stream:
        while piece := stream.read(1 << 16):
            content += piece
            need(len(content) <= min(room, MEMBER_BYTES), f"{entry.filename} inflates beyond every bound")
    need(len(content) == entry.file_size, f"{entry.filename} has not the size that the archive says")
    return bytes(content)


def members_of(data):
    """Name and bytes of each member. Only the names of a bundle, in their order, once each, plain files."""
    need(len(data) <= ARCHIVE_BYTES, "the archive is too large for a bundle")
    need(data[-22:-18] == b"PK\5\6", "the archive does not end where its list does")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        reports = names[len(FIRST_MEMBERS):]
        need(names[: len(FIRST_MEMBERS)] == FIRST_MEMBERS, f"the archive does not hold {', '.join(FIRST_MEMBERS)} in this order")
        need(1 <= len(reports) <= MOST_REPORT_FILES, "the archive holds no report, or too many files")
        need(all(REPORT_NAME.fullmatch(name) for name in reports), "a report file has a name that is not one")
        need(len(set(names)) == len(names), "a name stands twice in the archive")
        room = ALL_BYTES
        members = {}
        end = 0
        need(not archive.comment, "the archive has a comment")
        for entry in entries:
            need(stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG), f"{entry.filename} is no plain file")
            need(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED), f"{entry.filename} is compressed in an unknown way")
            need(not entry.flag_bits & 1, f"{entry.filename} is encrypted")
            need(entry.header_offset == end, "the archive's members do not follow each other without gap or overlap")
            end += 30 + len(entry.filename.encode()) + entry.compress_size
            members[entry.filename] = inflated(archive, entry, room)
            room -= len(members[entry.filename])
        need(archive.start_dir == end, "something stands between the archive's members and its list")
    return members


# ---------------------------------------------------------------- the lines

def once(pairs):
    keys = [key for key, _ in pairs]
    need(len(set(keys)) == len(keys), "a key stands twice in a JSON object")
    return dict(pairs)


def no_number(text):
    raise Rejected(f"{text[:40]} is no whole number")


def parsed(line):
    """Canonical JSON: read, written again, the same bytes. So nothing can hide in how it is written."""
    text = line.decode("utf-8")
    value = json.loads(text, object_pairs_hook=once, parse_constant=no_number, parse_float=no_number)
    again = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    need(again == text, "a line of JSON is not written canonically")
    return value


def lines_of(content, name):
    need(content.endswith(b"\n"), f"{name} does not end with a line end")
    return content[:-1].split(b"\n")


def typed(value, kind, what):
    need(type(value) is kind, f"{what} is not as it should be")
    return value


def shaped(value, shape, what):
    """An object with exactly these keys, each of its type."""
    typed(value, dict, what)
    need(set(value) == set(shape), f"{what} has not the keys {', '.join(sorted(shape))}")
    for key, kind in shape.items():
        typed(value[key], kind, f"{key} of {what}")
    return value


def digest_of(text, what):
    need(type(text) is str and re.fullmatch("[0-9a-f]{64}", text), f"{what} is no SHA-256 digest")
    return bytes.fromhex(text)


# ---------------------------------------------------------------- the tree (RFC 6962, checked as RFC 9162 spells out)

def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def leaf_of(line):
    return sha256(b"\0", line)


def node_of(left, right):
    return sha256(b"\1", left, right)


def root_by_inclusion(item, size, leaf, path):
    need(1 <= item <= size, f"item {item} cannot be among {size}")
    place, last, root = item - 1, size - 1, leaf
    for sibling in path:
        need(last > 0, f"the proof of item {item} is too long")
        if place % 2 or place == last:
            root = node_of(sibling, root)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_of(root, sibling)
        place, last = place >> 1, last >> 1
    need(last == 0, f"the proof of item {item} is too short")
    return root


def check_growth(first_size, first_root, second_size, second_root, path):
    need(0 < first_size < second_size, "the ledger did not grow from the paper's checkpoint to the issue")
    path = list(path)
    if first_size & (first_size - 1) == 0:
        path.insert(0, first_root)
    need(path, "the proof of growth is empty")
    place, last = first_size - 1, second_size - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for node in path[1:]:
        need(last > 0, "the proof of growth is too long")
        if place % 2 or place == last:
            first, second = node_of(node, first), node_of(node, second)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_of(second, node)
        place, last = place >> 1, last >> 1
    need(last == 0, "the proof of growth is too short")
    need(first == first_root and second == second_root, "the ledger of the issue does not grow from the paper's checkpoint")


# ---------------------------------------------------------------- the short code

def check_digit(digits):
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10
        product = (total or 10) * 2 % 11
    return str((11 - product) % 10)


def short_code(ledger, size, root):
    number = int.from_bytes(sha256(b"bihuan/short-code/v1\n", f"{ledger} {size} {root.hex()}".encode()), "big")
    digits = f"{number % 10**23:023}"
    digits += check_digit(digits)
    return "-".join(digits[at : at + 4] for at in range(0, 24, 4))


# ---------------------------------------------------------------- Ed25519 (RFC 8032, strictly)

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
HALF_TURN = pow(2, (P - 1) // 4, P)


def plus(a, b):
    """Two points (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = plus(total, point)
        point, number = plus(point, point), number >> 1
    return total


def equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_from(text):
    """A point from its 32 bytes, in the one spelling that it has."""
    sign, y = text[31] >> 7, int.from_bytes(text, "little") & (1 << 255) - 1
    need(y < P, "a point is not written canonically")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * HALF_TURN % P
    need((x * x - square) % P == 0, "32 bytes are no point of the curve")
    need(x or not sign, "a point is not written canonically")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_from(bytes.fromhex("58" + "66" * 31))


def ed25519_is_right(key, message, signature):
    if len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    try:
        public, commitment = point_from(key), point_from(signature[:32])
    except Rejected:
        return False
    if equal(times(8, public), (0, 1, 1, 0)):
        return False  # a key of small order signs everything
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return equal(times(scalar, BASE), plus(commitment, times(challenge, public)))


# ---------------------------------------------------------------- the signed checkpoint (C2SP signed-note, tlog-checkpoint)

def from_base64(text, what):
    content = base64.b64decode(text, validate=True)
    need(base64.b64encode(content).decode() == text, f"{what} is not written canonically")
    return content


def key_from(text):
    """`name+id+base64(kind ‖ key)`: name, id and kind with the key."""
    parts = text.split("+", 2)
    need(len(parts) == 3 and parts[0] and not re.search(r"\s", parts[0]), "a key is written NAME+ID+KEY")
    content = from_base64(parts[2], "a key")
    need(len(content) == 33 and content[0] == 1, "a key is no Ed25519 key of a ledger")
    identity = sha256(parts[0].encode(), b"\n", content)[:4]
    need(parts[1] == identity.hex(), "a key's id is not that of its name and bytes")
    return parts[0], identity, content[1:]


def opened(note):
    """What the checkpoint says, the text that is signed, and its signatures as (name, id, signature)."""
    text, gap, rest = note.decode("utf-8").rpartition("\n\n")
    if not gap:
        text, rest = rest.removesuffix("\n"), ""
    lines = text.split("\n")
    need(len(lines) == 3 and note == (text + "\n" + ("\n" + rest if gap else "")).encode(), "the checkpoint has not three lines")
    need(re.fullmatch("bihuan/[A-Za-z0-9_.-]{1,64}", lines[0]), "the checkpoint does not name a ledger")
    need(re.fullmatch("[1-9][0-9]{0,17}", lines[1]), "the checkpoint's size is no number")
    root = from_base64(lines[2], "the checkpoint's root")
    need(len(root) == 32, "the checkpoint's root has not 32 bytes")
    signatures = []
    if gap:
        need(rest.endswith("\n"), "the last signature has no line end")
        for line in rest[:-1].split("\n"):
            match = re.fullmatch("\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)", line)
            need(match, "a signature line is not written as one")
            content = from_base64(match[2], "a signature")
            need(len(content) > 4, "a signature is too short")
            signatures.append((match[1], content[:4], content[4:]))
        need(len(signatures) <= 16, "there are too many signatures")
    return {"ledger": lines[0][7:], "size": int(lines[1]), "root": root}, (text + "\n").encode(), signatures


def check_signature(text, signatures, key):
    name, identity, public = key
    mine = [signature for signer, its_id, signature in signatures if (signer, its_id) == (name, identity)]
    need(mine, f"the checkpoint is not signed by {name}")
    need(all(ed25519_is_right(public, text, signature) for signature in mine), f"the signature of {name} is wrong")


# ---------------------------------------------------------------- the bundle

README = "433331542848cdbe8ce7ee2b8c53ab3d3017b73b83edff235558d7b83d43bc78"  # SHA-256 of the explanation that every bundle of this form carries
POINT = {"ledger": str, "root": str, "short_code": str, "size": int}
CONTENTS = {"bundle": str, "checkpoint": dict, "fact_count": int, "files": list, "filing": str, "growth": list,
            "issued_item": int, "period": str, "pinned": dict}
PROOF = {"item": int, "leaf": str, "path": list, "size": int}


def point_of(value, what):
    shaped(value, POINT, what)
    point = {"ledger": value["ledger"], "size": value["size"], "root": digest_of(value["root"], f"the root of {what}")}
    need(value["short_code"] == short_code(**point), f"the short code of {what} is not that of its size and root")
    return point


def contents_of(members):
    contents = parsed(members["bundle.json"].removesuffix(b"\n"))
    need(members["bundle.json"].endswith(b"\n"), "bundle.json has no line end")
    signed = {"signed_by": str} if type(contents) is dict and "signed_by" in contents else {}
    shaped(contents, CONTENTS | signed, "bundle.json")
    need(contents["bundle"] == "bihuan-bundle/1", "bundle.json is of another form")
    need(contents["files"] == list(members)[len(FIRST_MEMBERS):], "bundle.json names other files than the archive holds")
    need(sha256(members["README.txt"]).hex() == README, "README.txt is not the one of this form")
    return contents


def proved_facts(members, contents, point):
    """Item and line of each fact; each was there when the checkpoint was made."""
    lines, proofs = lines_of(members["facts.jsonl"], "facts.jsonl"), lines_of(members["proofs.jsonl"], "proofs.jsonl")
    need(len(lines) == len(proofs) == contents["fact_count"], "facts, proofs and their number do not agree")
    facts, before = [], 0
    for line, proof_line in zip(lines, proofs):
        proof = shaped(parsed(proof_line), PROOF, "a proof")
        item = proof["item"]
        need(item > before, "the items are not in order")
        need(proof["size"] == point["size"], f"the proof of item {item} is for another size")
        leaf = leaf_of(line)
        need(digest_of(proof["leaf"], "a leaf") == leaf, f"item {item} is not what was written: its line does not give its leaf")
        path = [digest_of(digest, "a digest of a proof") for digest in proof["path"]]
        need(root_by_inclusion(item, point["size"], leaf, path) == point["root"], f"item {item} does not stand in the ledger")
        facts.append((item, typed(parsed(line), dict, f"item {item}")))
        before = item
    return facts


def check_issue(members, contents, facts, pinned):
    """The last two lines are the commit that issued: they name this ledger, this point and these files."""
    need(len(facts) >= 2, "the issuing commit is missing")
    (header_item, header), (item, issue) = facts[-2:]
    need(item == contents["issued_item"] == pinned["size"] + 2 and header_item == item - 1, "the issuing commit does not follow the paper's checkpoint")
    need(header.get("kind") == "commit" and header.get("ledger") == pinned["ledger"], "the issuing commit is of another ledger")
    need(header.get("prev") == pinned["root"].hex(), "the issuing commit does not follow the paper's checkpoint")
    need(issue.get("kind") == "report_issued", "the last fact issues no report")
    need((issue.get("filing"), issue.get("period")) == (contents["filing"], contents["period"]), "the fact issues another report")
    need((issue.get("pinned"), issue.get("root")) == (pinned["size"], pinned["root"].hex()), "the report was made at another point")
    names = [f"report/{entry.rpartition(' ')[0]}" for entry in typed(issue.get("files"), list, "the list of issued files")]
    need(names == contents["files"], "the fact names other files")
    for name, entry in zip(names, issue["files"]):
        need(digest_of(entry.rpartition(" ")[2], f"the digest of {name}") == sha256(members[name]), f"{name} is not the file that was issued")
    return issue


def check_subjects(facts):
    """Every subject's facts are there from the first on, without a gap; nothing shows whether some are missing at the end."""
    versions = {}
    for item, fact in facts[:-2]:
        need(item < facts[-2][0] and "version" in fact and "subject" in fact, f"item {item} is no fact")
        versions.setdefault(fact["subject"], []).append(fact["version"])
    return {subject for subject, seen in versions.items() if seen == list(range(1, len(seen) + 1))}


def check_figures(members, issue, facts, whole, pinned):
    """The report as data: its headline is the one that the issuing fact asserts, its hazards have their facts here."""
    name = next((name for name in members if name.startswith("report/") and name.endswith(".json")), None)
    need(name, "the report as data (JSON) is missing")
    report = typed(json.loads(members[name], object_pairs_hook=once, parse_constant=no_number), dict, name)
    printed = typed(report.get("checkpoint"), dict, f"the checkpoint of {name}")
    need((printed.get("ledger"), printed.get("size"), printed.get("root")) == (pinned["ledger"], pinned["size"], pinned["root"].hex()), "the report prints another checkpoint")
    need(printed.get("short_code", short_code(**pinned)) == short_code(**pinned), "the report prints another short code")
    asserted = dict(line.rpartition(" ")[::2] for line in typed(issue.get("figures"), list, "the figures"))
    headline = typed(report.get("headline"), dict, "the headline")
    compared = [key for key in headline if key in asserted]
    need(compared and all(str(headline[key]) == asserted[key] for key in compared), "a figure of the report is not the one that was issued")
    listed = {row["id"] for table in ("list_one", "open_work") for row in report["tables"].get(table, []) if "id" in row}
    need(listed <= whole, f"the facts of {', '.join(sorted(listed - whole)[:3])} are not all here")
    plans = [fact for _, fact in facts if fact.get("kind") in ("plan_adopted", "plan_amended")]
    need(plans and sha256(plans[-1]["text"].encode()).hex() == issue.get("plan"), "the plan is not the one that the report was made by")
    return len(compared), len(listed)


def verify(data, paper="", keys=()):
    """What was found right, as sentences. Raises Rejected."""
    members = members_of(data)
    contents = contents_of(members)
    point, text, signatures = opened(members["checkpoint.txt"])
    need(point_of(contents["checkpoint"], "the checkpoint") == point, "bundle.json and checkpoint.txt name different checkpoints")
    pinned = point_of(contents["pinned"], "the paper's checkpoint")
    need(pinned["ledger"] == point["ledger"], "the two checkpoints are of different ledgers")
    facts = proved_facts(members, contents, point)
    growth = [digest_of(digest, "a digest of the growth") for digest in contents["growth"]]
    check_growth(pinned["size"], pinned["root"], point["size"], point["root"], growth)
    issue = check_issue(members, contents, facts, pinned)
    figure_count, hazard_count = check_figures(members, issue, facts, check_subjects(facts), pinned)
    code = short_code(**pinned)
    said = [f"报告 report {contents['filing']} {contents['period']}，台账 ledger {pinned['ledger']}",
            f"{len(contents['files'])} 个文件与印发时逐字节相同 / the files are those that were issued, byte for byte",
            f"{len(facts)} 条记录均在台账中 / the facts stand in the ledger of {point['size']} items",
            f"{figure_count} 个主要数字与印发记录一致，{hazard_count} 项所列隐患的记录连续 / headline figures agree, the hazards listed have their facts",
            f"纸面短码应为 the paper must show: {code}"]
    if paper:
        digits = re.sub(r"[\s-]", "", paper)
        need(re.fullmatch("[0-9]{24}", digits) and check_digit(digits[:-1]) == digits[-1], "the code from the paper is mistyped: its check digit is wrong")
        need(digits == code.replace("-", ""), f"the paper shows {paper}; this report has {code}")
        said.append("与所输入的纸面短码一致 / it is the code that you typed")
    need(bool(signatures) == ("signed_by" in contents), "bundle.json and checkpoint.txt do not agree whether there is a signature")
    for key in dict.fromkeys(([contents["signed_by"]] if signatures else []) + list(keys)):
        check_signature(text, signatures, key_from(key))
        trusted = "所给公钥 the key you gave" if key in keys else "包内公钥，未证实属于谁 the bundle's own key; whose it is, is not shown"
        said.append(f"签名有效 signed by {key}（{trusted}）")
    need(not signatures or len(signatures) == 1, "the checkpoint has signatures that nobody checked")
    return said


NOT_CHECKED = ["记录所述是否属实 / whether what the facts say is true", "是否列出了全部记录 / whether facts were left out",
               "四个文件彼此内容是否一致（以摘要为准）/ whether workbook, page and CSV say the same as the JSON"]

# Whatever a damaged archive makes the library say is a rejection; anything else is an error of this program.
DAMAGE = (Rejected, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, binascii.Error, json.JSONDecodeError,
          UnicodeError, EOFError, NotImplementedError, RecursionError, OverflowError, ValueError, KeyError, TypeError, AttributeError)


def rejection_of(data, paper="", keys=()):
    """Why a bundle is rejected; nothing for one that is right."""
    try:
        verify(data, paper, keys)
    except DAMAGE as wrong:
        return f"{type(wrong).__name__}: {wrong}"
    return None


def main():
    parser = argparse.ArgumentParser(description="Checks a bundle of bihuan: an issued report with its proofs.")
    parser.add_argument("bundle")
    parser.add_argument("--paper", default="", metavar="CODE", help="the short code in the footer of the stamped report")
    parser.add_argument("--key", action="append", default=[], metavar="NAME+ID+KEY", help="the office's public key, got by a way that you trust")
    asked = parser.parse_args()
    try:
        with open(asked.bundle, "rb") as file:
            data = file.read(ARCHIVE_BYTES + 1)
        said = verify(data, asked.paper, asked.key)
    except OSError as wrong:
        print(f"无法读取 can't read {asked.bundle}: {wrong.strerror}")
        return 1
    except DAMAGE as wrong:
        print(f"✗ 不可信 REJECTED: {wrong}")
        return 1
    for sentence in said:
        print(f"✓ {sentence}")
    lacks = list(NOT_CHECKED)
    if not asked.paper:
        lacks.insert(0, "是否为盖章纸面那一份：请核对短码 / whether it is the stamped paper: compare the short code, or give --paper")
    if not asked.key:
        lacks.insert(0, "由谁签发：请用 --key 给出公钥 / who signed it: give --key")
    for lack in lacks:
        print(f"  未核验 not checked: {lack}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
