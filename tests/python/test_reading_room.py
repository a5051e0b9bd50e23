"""Workbooks are read in a process that can do nothing but read, within caps that are counted while unpacking."""

import contextlib
import errno
import io
import json
import os
import signal
import struct
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

import bihuan
from bihuan import reading_room
from bihuan import workbook as door
from conftest import day
from returns import ROW, workbook

RECEIVED = day("2021-04-01")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = (
    f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)


def sheet(cells: str) -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": LINKS.replace("/worksheet\"", "/officeDocument\"").replace("worksheets/sheet1.xml", "xl/workbook.xml"),
    "xl/workbook.xml": BOOK,
    "xl/_rels/workbook.xml.rels": LINKS,
    "xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'),
}


def package(**changed: str | bytes | None) -> bytes:
    """The smallest workbook, with parts added, changed or (None) left out. In names `__` stands for `/`."""
    parts = PARTS | {name.replace("__", "/"): part for name, part in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if part is not None:
                archive.writestr(name, part)
    return out.getvalue()


def with_sheet(cells: str) -> bytes:
    return package(**{"xl/worksheets/sheet1.xml": sheet(cells)})


def with_part(name: str, part: str | bytes) -> bytes:
    return package(**{name: part})


def refusal_of(content: bytes) -> str:
    with pytest.raises(bihuan.FormError) as told:
        door.read_workbook(content, "表.xlsx")
    assert told.value.code == "bad_file" and told.value.file == "表.xlsx"
    assert str(told.value).startswith("表.xlsx ") and told.value.chinese.startswith("表.xlsx：")
    assert not told.value.chinese.isascii() and told.value.chinese != str(told.value)
    assert_it_still_reads()
    return str(told.value)


def assert_it_still_reads() -> None:
    assert door.read_workbook(package(), "good.xlsx")[0].rows == [["甲"]]


# ---------------------------------------------------------------- the fence


def behind_the_fence(attempt: str) -> str:
    """What an attempt prints in a process that has confined itself as the child does."""
    program = f"""
        import ctypes, os, runpy, socket, subprocess, sys, threading, resource
        room = runpy.run_path({reading_room.__file__!r})
        def attempt():
{textwrap.indent(textwrap.dedent(attempt), " " * 12)}
        room["confine"]()
        try:
            said = str(attempt())
        except BaseException as error:
            said = type(error).__name__ + " " + str(getattr(error, "errno", ""))
        os.write(1, said.encode())
        os._exit(0)
    """
    done = subprocess.run([sys.executable, "-I", "-c", textwrap.dedent(program)], capture_output=True, timeout=60)
    assert done.returncode == 0 or not done.stdout, done.stderr
    return done.stdout.decode() or f"died of {-done.returncode}"


@pytest.mark.parametrize(
    "attempt",
    [
        "return socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
        "return socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "return socket.socket(socket.AF_UNIX)",
        "return socket.socketpair()",
    ],
    ids=["tcp", "udp", "unix", "pair"],
)
def test_no_socket_can_be_opened_where_workbooks_are_read(attempt: str):
    said = behind_the_fence(attempt)
    assert said.split()[0] in ("PermissionError", "OSError", "gaierror"), said


def test_the_call_itself_is_denied_and_not_only_for_want_of_room_for_files():
    assert behind_the_fence("return socket.socket()") == f"PermissionError {errno.EPERM}"


@pytest.mark.parametrize(
    "attempt",
    [
        "return open('/tmp/bihuan-fence', 'w')",
        "return open('/etc/hostname')",
        "return os.unlink('/tmp/bihuan-fence')",
        "return os.mkdir('/tmp/bihuan-fence.d')",
        "return os.fork()",
        "return subprocess.run(['/bin/true'])",
        "return os.execv('/bin/true', ['true'])",
        "return os.kill(os.getppid(), 0)",
        "return os.setpriority(os.PRIO_PROCESS, 0, -5)",
        "return os.setuid(0)",
        "return os.pipe()",
    ],
    ids=["write", "read", "unlink", "mkdir", "fork", "run", "exec", "kill", "priority", "user", "pipe"],
)
def test_the_reader_has_no_files_no_processes_and_no_privileges(attempt: str):
    said = behind_the_fence(attempt)
    assert said.split() == ["PermissionError", str(errno.EPERM)], said
    assert not Path("/tmp/bihuan-fence").exists()


def test_memory_and_time_of_the_reader_are_limited():
    assert behind_the_fence("return len(bytearray(600 << 20))") == "MemoryError "
    program = textwrap.dedent(f"""
        import os, resource, runpy
        room = runpy.run_path({reading_room.__file__!r})
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            room["confine"]()
            os.write(write, b"x")
            while True: pass
        os.read(read, 1)
        named = ("AS", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE")
        print([resource.prlimit(child, getattr(resource, "RLIMIT_" + name))[0] for name in named])
        print([line for line in open(f"/proc/{{child}}/status") if line.startswith(("NoNewPrivs", "Seccomp:"))])
        os.kill(child, 9); os.waitpid(child, 0)
    """)
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=60, check=True)
    limits, status = done.stdout.splitlines()
    assert json.loads(limits) == [reading_room.MOST_MEMORY_BYTES, reading_room.MOST_CPU_SECONDS, 0, 0, 0, 0]
    assert "NoNewPrivs:\\t1" in status and "Seccomp:\\t2" in status


def test_the_limits_can_not_be_lifted_again():
    said = behind_the_fence("return resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)")
    assert said.split()[0] in ("ValueError", "PermissionError"), said  # Python's words for EPERM


def test_a_machine_without_a_filter_reads_no_workbook_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_room, "MACHINES", {})
    asker, _ = os.pipe()
    kind, answer = reading_room.read_apart(package(), asker)
    english, chinese = json.loads(answer)
    assert kind == b"X" and "seccomp" in english and "CSV" in english and "CSV" in chinese


# ---------------------------------------------------------------- the room


def fresh_room() -> int:
    door.reader.end()
    assert_it_still_reads()
    room = door.reader.room
    assert room is not None
    return room


def alive(process: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until(what: object, seconds: float = 20) -> None:
    """For what another process does in its own time; the limit only ends a broken test."""
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_one_room_reads_all_workbooks_of_a_process_and_leaves_no_zombie():
    room = fresh_room()
    for _ in range(20):
        assert_it_still_reads()
    assert door.reader.room == room
    assert children_of(room) == []
    door.reader.end()
    assert not alive(room) and not Path(f"/proc/{room}").exists()


def test_a_room_that_was_killed_is_opened_again():
    room = fresh_room()
    os.kill(room, signal.SIGKILL)
    wait_until(lambda: not alive(room))
    assert_it_still_reads()
    assert door.reader.room != room


def test_threads_take_turns_at_the_reader():
    wrong: list[object] = []

    def read(number: int) -> None:
        text = f"行{number}"
        rows = "".join(
            f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>' for row in range(1, 50)
        )
        for _ in range(5):
            found = door.read_workbook(with_sheet(rows), "t.xlsx")[0].rows
            if found != [[text]] * 49:
                wrong.append(found)

    threads = [threading.Thread(target=read, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_fork_opens_a_room_of_its_own_and_the_first_stays():
    room = fresh_room()
    child = os.fork()
    if child == 0:
        code = 1
        with contextlib.suppress(BaseException):
            first = door.reader.room is None
            assert_it_still_reads()
            code = 0 if first and door.reader.room not in (None, room) else 2
            door.reader.end()
        os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert_it_still_reads()
    assert door.reader.room == room


@pytest.mark.parametrize("ending", ["killed", "ended"])
def test_the_room_ends_with_the_process_that_opened_it(ending: str, tmp_path: Path):
    book = tmp_path / "x.xlsx"
    book.write_bytes(package())
    program = f"""
from bihuan import workbook
workbook.read_workbook(open({str(book)!r}, "rb").read(), "x")
print(workbook.reader.room, flush=True)
{"input()" if ending == "killed" else ""}
"""
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asker:
        assert asker.stdout is not None
        room = int(asker.stdout.readline())
        if ending == "killed":
            assert alive(room)
            asker.kill()
        asker.wait()
    wait_until(lambda: not alive(room))


def test_an_interrupted_question_does_not_answer_the_next_one():
    fresh_room()
    begun = with_sheet("".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 40_000)))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.03)
        with pytest.raises(KeyboardInterrupt):
            while True:
                door.read_workbook(begun, "long.xlsx")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert_it_still_reads()


# ---------------------------------------------------------------- what a workbook may not do


def test_a_bomb_is_found_while_it_unpacks_whatever_sizes_are_declared():
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(bomb.compress(b"\0" * (1 << 20)) for _ in range(200)) + bomb.flush()
    assert len(packed) < 300_000
    honest = with_part("xl/media/image1.png", b"x" * 1000)
    for declared in (10, len(packed), 0xFFFF_FFF0):
        small = zlib.compressobj(9, zlib.DEFLATED, -15)
        stored = small.compress(b"x" * 1000) + small.flush()
        content = replaced(honest, "xl/media/image1.png", stored, packed, declared)
        assert "unpacks to more than" in refusal_of(content)


def replaced(content: bytes, name: str, old: bytes, new: bytes, declared: int) -> bytes:
    """The last part's bytes replaced, and a size declared that is not its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.getinfo(name)
        end = archive.start_dir
    start = member.header_offset + 30 + len(name)
    size = member.compress_size
    directory = bytearray(content[end:])
    place = directory.rfind(b"PK\x01\x02")
    struct.pack_into("<II", directory, place + 20, len(new), declared)
    final = directory.rfind(b"PK\x05\x06")
    struct.pack_into("<I", directory, final + 16, start + len(new))
    local = bytearray(content[: start])
    struct.pack_into("<II", local, member.header_offset + 18, len(new), declared)
    assert start + size == end and old
    return bytes(local) + new + bytes(directory)


def test_many_parts_large_in_sum_are_found():
    parts: dict[str, str | bytes] = {f"xl/media/{n}.png": b"\0" * (30 << 20) for n in range(5)}
    assert "unpacks to more than" in refusal_of(package(**parts))


def test_a_million_parts_are_not_even_listed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number in range(reading_room.MOST_ENTRIES + 1):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    assert "more than 10000 parts" in refusal_of(out.getvalue())


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
     "xl/sharedStrings.xml", "docProps/app.xml", "customXml/item1.xml", "XL/OTHER.XML"],
)  # fmt: skip
def test_a_document_type_is_refused_in_every_part(part: str):
    original = PARTS.get(part, f"{HEAD}<x/>")
    text = str(original).replace(HEAD, HEAD + DOCTYPE)
    assert "declares a document type" in refusal_of(with_part(part, text))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_document_type_does_not_pass_in_another_encoding(encoding: str):
    text = str(PARTS["xl/worksheets/sheet1.xml"]).replace(HEAD, DOCTYPE)
    assert "not UTF-8" in refusal_of(with_part("xl/worksheets/sheet1.xml", text.encode(encoding)))


def test_a_part_that_declares_another_encoding_is_refused():
    text = str(PARTS["xl/worksheets/sheet1.xml"]).replace("UTF-8", "UTF-7")
    assert "in UTF-7, not UTF-8" in refusal_of(with_part("xl/worksheets/sheet1.xml", text))


def test_deep_nesting_is_refused_at_the_first_level_too_many():
    def nested(depth: int) -> bytes:
        return with_part("xl/comments1.xml", "<a>" * depth + "</a>" * depth)

    door.read_workbook(nested(reading_room.MOST_DEPTH), "x")
    assert "nests more than" in refusal_of(nested(reading_room.MOST_DEPTH + 1))


def value(cell: str, attributes: str = "") -> str:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{digits}"><c r="{cell}"{attributes}><v>1</v></c></row>'


def test_rows_and_columns_are_read_up_to_the_last_and_no_further():
    assert len(door.read_workbook(with_sheet(value("A50000")), "x")[0].rows) == 50_000
    assert len(door.read_workbook(with_sheet(value("KN1")), "x")[0].rows[0]) == 300
    assert "a cell at A50001" in refusal_of(with_sheet(value("A50001")))
    assert "a cell at KO1" in refusal_of(with_sheet(value("KO1")))
    assert "a cell at KO1" in refusal_of(with_sheet('<row r="1">' + "<c><v>1</v></c>" * 301 + "</row>"))
    assert "a cell at" in refusal_of(with_sheet(value("XFD1048577")))


def test_the_area_of_all_sheets_is_limited():
    assert len(door.read_workbook(with_sheet(value("A1") + value("AN50000")), "x")[0].rows) == 50_000
    assert "more than 2000000 cells" in refusal_of(with_sheet(value("A1") + value("AO50000")))


def test_a_cell_holds_32767_characters_and_not_one_more():
    def text(length: int, character: str = "隐") -> bytes:
        return with_sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{character * length}</t></is></c></row>')

    for length in (32_766, 32_767):
        assert door.read_workbook(text(length), "x")[0].rows == [["隐" * length]]
    assert "characters in cell A1" in refusal_of(text(32_768))
    assert "characters in cell A1" in refusal_of(text(16_384, "𠮷"))
    assert door.read_workbook(text(16_383, "𠮷"), "x")[0].rows == [["𠮷" * 16_383]]


def test_a_workbook_that_needs_too_much_memory_ends_its_reader_and_nothing_else():
    strings = f'{HEAD}<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 40_000))
    links = LINKS.replace("</Relationships>", '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/'
                          'officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
    parts: dict[str, str | bytes] = {
        "xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": links, "xl/worksheets/sheet1.xml": sheet(cells),
    }  # fmt: skip
    assert "512 MB" in refusal_of(package(**parts))


def test_a_workbook_that_computes_too_long_ends_its_reader(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_room, "MOST_CPU_SECONDS", 1)
    monkeypatch.setattr(reading_room, "answer_to", lambda content: all(True for _ in iter(int, 1)))
    asker, _ = os.pipe()
    kind, answer = reading_room.read_apart(b"", asker)
    assert kind == b"X" and "of computing" in json.loads(answer)[0]


def test_a_reader_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_room, "MOST_SECONDS", 0.2)
    monkeypatch.setattr(reading_room, "answer_to", lambda content: os.read(os.pipe()[0], 1))
    monkeypatch.setattr(reading_room, "confine", lambda: None)
    asker, _ = os.pipe()
    kind, answer = reading_room.read_apart(b"", asker)
    assert kind == b"X" and "to read" in json.loads(answer)[0]


@pytest.mark.parametrize("ending", [signal.SIGSEGV, signal.SIGABRT, signal.SIGILL])
def test_a_reader_that_dies_is_reported_and_the_next_workbook_is_read(ending: signal.Signals, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_room, "answer_to", lambda content: os.kill(os.getpid(), ending))
    monkeypatch.setattr(reading_room, "confine", lambda: None)
    asker, _ = os.pipe()
    kind, answer = reading_room.read_apart(package(), asker)
    english, chinese = json.loads(answer)
    assert kind == b"X" and f"signal {int(ending)}" in english and "另存为" in chinese


# ---------------------------------------------------------------- how a package is put together


@pytest.mark.parametrize(
    "name",
    ["../evil.xml", "xl/../../evil.xml", "/etc/passwd", "C:/x.xml", "xl\\evil.xml", "xl/..", "xl/a\x00.xml", "xl/a\n.xml"],
)
def test_a_part_whose_name_leads_elsewhere_is_refused(name: str):
    held = "xl/media/" + "x" * 20
    wanted = name + "/" + "x" * (len(held) - len(name) - 1)
    content = with_part(held, b"x").replace(held.encode(), wanted.encode())
    assert "leads elsewhere" in refusal_of(content)


def test_two_parts_of_one_name_are_refused():
    first = with_part("xl/worksheets/sheet2.xml", b"<x/>")
    for other in (b"xl/worksheets/sheet1.xml", b"XL/worksheets/SHEET1.xml"):
        assert "two parts called" in refusal_of(first.replace(b"xl/worksheets/sheet2.xml", other))


def test_an_encrypted_part_is_refused():
    content = bytearray(package())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    assert "encrypted" in refusal_of(bytes(content))
    content = bytearray(package())
    content[6] |= 1
    assert "encrypted" in refusal_of(bytes(content))


def test_parts_that_share_bytes_are_refused():
    content = bytearray(with_part("xl/media/a.bin", b"y" * 4000))
    places = [at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"]
    second = struct.unpack_from("<I", content, places[1] + 42)[0]
    grown = struct.unpack_from("<I", content, places[0] + 20)[0] + 200
    struct.pack_into("<I", content, places[0] + 20, grown)
    assert "overlaps" in refusal_of(bytes(content))
    content = bytearray(with_part("xl/media/a.bin", b"y" * 4000))
    struct.pack_into("<I", content, places[0] + 42, second)
    assert "damaged" in refusal_of(bytes(content))


def test_a_part_that_calls_itself_otherwise_than_the_directory_is_refused():
    content = package()
    first = content.find(b"xl/worksheets/sheet1.xml")
    assert "calls itself" in refusal_of(content[:first] + b"xl/worksheets/sheetX.xml" + content[first + 24 :])


def test_a_package_in_a_package_is_refused():
    assert "another package" in refusal_of(with_part("xl/embeddings/Book1.xlsx", package()))


def test_bytes_that_are_not_what_the_directory_says_are_refused():
    content = bytearray(package())
    place = content.rfind(b"PK\x01\x02")
    content[place + 16] ^= 1  # the checksum
    assert "not what the directory says" in refusal_of(bytes(content))


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(part: str):
    assert "carries macros" in refusal_of(with_part(part, b"<x/>"))


def test_external_links_are_never_followed_and_their_cells_keep_what_was_computed():
    links = LINKS.replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
        'Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>',
    )
    cells = '<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>42</v></c><c r="B1" t="str"><f>WEBSERVICE("http://x")</f><v>甲</v></c></row>'
    parts: dict[str, str | bytes] = {
        "xl/_rels/workbook.xml.rels": links,
        "xl/externalLinks/externalLink1.xml": f"{HEAD}<externalLink/>",
        "xl/worksheets/sheet1.xml": sheet(cells),
    }
    assert door.read_workbook(package(**parts), "x")[0].rows == [["42", "甲"]]


def test_of_a_formula_the_computed_value_counts_and_one_never_computed_is_refused():
    computed = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert door.read_workbook(with_sheet(computed), "x")[0].rows == [["2", ""]]
    assert "never computed in cell B7" in refusal_of(with_sheet('<row r="7"><c r="B7"><f>1+1</f></c></row>'))
    assert "never computed in cell B7" in refusal_of(with_sheet('<row r="7"><c r="B7"><f>1+1</f><v></v></c></row>'))
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    assert "never computed" in refusal_of(out.getvalue())


def test_random_damage_ends_in_a_refusal_or_in_sheets(capsys: pytest.CaptureFixture[str]):
    """Seeded; every outcome is one or the other, and the reader lives on."""
    import random

    seed = 20261125
    chance = random.Random(seed)
    whole = package()
    read = refused = 0
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            door.read_workbook(bytes(content), "x")
            read += 1
        except bihuan.FormError as error:
            assert error.code == "bad_file" and "ended with" not in str(error), error
            refused += 1
    assert read + refused == 150
    with capsys.disabled():
        print(f"\ndoor: 150 damaged workbooks, {read} read, {refused} refused, seed {seed}")


# ---------------------------------------------------------------- read once


def test_what_is_hashed_is_what_was_read_though_the_file_changes_meanwhile(campaign, tmp_path: Path, monkeypatch):
    file = workbook(tmp_path / "r.xlsx", [ROW])
    taken = file.read_bytes()
    reads = []
    really = door.content_of

    def then_changed(paths: object) -> bytes | None:
        content = really(paths)  # type: ignore[arg-type]
        reads.append(content)
        file.write_bytes(b"something else")
        return content

    monkeypatch.setattr(door, "content_of", then_changed)
    campaign.hand_in(file, received=RECEIVED)
    import hashlib

    assert reads == [taken]
    received = next(known for known in campaign.facts() if known.kind is bihuan.FactKind.return_received)
    assert received.fields["source"] == hashlib.sha256(taken).hexdigest()


def test_what_is_no_plain_file_is_refused_and_waits_for_nobody(campaign, tmp_path: Path):
    for path in (Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(bihuan.FormError, match="no file that can be handed in"):
            campaign.hand_in(path, received=RECEIVED)
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(bihuan.FormError, match="no file that can be handed in"):
        campaign.hand_in(tmp_path / "pipe.xlsx", received=RECEIVED)
