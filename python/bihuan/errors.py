"""Every refusal of the library. The closed list of codes stands in the C++ header error.hpp."""

from collections.abc import Sequence
from typing import Any


class Error(Exception):
    """A refusal: an English sentence, the same for a clerk in Chinese, a stable code and what it speaks of."""

    def __init__(
        self,
        sentence: str,
        *,
        code: str = "",
        chinese: str = "",
        subject: str = "",
        state: str = "",
        asked: str = "",
        allowed: Sequence[str] = (),
        file: str = "",
        line: int = 0,
        column: int = 0,
        orphans: Sequence[str] = (),
    ) -> None:
        super().__init__(sentence)
        self.code = code
        """The stable word that programs test for, for example "wrong_state"."""
        self.chinese = chinese or sentence
        self.subject = subject
        """The thing, for example "hazard H-0042"."""
        self.state = state
        self.asked = asked
        self.allowed = list(allowed)
        """What would be allowed now."""
        self.file = file
        self.line = line
        """Line or row, from 1; 0 when it does not apply."""
        self.column = column
        self.orphans = list(orphans)
        """What nobody would take over (`orphaned`)."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), str(self), self.__dict__.copy())


def _again(kind: type[Error], sentence: str, fields: dict[str, Any]) -> Error:
    return kind(sentence, **fields)


class TimeError(Error, ValueError):
    """A day, span, period, calendar or rule that is not one, or a year without a calendar."""


class PlanError(Error, ValueError):
    """A plan file that can't be read, names nothing or names too much, or may not be adopted."""


class LedgerError(Error):
    """A ledger that can't be opened, read, believed or written."""


class Conflict(LedgerError):
    """Another writer was first: read again and decide again."""


class Refused(Error):
    """A request that the lifecycle or its guards refuse."""


class ReturnError(Error, ValueError):
    """A return that can't be taken."""


class FormError(Error):
    """A form that can't be read or written."""
