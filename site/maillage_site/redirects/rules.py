"""Whose a redirect is: the portal's below whose address it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.contrib.redirects.models import Redirect

from maillage.scope import Scope
from maillage_site.portals.models import Portal

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from maillage.territories.models import Territory


def rules_of(own: Collection[Territory]) -> QuerySet[Redirect]:
    """Those that start below the portals of these territories, in any language."""
    slugs = Portal.objects.filter(territory__in=own).values_list("slug", flat=True)
    below = Q(pk__in=())
    for slug in slugs:
        for start in starts_below(slug):
            below |= Q(old_path__startswith=start)
    return Redirect.objects.filter(below)


def starts_below(slug: str) -> list[str]:
    """``/morbihan/``, ``/en/morbihan/``: how paths below a portal start, a language each."""
    return [f"{Scope(slug=slug, language=code).url_prefix}/" for code, _name in settings.LANGUAGES]


def follow_renamed_portals() -> None:
    """What was redirected below a former name of a portal is redirected below its name."""
    post_save.connect(
        _follow, sender=Portal, weak=False, dispatch_uid="maillage_redirects_of_renamed_portals"
    )


def _follow(instance: Portal, **_rest: object) -> None:
    for former in instance.slugs.former():
        moves = zip(starts_below(former.slug), starts_below(instance.slug), strict=True)
        for left, now in moves:
            for rule in Redirect.objects.filter(old_path__startswith=left):
                _move(rule, now + rule.old_path.removeprefix(left))


def _move(rule: Redirect, path: str) -> None:
    """Or take it away when another rule answers there: it would never be asked again."""
    if Redirect.objects.filter(old_path=path, site=rule.site_id).exists():
        rule.delete()
    else:
        Redirect.objects.filter(pk=rule.pk).update(old_path=path)
