"""Kinds of contributions about the work of a team: what a colleague holds, what waits for them.

They complete ``maillage.contributions``, whose rules hold: callables may raise, and consumers
isolate the failure of one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maillage.contributions import Contribution

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage.plugin import Text
    from maillage.territories.models import Territory


@dataclass(frozen=True, kw_only=True)
class HeldWork(Contribution):
    """What somebody holds in a territory's team, and that a colleague takes over when they leave.

    ``label`` says it in the plural ("Drafts"). ``held(person, territory, at)`` counts it at that
    moment; ``hand_over(person, to, territory, at)`` gives it to a colleague, in the transaction
    that takes the person out of the team. Both know of what belongs to that territory alone.
    """

    name: str
    label: Text
    held: Callable[[User, Territory, datetime], int] = field(repr=False)
    hand_over: Callable[[User, User, Territory, datetime], object] = field(repr=False)
