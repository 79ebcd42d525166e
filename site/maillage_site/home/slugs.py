"""Slugs that no content takes at the first level of a portal: something else is read there."""

from __future__ import annotations

from django.db.models.signals import pre_save
from wagtail.models import Page
from wagtail.signals import pre_page_move

from maillage.pages import Refused
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.portals.addresses.words import reserved_words, why_taken
from maillage_site.portals.models import PortalSlug
from maillage_site.portals.models.pages import portal_above

CONTENTS = (ContentPage, IndexPage)


def taken_below(parent: Page) -> frozenset[str]:
    """First words of routes; below a national home, what is or was the address of a portal."""
    if not getattr(parent.specific_class, "is_portal", False):
        return frozenset()
    portal = portal_above(parent)
    if portal is None or not portal.national:
        return reserved_words()
    return reserved_words().union(PortalSlug.objects.values_list("slug", flat=True))


def watch() -> None:
    """Whatever saves or moves a page without its form: a copy, a translation, the API."""
    for model in CONTENTS:
        pre_save.connect(_check_saved, sender=model, dispatch_uid=f"slug of {model.__name__}")
    pre_page_move.connect(_check_moved, dispatch_uid="slug of a page that moves")


def _check_saved(instance: Page, *, raw: bool = False, **_rest: object) -> None:
    """Raises Refused for a new slug; a plugin that is switched on does not lock older pages."""
    if raw or not instance.depth or instance.depth < 2:
        return
    stored = Page.objects.filter(pk=instance.pk).values_list("slug", flat=True)
    if not (instance.pk and instance.slug in stored):
        _refuse(instance, instance.get_parent())


def _check_moved(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **_rest: object
) -> None:
    contents = issubclass(instance.specific_class or Page, CONTENTS)
    if contents and parent_page_before.pk != parent_page_after.pk:
        _refuse(instance, parent_page_after)


def _refuse(page: Page, parent: Page) -> None:
    if page.slug in taken_below(parent):
        raise Refused(why_taken(page.slug))
