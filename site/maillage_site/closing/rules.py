"""The redirects that somebody wrote below a portal that closes: they end and come back with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from maillage_site.portals.addresses.scopes import current_path
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.redirects.rules import rules_of

if TYPE_CHECKING:
    from maillage_site.portals.models import Closing

KEPT = "redirects"  # among what plugins keep of theirs
FACTS = (
    *("old_path", "site_id", "is_permanent", "redirect_page_id", "redirect_page_route_path"),
    "redirect_link",
)


def end_rules(closing: Closing) -> None:
    """Nobody corrects them any more. The nation may write others below the same address.

    Those that Wagtail wrote when a page moved stay: they say where a page is, when it is read.
    """
    written_before = Q(created_at=None) | Q(created_at__lte=closing.at)
    below = rules_of([closing.portal.territory])
    by_hand = below.filter(written_before, automatically_created=False)
    rows = list(by_hand.order_by("pk").values(*FACTS))
    if rows:
        by_hand.delete()
        closing.kept[KEPT] = [*closing.kept.get(KEPT, ()), *rows]


def give_rules_back(closing: Closing) -> None:
    """But for those whose page is gone, or whose address another rule has taken since."""
    for row in closing.kept.get(KEPT, ()):
        rule = Redirect(**row)
        rule.old_path = current_path(rule.old_path, snapshot().former)
        same = Redirect.objects.filter(old_path=rule.old_path, site=rule.site_id)
        if same.exists() or not _has_its_page(rule):
            continue
        try:
            rule.save()
        except ValidationError:  # A rule of the nation's starts where it leads, or ends there.
            continue


def _has_its_page(rule: Redirect) -> bool:
    key = rule.redirect_page_id
    return key is None or Page.objects.filter(pk=key).exists()
