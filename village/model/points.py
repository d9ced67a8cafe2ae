"""Points (积分): whole hundredths in an integer, never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIGURE = re.compile(r"[+-]?\d{1,9}(\.\d{1,2})?")


@dataclass(frozen=True, order=True, slots=True)
class Points:
    """A signed amount of points. `Points(250)` is two and a half points."""

    hundredths: int

    @classmethod
    def parse(cls, text: str) -> Points:
        """Read "12", "-5" or "2.5" exactly. Raises ValueError for anything else."""
        clean = text.strip()
        if not _FIGURE.fullmatch(clean):
            raise ValueError(f"not a figure of points: {text!r}")
        whole, _, part = clean.lstrip("+-").partition(".")
        size = int(whole) * 100 + int(part.ljust(2, "0") or "0")
        return cls(-size if clean.startswith("-") else size)

    def __add__(self, other: Points) -> Points:
        return Points(self.hundredths + other.hundredths)

    def __sub__(self, other: Points) -> Points:
        return Points(self.hundredths - other.hundredths)

    def __neg__(self) -> Points:
        return Points(-self.hundredths)

    def __abs__(self) -> Points:
        return Points(abs(self.hundredths))

    def __bool__(self) -> bool:
        return self.hundredths != 0

    def __str__(self) -> str:
        """The figure in digits without needless zeros: 126, 2.5, -5."""
        sign = "-" if self.hundredths < 0 else ""
        whole, part = divmod(abs(self.hundredths), 100)
        tail = f".{part:02d}".rstrip("0") if part else ""
        return f"{sign}{whole}{tail}"

    @property
    def signed(self) -> str:
        """The figure with its sign always shown: +5, -10, 0."""
        return f"+{self}" if self.hundredths > 0 else str(self)


ZERO = Points(0)
