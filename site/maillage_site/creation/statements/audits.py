"""What an audit found, and the state it puts a site in: the law knows three."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HALF, WHOLE = 50, 100  # per cent


class State(Enum):
    """Of a site, for the RGAA (decree 2019-768): all criteria are met, half of them, or fewer.

    A site that nobody has audited is in the third state, whatever its pages are worth.
    """

    TOTAL = auto()
    PARTIAL = auto()
    NONE = auto()


@dataclass(frozen=True)
class Audit:
    """``rate``: per cent of the criteria that are met; ``day`` and ``by`` as people write them.

    ``gaps`` are what is not accessible, one sentence each. Texts are HTML.
    """

    rate: int
    day: str
    by: str
    gaps: Sequence[str] = ()


def state_of(audit: Audit | None) -> State:
    if audit is None or audit.rate < HALF:
        return State.NONE
    return State.TOTAL if audit.rate >= WHOLE else State.PARTIAL
