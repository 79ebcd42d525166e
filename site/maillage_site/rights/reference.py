"""The table of rights as people read it: one line a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.permissions import policy_registry

from maillage.accounts.models import PortalTeam
from maillage.permissions import TABLE, TerritoryPolicy

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import Model

HEAD = """# Rights

Who does what to what. Printed by `manage.py rights` from the table that the admin's views, menus,
buttons, bulk actions and API read (`maillage.permissions`, each plugin's `permissions.py`; ADR
0032), and compared by tests with it and with what a click really does: never edit it by hand.

A verb that is not here is refused to everybody. *Own* is what belongs to the person's territory,
*nested* to a territory inside it, *parent*, *sibling* and *national* to one that holds it, stands
beside it, or to the nation. What nobody owns (a place) lies in every territory that holds its
commune, and its nested territories are counted there. The national team does the same things
everywhere, each in its national role; administrators do all of them.

A model that is not here is the national team's alone, with Django's permissions.

"""
TERRITORY = "| Verb | Own | Nested | Parent | Sibling | National |\n|---|---|---|---|---|---|\n"
HELD = "| Verb | Roles in the circle or place where it happens |\n|---|---|\n"


def page() -> str:
    """The reference, in Markdown."""
    return HEAD + "\n".join(section(model) for model in sorted(TABLE, key=_label))


def section(model: type[Model]) -> str:
    policy = policy_registry.get_by_type(model)
    located = isinstance(policy, TerritoryPolicy) and policy.located
    lines = [f"## {_label(model)}\n\n", TERRITORY if _of_teams(model) else HELD]
    for verb in TABLE[model].values():
        own = "–" if verb.national else written(verb.roles)
        beyond = f" {own if located else '–'} | – | – | – |" if _of_teams(model) else ""
        lines.append(f"| {verb.name} | {own} |{beyond}\n")
    of_nation = [verb for verb in TABLE[model].values() if verb.national]
    if of_nation:
        said = ", ".join(f"{verb.name} ({written(verb.roles)})" for verb in of_nation)
        lines.append(f"\nThe national team alone, in any territory: {said}.\n")
    return "".join(lines)


def written(roles: Collection[str]) -> str:
    """The roles in the order in which they are declared."""
    declared = type(next(iter(roles)))
    return ", ".join(role.value for role in declared if role in roles)


def _of_teams(model: type[Model]) -> bool:
    return all(
        isinstance(role, PortalTeam.Role) for verb in TABLE[model].values() for role in verb.roles
    )


def _label(model: type[Model]) -> str:
    return model._meta.label
