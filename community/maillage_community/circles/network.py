"""The circle of a territory's helpers, which its portal opens with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.ui.french import typo
from maillage_community.models import Circle

if TYPE_CHECKING:
    from maillage.portal_contributions import OpenedPortal

CHARTER = """\
- Ce qui est dit ici reste ici.
- Je décris une situation sans jamais permettre de reconnaître la personne.
- Je réponds quand je sais, et je le dis quand je ne sais pas."""


def open_network(opened: OpenedPortal) -> Circle:
    """The territory's first circle, for its members alone; the one it has, whatever its name."""
    found = Circle.objects.filter(territory=opened.territory).order_by("pk").first()
    if found is not None:
        return found
    return Circle.objects.create(
        name=typo(f"Réseau : {opened.name}"[:120]),
        slug=_free_slug(opened.slug),
        summary="L’espace de travail des personnes qui aident au numérique dans ce territoire.",
        description="Relais entre collègues, absences, matériel à prêter, questions de méthode.",
        charter=CHARTER,
        visibility=Circle.Visibility.MEMBERS,
        territory=opened.territory,
    )


def _free_slug(slug: str) -> str:
    wanted = f"reseau-{slug}"[:100]
    taken = set(Circle.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    while (found := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return found
