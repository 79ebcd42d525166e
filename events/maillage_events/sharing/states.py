"""How an event of the nation or of others stands in a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maillage_events.models import EventShare

SHOWN, PUT_FORWARD, HIDDEN = "shown", "put-forward", "hidden"
# Nobody there has said anything, and it does not stand there by right.
UNDECIDED = "undecided"


def state_of(share: EventShare) -> str:
    if share.hidden:
        return HIDDEN
    return PUT_FORWARD if share.pinned else SHOWN
