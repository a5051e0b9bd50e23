"""Hands a return's workbook (xlsx) to the reading room, and takes its sheets as text, the way the C++ core reads CSV."""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import json
import os
import select
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from bihuan import reading_room
from bihuan._core import Sheet
from bihuan.errors import FormError
from bihuan.reading_room import FRAME, MOST_ANSWER_BYTES, MOST_BYTES, MOST_SECONDS, OLD_OFFICE, ZIP

GRACE_SECONDS = 10
"""The room keeps the time itself; after this much more it is taken for dead."""


def content_of(paths: Sequence[Path]) -> bytes | None:
    """The bytes of a return that is a workbook of any kind, readable or not; None for CSV files. What a file is called
    does not matter. Each is read once: what is hashed is what is read. Throws FormError (bad_file) for large files and
    for several of which one is a workbook.
    """
    for path in paths:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # a pipe must not keep us waiting
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise bad_file(path.name, "is no file that can be handed in", "不是文件")
            refuse_large(found.st_size, path.name)
            content = file.read(len(OLD_OFFICE))
            if not content.startswith((ZIP, OLD_OFFICE)):
                continue
            if len(paths) > 1:
                raise bad_file(
                    path.name, "is a workbook among several files; a workbook is a return alone", "工作簿须单独报送"
                )
            content += file.read(MOST_BYTES + 1)
            refuse_large(len(content), path.name)
            return content
    return None


def refuse_large(size: int, name: str) -> None:
    if size > MOST_BYTES:
        raise bad_file(name, f"has {size} bytes, more than {MOST_BYTES}", "文件过大，请删去无关内容")


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """The cells of every worksheet. Throws FormError (bad_file) with what to do instead."""
    refuse_large(len(content), name)
    kind, answer = reader.read(content, name)
    try:
        said = json.loads(answer)
        if kind == b"X":
            english, chinese = said
            raise bad_file(name, str(english), str(chinese))
        return [Sheet(sheet, rows) for sheet, rows in said]
    except (ValueError, TypeError, RecursionError) as error:
        raise bad_file(name, f"was not read: its reader said nothing sensible ({error})", "读取进程的答复有误") from error


class Reader:
    """The reading room of this process: opened at the first workbook, ended with the process, or before when it fails.
    A fork of this process opens its own. Threads take turns."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._room: subprocess.Popen[bytes] | None = None

    @property
    def room(self) -> int | None:
        """The id of the process that reads, when there is one."""
        return None if self._room is None else self._room.pid

    def read(self, content: bytes, name: str) -> tuple[bytes, bytes]:
        """R and the sheets as JSON, or X and why not. Throws FormError when the room itself fails."""
        with self._turn:
            answered = False
            try:
                answer = self._ask(content)
                answered = True
                return answer
            except (OSError, EOFError) as error:
                raise bad_file(
                    name,
                    f"was not read: the process that reads workbooks failed ({error}); try again, or hand in CSV files",
                    f"未能读取：读取工作簿的进程异常（{error}）；请重试，或改报 CSV 文件",
                ) from error
            finally:
                if not answered:  # interrupted or broken: what it says later would answer an earlier question
                    self._end(wait_seconds=0)

    def _ask(self, content: bytes) -> tuple[bytes, bytes]:
        room = self._opened()
        assert room.stdin is not None and room.stdout is not None
        deadline = time.monotonic() + MOST_SECONDS + GRACE_SECONDS
        reading_room.put(room.stdin.fileno(), len(content).to_bytes(8, "big") + content)
        kind, length = FRAME.unpack(take(room.stdout.fileno(), FRAME.size, deadline))
        if kind not in (b"R", b"X") or length > MOST_ANSWER_BYTES:
            raise OSError("it gave no answer of its own")
        return kind, take(room.stdout.fileno(), length, deadline)

    def _opened(self) -> subprocess.Popen[bytes]:
        if self._room is not None and self._room.poll() is not None:
            self._end(wait_seconds=0)
        if self._room is None:
            found = importlib.util.find_spec("python_calamine")
            if found is None or found.origin is None:
                raise ModuleNotFoundError("python-calamine, which reads workbooks, is not installed")
            site = str(Path(found.origin).parent.parent)
            libraries = {key: os.environ[key] for key in ("LD_LIBRARY_PATH",) if key in os.environ}
            self._room = subprocess.Popen(
                [sys.executable, "-I", "-S", reading_room.__file__, site],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=libraries,
                start_new_session=True,  # an interrupt at the terminal is for the asker
            )
        return self._room

    def end(self) -> None:
        with self._turn:
            self._end(wait_seconds=2)

    def _end(self, wait_seconds: float) -> None:
        room, self._room = self._room, None
        if room is None:
            return
        close(room)
        try:
            room.wait(wait_seconds or 0.001)
        except subprocess.TimeoutExpired:
            room.kill()
            room.wait()

    def forget(self) -> None:
        """In a fork: the room is the other process's."""
        room, self._room = self._room, None
        self._turn = threading.Lock()
        if room is not None:
            close(room)
            room.returncode = 0  # not ours to wait for


def close(room: subprocess.Popen[bytes]) -> None:
    for pipe in (room.stdin, room.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def take(source: int, length: int, deadline: float) -> bytes:
    """Exactly that many bytes."""
    parts = bytearray()
    watch = select.poll()
    watch.register(source, select.POLLIN)
    while len(parts) < length:
        if not watch.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise OSError("it does not answer")
        part = os.read(source, min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError("it ended")
        parts += part
    return bytes(parts)


def bad_file(name: str, english: str, chinese: str) -> FormError:
    return FormError(f"{name} {english}", code="bad_file", chinese=f"{name}：{chinese}", file=name)


reader = Reader()
atexit.register(reader.end)
os.register_at_fork(after_in_child=reader.forget)
