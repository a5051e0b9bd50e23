"""The base of bihuan's enumerations, a member of which prints as our word and is found by it; and what cells hold."""

import datetime
import decimal
import enum
import os
from collections.abc import Sequence
from typing import Self

AnyPath = str | os.PathLike[str]
Cell = int | decimal.Decimal | str | datetime.date | None
"""A cell of a table. Amounts are exact, None is blank."""
FieldValue = int | str | datetime.date | Sequence[str] | None
"""What may be said in a field of a fact; None says nothing."""


class Word(enum.Enum):
    """`Grade("general")` is `Grade.general`, and `str(Grade.general)` is "general"."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = cls.__members__.get(value)
        if member is None:
            raise ValueError(f"no {cls.__name__} is called {value!r}; there are {', '.join(cls.__members__)}")
        return member

    def __str__(self) -> str:
        return self.name

    @property
    def chinese(self) -> str:
        """The word as officials read it; where there is none, ours."""
        from bihuan import _core

        try:
            return _core.chinese(self)
        except TypeError:
            return self.name
