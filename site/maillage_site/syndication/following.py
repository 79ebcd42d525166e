"""What happens to pages taken up when their page moves or goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.signals import post_save, pre_delete
from django.utils import timezone
from wagtail.signals import post_page_move

from maillage.outbox.writing import index_all_later
from maillage.pages import SEARCH_KIND
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import Portal
from maillage_site.syndication.emails import tell_gone
from maillage_site.syndication.models import PageProposal, TakenUpPage
from maillage_site.syndication.offered import owners_of
from maillage_site.syndication.taking_up import told_to_all

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page


def watch() -> None:
    """Connect once, when the apps are ready."""
    post_page_move.connect(_moved, dispatch_uid="page taken up: moved")
    pre_delete.connect(_deleted, sender=ContentPage, dispatch_uid="page taken up: deleted")
    pre_delete.connect(_closed, sender=Portal, dispatch_uid="page taken up: portal deleted")
    post_save.connect(_opened, sender=Portal, dispatch_uid="page taken up: portal made")


def _moved(instance: Page, **_rest: object) -> None:
    """It belongs to the portal where it stands now, which has it without taking it up."""
    moved = instance.get_descendants(inclusive=True).values("pk")
    taken = list(TakenUpPage.objects.filter(page__in=moved).select_related("page"))
    owners = owners_of([one.page for one in taken])
    for one in taken:
        owner = owners.get(one.page_id)
        if owner is None or owner.pk == one.portal_id:
            one.delete()
        elif owner.pk != one.owner_id:
            one.owner = owner
            one.save(update_fields=["owner"])
        told_to_all(one)
    _moved_proposals(PageProposal.objects.filter(page__in=moved).select_related("page"))


def _moved_proposals(proposals: QuerySet[PageProposal]) -> None:
    """Another portal's team proposes what is now theirs."""
    found = list(proposals)
    owners = owners_of([one.page for one in found])
    for one in found:
        owner = owners.get(one.page_id)
        if owner is None or owner.pk != one.portal_id:
            one.delete()


def _deleted(instance: ContentPage, **_rest: object) -> None:
    """Nothing else will be left to tell it by."""
    taken = TakenUpPage.objects.filter(page=instance).shown().select_related("portal__territory")
    for one in taken:
        tell_gone(instance, one.portal, at=timezone.now())


def _closed(instance: Portal, **_rest: object) -> None:
    for one in TakenUpPage.objects.filter(portal=instance).select_related("page"):
        told_to_all(one)


def _opened(instance: Portal, *, created: bool = False, **_rest: object) -> None:
    """What another portal has withdrawn names in the search every portal that shows it."""
    if created:
        hidden = TakenUpPage.objects.filter(hidden=True, page__shared=True)
        index_all_later(SEARCH_KIND, set(hidden.values_list("page__translation_key", flat=True)))
