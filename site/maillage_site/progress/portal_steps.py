"""Steps that are read in the portal's row and its team: two people, a logo, colours of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from maillage.accounts.models import User
from maillage.portal_contributions import Progress
from maillage.scope import DEFAULT_LANGUAGE
from maillage.ui.theme import NATIONAL
from maillage_site.portals.models import PortalPage
from maillage_site.progress.reading import read_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from maillage.territories.models import Territory
    from maillage_site.portals.models import Portal

FEWEST = 2


def team(territories: Sequence[Territory], _on: date) -> Mapping[int, Progress]:
    """Two people at least: somebody reads what the other has written."""
    path = "groups__portal_team__territory"
    people = User.objects.filter(is_active=True, **{f"{path}__in": territories})
    numbers = dict(people.values_list(path).annotate(Count("pk", distinct=True)).order_by())
    found = {}
    for territory in territories:
        number = numbers.get(territory.pk, 0)
        said = ngettext("%(number)d person", "%(number)d people", number) % {"number": number}
        url = reverse("maillage_team:team", args=[territory.pk])
        found[territory.pk] = Progress(done=number >= FEWEST, said=said, url=url)
    return found


def logo(territories: Sequence[Territory], _on: date) -> Mapping[int, Progress]:
    return _of_the_row(territories, lambda portal: portal.logo_id is not None)


def colours(territories: Sequence[Territory], _on: date) -> Mapping[int, Progress]:
    """Others than the nation's, with which a portal is made when none are said."""
    return _of_the_row(territories, lambda portal: portal.brand != NATIONAL)


@read_once
def homes_of(territories: Sequence[Territory]) -> list[PortalPage]:
    """The French homes of their portals, each with its row."""
    homes = PortalPage.objects.filter(
        language__language_code=DEFAULT_LANGUAGE, portal__territory__in=territories
    )
    return list(homes.select_related("portal"))


def _of_the_row(
    territories: Sequence[Territory], is_done: Callable[[Portal], bool]
) -> dict[int, Progress]:
    return {
        home.portal.territory_id: Progress(
            done=is_done(home.portal), url=reverse("wagtailadmin_pages:edit", args=[home.pk])
        )
        for home in homes_of(territories)
    }
