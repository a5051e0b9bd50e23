"""Where workbooks are read: a process of its own, and in it one child with hard limits for each workbook.

Started by path (`python -I -S reading_room.py SITE`), never as part of bihuan, of which it imports nothing. It takes
workbooks from its standard input and answers on its standard output until the input ends. A request is a length (8
bytes) and the bytes of a workbook; an answer is one letter, a length and JSON: R what was read, X why it was refused.

The child that reads may compute and say one thing: it has no files, no network, no other processes, and little memory
and time. All counts are taken while unpacking; what the workbook's own directory says of sizes is believed nowhere.
"""

from __future__ import annotations

import codecs
import ctypes
import datetime as dt
import decimal
import errno
import functools
import gc
import io
import json
import os
import platform
import re
import resource
import select
import signal
import struct
import sys
import time
import zipfile
import zlib
from typing import Any, NamedTuple, NoReturn
from xml.parsers import expat

MOST_BYTES = 20 * 1024 * 1024
"""Of the file; a return of one unit has some hundred kilobytes."""
MOST_ENTRIES = 10_000
MOST_PART_BYTES = 64 * 1024 * 1024
MOST_UNPACKED_BYTES = 128 * 1024 * 1024
MOST_DEPTH = 128
MOST_ROWS = 50_000
MOST_COLUMNS = 300
MOST_CELLS = 2_000_000
"""Of all sheets together, blank ones within the used area too: each takes memory."""
MOST_CHARACTERS = 32_767
"""In a cell: no office program keeps more."""
MOST_ANSWER_BYTES = 64 * 1024 * 1024
MOST_MEMORY_BYTES = 512 * 1024 * 1024
MOST_CPU_SECONDS = 20
MOST_SECONDS = 60

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
FRAME = struct.Struct(">cQ")
NO_FENCE = 70
NO_MEMORY = 71
FAILED = 72


class Refusal(Exception):
    """Why a workbook is not read, in both languages, to follow its name."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


# ---------------------------------------------------------------- the fence around the child


class Machine(NamedTuple):
    """How Linux names a kind of machine to a filter, and the numbers of the calls that only compute."""

    arch: int
    calls: tuple[int, ...]


# read write close fstat lseek mmap mprotect munmap brk mremap madvise, signals of one's own, futex, clocks, exit
X86_64 = Machine(
    0xC000003E,
    (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 28, 39, 60, 131, 186, 202, 219, 228, 231, 318),
)
GENERIC = (57, 62, 63, 64, 80, 93, 94, 98, 113, 124, 128, 132, 134, 135, 139, 172, 178, 214, 215, 216, 222, 226, 233, 278)
MACHINES = {
    "x86_64": X86_64,
    "aarch64": Machine(0xC00000B7, GENERIC),
    "riscv64": Machine(0xC00000F3, GENERIC),
    "loongarch64": Machine(0xC0000102, GENERIC),
}
ALLOW, DENY, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
LOAD, EQUALS, ANSWER = 0x20, 0x15, 0x06  # of the filter's own small language
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, FILTER = 1, 22, 38, 2


def call_filter(machine: Machine) -> bytes:
    """Lets through the calls that only compute; every other one fails with EPERM."""
    steps = [(LOAD, 0, 0, 4), (EQUALS, 1, 0, machine.arch), (ANSWER, 0, 0, KILL), (LOAD, 0, 0, 0)]
    count = len(machine.calls)
    steps += [(EQUALS, count - place, 0, call) for place, call in enumerate(machine.calls)]
    steps += [(ANSWER, 0, 0, DENY), (ANSWER, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def confine() -> None:
    """Takes everything but computing from this process, for good. Throws OSError where the machine can't."""
    for limit, soft, hard in (
        (resource.RLIMIT_AS, MOST_MEMORY_BYTES, MOST_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS, MOST_CPU_SECONDS + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        most = resource.getrlimit(limit)[1]  # a machine may have set less already
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(limit, (soft, hard))
    machine = MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine is None:
        raise OSError(errno.ENOSYS, "no filter of system calls is known for this machine")
    steps = call_filter(machine)
    libc = ctypes.CDLL(None, use_errno=True)
    program = Program(len(steps) // 8, steps)
    for option, *values in (
        (PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), ctypes.c_ulong(0)),
        (PR_SET_SECCOMP, ctypes.c_ulong(FILTER), ctypes.byref(program)),
    ):
        if libc.prctl(option, *values, ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
            raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")
    if libc.socket(2, 1, 0) >= 0:
        raise OSError(errno.ENOSYS, "the filter of system calls does not hold")


# ---------------------------------------------------------------- the room


def serve(requests: int, answers: int) -> None:
    """One workbook after the other, until the process that asks is gone."""
    while (head := take(requests, 8)) is not None:
        length = int.from_bytes(head, "big")
        content = take(requests, length) if length <= MOST_BYTES else None
        if content is None:
            return
        kind, body = read_apart(content, requests)
        put(answers, FRAME.pack(kind, len(body)) + body)


def take(source: int, length: int) -> bytes | None:
    """Exactly that many bytes; None when they end before."""
    parts = []
    while length > 0:
        part = os.read(source, min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def put(target: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(target, view) :]


def read_apart(content: bytes, asker: int) -> tuple[bytes, bytes]:
    """Has a child read the workbook; what it says counts only when it ended well."""
    ours, theirs = os.pipe()
    room = os.getpid()
    child = os.fork()
    if child == 0:
        read_here(content, theirs, room)
    os.close(theirs)
    well = False
    try:
        said, why = listen(ours, asker)
        well = why is None
    finally:
        os.close(ours)
        if not well:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if why is None and status == 0 and said[:1] in (b"R", b"X"):
        return said[:1], said[1:]
    return b"X", refusal_text(why or end_of(status))


def listen(ours: int, asker: int) -> tuple[bytes, Refusal | None]:
    """What the child says until it closes its end; a refusal when it takes too long or says too much."""
    said = bytearray()
    watch = select.poll()
    watch.register(ours, select.POLLIN)
    watch.register(asker, 0)  # tells only when the asker is gone
    deadline = time.monotonic() + MOST_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        for place, what in watch.poll(left * 1000):
            if place == asker and what & (select.POLLHUP | select.POLLERR):
                raise BrokenPipeError("nobody waits for the answer")
            if place == ours:
                part = os.read(ours, 1 << 20)
                if not part:
                    return bytes(said), None
                said += part
        if len(said) > MOST_ANSWER_BYTES:
            return b"", Refusal(f"holds more than {MOST_ANSWER_BYTES} bytes of text", "文字过多，请删去无关内容")
    return b"", Refusal(f"takes more than {MOST_SECONDS} s to read", f"读取超过 {MOST_SECONDS} 秒，请删去无关内容")


def end_of(status: int) -> Refusal:
    """What became of a child that said nothing."""
    code = os.waitstatus_to_exitcode(status)
    if code == NO_FENCE:
        return Refusal(
            "can't be read: this machine offers no filter of system calls (seccomp), and workbooks are read behind "
            "one only; hand in CSV files instead",
            "无法读取：本机内核不支持系统调用过滤（seccomp），工作簿只在隔离环境中读取；请改报 CSV 文件",
        )
    if code == NO_MEMORY:
        return too_large()
    if code == -signal.SIGXCPU or code == -signal.SIGKILL:
        return Refusal(
            f"was not read: it takes more than {MOST_CPU_SECONDS} s of computing, or its reader was ended; delete "
            "what does not belong to the return",
            f"未能读取：计算超过 {MOST_CPU_SECONDS} 秒或读取进程被终止；请删去无关内容后再报",
        )
    how = f"signal {-code}" if code < 0 else f"code {code}"
    return Refusal(
        f"was not read: its reader ended with {how}, most likely for want of memory ({MOST_MEMORY_BYTES >> 20} MB); "
        "save it anew as .xlsx with only what belongs to the return",
        f"未能读取：读取进程异常结束（{how}），多半因所需内存超过 {MOST_MEMORY_BYTES >> 20} MB；请删去无关内容，重新另存为 .xlsx",
    )


def too_large() -> Refusal:
    return Refusal(
        f"needs more than {MOST_MEMORY_BYTES >> 20} MB of memory to read; delete what does not belong to the return",
        f"读取所需内存超过 {MOST_MEMORY_BYTES >> 20} MB，请删去无关内容后再报",
    )


def refusal_text(why: Refusal) -> bytes:
    return json.dumps([why.english, why.chinese], ensure_ascii=False).encode()


# ---------------------------------------------------------------- the child


def read_here(content: bytes, answer: int, room: int) -> NoReturn:
    """The life of a child: behind the fence, one workbook, one answer."""
    code = NO_FENCE
    try:
        os.dup2(answer, 1)
        os.close(0)
        os.closerange(2, 256)
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == room:
            confine()
            code = FAILED
            put(1, answer_to(content))
            code = 0
    except MemoryError:
        code = NO_MEMORY
    finally:
        os._exit(code)


def answer_to(content: bytes) -> bytes:
    import python_calamine

    try:
        checked = checked_copy(content)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(checked))
        worksheet = python_calamine.SheetTypeEnum.WorkSheet
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == worksheet]
        sheets = [(name, rows_of(book.get_sheet_by_name(name), name)) for name in names]
        return b"R" + json.dumps(sheets, ensure_ascii=False).encode()
    except Refusal as why:
        return b"X" + refusal_text(why)
    except (python_calamine.CalamineError, expat.ExpatError, ValueError, OSError) as error:
        return b"X" + refusal_text(
            Refusal(f"can't be read as a workbook ({error})", f"无法读取（{error}），请重新另存为 .xlsx")
        )


# ---------------------------------------------------------------- the package


def checked_copy(content: bytes) -> bytes:
    """The XML parts of the workbook, each looked through, in a package written anew: what is read is what was checked,
    however the package itself is put together."""
    if content.startswith(OLD_OFFICE):
        raise Refusal(
            "is an old .xls workbook or is protected by a password; save it as .xlsx without a password",
            "是旧格式（.xls）或设有打开密码，请去掉密码后另存为 .xlsx",
        )
    if len(content) > MOST_BYTES:
        raise Refusal(f"has more than {MOST_BYTES} bytes", "文件过大，请删去无关内容")
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise Refusal(f"has more than {MOST_ENTRIES} parts", f"内含文件超过 {MOST_ENTRIES} 个，请重新另存为 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            end = archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, EOFError, struct.error, ValueError) as error:
        raise damaged(str(error)) from error
    check_names(members)
    watch = SheetWatch()
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as out:
        unpacked = 0
        for member, start in placed(content, members, end):
            part = unpack(content, member, start, MOST_UNPACKED_BYTES - unpacked)
            unpacked += len(part)
            if part.startswith(ZIP):
                raise Refusal(
                    f"holds another package ({member.filename}); delete the embedded file",
                    f"内嵌了其他文件（{member.filename}），请删除后再报",
                )
            if member.filename.lower().endswith((".xml", ".rels")):
                watch.look_through(part, member.filename)
                out.writestr(member.filename, part)
    return copy.getvalue()


def damaged(what: str) -> Refusal:
    return Refusal(f"is damaged ({what})", "文件已损坏，请重新导出")


def check_names(members: list[zipfile.ZipInfo]) -> None:
    """Names that lead elsewhere, names twice, macros, and other kinds of files."""
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        steps = name.split("/")
        if ".." in steps or name.startswith("/") or re.search(r"[\x00-\x1f\x7f\\:]", name):
            raise Refusal(f"has a part whose name leads elsewhere ({name!r})", f"内含名称可疑的文件（{name!r}），不予读取")
        if name.casefold() in seen:
            raise Refusal(f"has two parts called {name}", f"内含两个同名文件（{name}），不予读取")
        seen.add(name.casefold())
        if steps[-1].casefold() == "vbaproject.bin" or "/macrosheets/" in name.casefold():
            raise Refusal("carries macros (.xlsm); save it as .xlsx", "含有宏（.xlsm），请另存为 .xlsx")
    if "xl/workbook.xml" not in seen:
        raise Refusal("is no .xlsx workbook; save it as .xlsx", "不是 .xlsx 工作簿，请另存为 .xlsx")


def placed(content: bytes, members: list[zipfile.ZipInfo], end: int) -> list[tuple[zipfile.ZipInfo, int]]:
    """Where the bytes of each part begin. No two parts may share any, and each must call itself what the directory
    calls it."""
    out = []
    last = end
    for member in sorted(members, key=lambda one: one.header_offset, reverse=True):
        at = member.header_offset
        if at < 0 or at + 30 > last or content[at : at + 4] != ZIP:
            raise damaged(f"no part begins at byte {at}")
        flags, method = struct.unpack_from("<HH", content, at + 6)
        name_length, extra_length = struct.unpack_from("<HH", content, at + 26)
        start = at + 30 + name_length + extra_length
        if (flags | member.flag_bits) & 0x2041:
            raise Refusal(
                f"has an encrypted part ({member.filename}); save it without a password",
                f"内含加密文件（{member.filename}），请去掉密码后另存为 .xlsx",
            )
        name = content[at + 30 : at + 30 + name_length].decode("utf-8" if flags & 0x800 else "cp437")
        if name != member.orig_filename or method != member.compress_type:
            raise damaged(f"{member.filename} calls itself {name}")
        if start + member.compress_size > last:
            raise damaged(f"{member.filename} overlaps what follows it")
        last = at
        out.append((member, start))
    return out


def unpack(content: bytes, member: zipfile.ZipInfo, start: int, room: int) -> bytes:
    """The bytes of a part, counted while they come out."""
    packed = content[start : start + member.compress_size]
    most = min(room, MOST_PART_BYTES)
    if member.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = stream.decompress(packed, most + 1)
        except zlib.error as error:
            raise damaged(f"{member.filename}: {error}") from error
        if len(part) <= most and (not stream.eof or stream.unused_data):
            raise damaged(f"{member.filename} does not end where the directory says")
    else:
        raise damaged(f"{member.filename} is packed in an unknown way")
    if len(part) > most:
        raise Refusal(
            f"unpacks to more than {MOST_PART_BYTES} bytes in one part or {MOST_UNPACKED_BYTES} in all",
            "解压后过大，请删去无关内容",
        )
    if len(part) != member.file_size or zlib.crc32(part) != member.CRC:
        raise damaged(f"{member.filename} is not what the directory says")
    return part


# ---------------------------------------------------------------- the parts


class SheetWatch:
    """Looks through XML parts before anything else reads them: document types, depth, and where cells stand. It is asked
    for every element of every part, so its handlers are flat."""

    def __init__(self) -> None:
        self.cells = 0
        self._name = self._type = ""
        self._depth = self._row = self._column = self._last_row = self._last_column = 0
        self._in_cell = self._has_formula = self._has_value = False

    def look_through(self, part: bytes, name: str) -> None:
        if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part:
            raise Refusal(f"has a part that is not UTF-8 ({name})", f"内含非 UTF-8 编码的文件（{name}），请重新另存为 .xlsx")
        self._name = name
        self._depth = self._row = self._column = self._last_row = self._last_column = 0
        self._in_cell = False
        self._parser = parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._has_doctype
        parser.StartElementHandler = self._begins
        parser.EndElementHandler = self._ends
        parser.Parse(part, True)
        self.cells += self._last_row * self._last_column
        if self.cells > MOST_CELLS:
            raise Refusal(
                f"has sheets of more than {MOST_CELLS} cells together; delete what lies outside the tables",
                f"各表合计超过 {MOST_CELLS} 个单元格，请删去表外内容",
            )

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.upper() not in ("UTF-8", "US-ASCII"):
            raise Refusal(
                f"has a part in {encoding}, not UTF-8 ({self._name})",
                f"内含非 UTF-8 编码的文件（{self._name}），请重新另存为 .xlsx",
            )

    def _has_doctype(self, *_: object) -> None:
        raise Refusal(
            f"declares a document type in {self._name}; no office program does, so it is not read",
            f"文件 {self._name} 含有 DOCTYPE 声明，办公软件不会这样写，不予读取；请重新另存为 .xlsx",
        )

    def _begins(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and local(tag) == "worksheet":
            self._parser.StartElementHandler = self._begins_in_sheet
            self._parser.EndElementHandler = self._ends_in_sheet
        elif self._depth > MOST_DEPTH:
            self._too_deep()

    def _ends(self, tag: str) -> None:
        self._depth -= 1

    def _too_deep(self) -> NoReturn:
        raise Refusal(f"nests more than {MOST_DEPTH} deep in {self._name}", f"{self._name} 嵌套过深，不予读取")

    def _begins_in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        word = local(tag) if ":" in tag else tag
        if word == "c":
            self._in_cell = True
            self._has_formula = self._has_value = False
            self._type = attributes.get("t", "n")
            place = attributes.get("r")
            if place is None:
                self._column += 1
            else:
                letters = place.rstrip("0123456789")
                self._column = column_number(letters)
                self._row = whole(place[len(letters) :])
        elif word == "v" or word == "is":
            if self._in_cell:
                self._value(word)
        elif word == "row":
            self._row = whole(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif word == "f" and self._in_cell:
            self._has_formula = True
        elif self._depth > MOST_DEPTH:
            self._too_deep()

    def _value(self, word: str) -> None:
        if self._type == "e":
            where = place_name(self._row, self._column)
            raise Refusal(f"has a formula that fails in cell {where}", f"单元格 {where} 的公式出错，请改正")
        if word == "v" and self._has_formula and self._type != "str":
            self._parser.CharacterDataHandler = self._says  # an empty one was never computed
        else:
            self._has_value = True

    def _says(self, text: str) -> None:
        self._has_value = True

    def _ends_in_sheet(self, tag: str) -> None:
        self._depth -= 1
        word = local(tag) if ":" in tag else tag
        if word == "v":
            if self._has_formula:
                self._parser.CharacterDataHandler = None
        elif word == "c":
            self._in_cell = False
            if self._has_value:
                if self._column > self._last_column or self._row > self._last_row:
                    self._reaches_further()
            elif self._has_formula:
                where = place_name(self._row, self._column)
                raise Refusal(
                    f"has a formula that was never computed in cell {where}; open the workbook, save it and hand it in "
                    "again",
                    f"单元格 {where} 的公式没有计算结果，请用办公软件打开并保存后再报",
                )

    def _reaches_further(self) -> None:
        if self._column > MOST_COLUMNS or self._row > MOST_ROWS:
            where = place_name(self._row, self._column)
            raise Refusal(
                f"has a cell at {where}; at most {MOST_ROWS} rows and {MOST_COLUMNS} columns are read",
                f"单元格 {where} 超出范围（最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列），请删去多余内容",
            )
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)


def local(tag: str) -> str:
    return tag.rpartition(":")[2]


@functools.cache
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not 1 <= len(letters) <= 4 or not letters.isascii() or not letters.isupper():
        raise damaged(f"{letters[:20]!r} names no column")
    return number


def whole(text: str) -> int:
    if not 1 <= len(text) <= 8 or not text.isascii() or not text.isdigit():
        raise damaged(f"{text[:20]!r} is no number of a row")
    return int(text)


def place_name(row: int, column: int) -> str:
    """B3, rows and columns from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


# ---------------------------------------------------------------- the cells


def rows_of(sheet: Any, name: str) -> list[list[str]]:
    rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            if len(text) > MOST_CHARACTERS // 2 and len(text.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
                where = place_name(number, place)
                raise Refusal(
                    f"has more than {MOST_CHARACTERS} characters in cell {where} of {name}",
                    f"“{name}”单元格 {where} 的文字超过 {MOST_CHARACTERS} 字，请精简或另附文件",
                )
    repeat_downwards(rows, sheet.merged_cell_ranges or [])
    return rows


def repeat_downwards(rows: list[list[str]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """What one cell says for several rows is said in each of them that has something of its own."""
    own = [any(row) for row in rows]
    for (first, left), (last, _) in merged:
        if first >= len(rows) or left >= len(rows[first]):
            continue
        for row in range(first + 1, min(last + 1, len(rows))):
            if own[row] and left < len(rows[row]):
                rows[row][left] = rows[first][left]


def cell_text(cell: object) -> str:
    """Days as ISO, whole numbers without .0, other numbers with the fifteen digits that a spreadsheet keeps."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, float):
        shortest = repr(cell).removesuffix(".0") if cell.is_integer() else format(cell, ".15g")
        return format(decimal.Decimal(shortest), "f")
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    sys.path.append(sys.argv[1])
    import python_calamine  # noqa: F401  # once, for all children

    for encoding in ("cp437", "utf-16-le"):  # behind the fence no file can be opened, not even a module
        codecs.lookup(encoding)
    gc.disable()  # a child lives for one workbook; a collection would only copy the pages that it shares
    serve(0, 1)
