"""Who does what in communities: their rows of the table of rights (``maillage.permissions``).

A circle belongs to a territory's team or to the nation; what is said in it, to its members in
the roles they hold there.
"""

from __future__ import annotations

from maillage.permissions import DECIDERS, TEAM, Verb, register_territory_policy, register_verbs
from maillage_community.models import Circle, Membership, Reply, Report, Topic

MODERATORS = frozenset(Membership.MODERATING)
MEMBERS = frozenset(Membership.Role)

# A circle is open as soon as it is saved.
register_territory_policy(
    Circle, Verb("view", TEAM), Verb("add", DECIDERS), Verb("change", DECIDERS)
)
register_verbs(
    Topic,
    Verb("add", MEMBERS),
    # Its author chooses too.
    Verb("choose-answer", MODERATORS),
    Verb("pin", MODERATORS),
    Verb("hide", MODERATORS),
)
register_verbs(Reply, Verb("add", MEMBERS), Verb("hide", MODERATORS))
# Whoever reads a message may report it.
register_verbs(Report, Verb("view", MODERATORS), Verb("change", MODERATORS))
