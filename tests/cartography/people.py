"""The people who keep places, for tests."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from maillage.accounts.models import PortalTeam, User
from maillage.territories.models import Territory
from tests.site.factories import TerritoryFactory, UserFactory


def member(role: str = "coordinator", territory: Territory | None = None, **fields: object) -> User:
    """A person of that role in a territory: Saône-et-Loire unless told otherwise."""
    territory = territory or TerritoryFactory()
    group, _ = Group.objects.get_or_create(name=f"{territory} {role}")
    PortalTeam.objects.get_or_create(territory=territory, role=role, defaults={"group": group})
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    person = UserFactory(**fields)
    person.groups.add(group)
    return person
