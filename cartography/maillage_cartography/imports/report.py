"""What an import does or would do, in numbers and in examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maillage_cartography.standards.records import Problem

# Of each list, what a page shows; the counts count everything.
SHOWN = 200
# Of what is wrong, what a command tells: a file of nothing but mistakes fills no memory.
TOLD = 5000


@dataclass
class Report:
    """Every row read is in exactly one of created, changed, unchanged and refused.

    ``vanished``: places that the source described and that its complete file no longer holds.
    ``duplicates``: pairs of places that may be one, found once the file is in.
    ``repaired``: rows whose opening hours could only be understood once mended.
    ``problems``: the first ones, refused rows and values left out apart; ``problem_count`` all.
    """

    dialect: str = ""
    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    vanished: int = 0
    known: int = 0
    repaired: int = 0
    duplicates: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    # Each: the place, the field, before and after.
    differences: list[tuple[str, str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._told: Counter[bool] = Counter()

    def note(self, *problems: Problem) -> None:
        """Count what is wrong, and keep the first ones."""
        for problem in problems:
            self.problem_count += 1
            self._told[problem.refused] += 1
            if self._told[problem.refused] <= TOLD:
                self.problems.append(problem)

    @property
    def too_many_vanish(self) -> bool:
        """Over a tenth of what the source described: more likely half a file than a massacre."""
        return self.vanished * 10 > self.known

    def as_json(self) -> dict[str, object]:
        """Counts whole, lists shortened, what was refused first."""
        whole = asdict(self)
        first = sorted(self.problems, key=lambda problem: not problem.refused)
        whole["problems"] = [asdict(problem) for problem in first[:SHOWN]]
        for name in ("new", "gone", "differences"):
            whole[name] = whole[name][:SHOWN]
        return whole
