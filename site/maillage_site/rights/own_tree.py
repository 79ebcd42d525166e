"""The pages, images and documents of a person's portals."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

from maillage.accounts.teams import is_national

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import Model, QuerySet

    from maillage.accounts.models import User

ANY_ACTION = ("add", "change", "delete", "choose", "view", "publish")


def own_pages(user: User) -> QuerySet[Page]:
    """The pages of the trees a person works in; every page for the national team."""
    if is_national(user):
        return Page.objects.all()
    roots = page_permission_policy.instances_with_direct_explore_permission(user)
    if not roots:
        return Page.objects.none()
    below = (Q(path__startswith=path) for path in _outermost({page.path for page in roots}))
    return Page.objects.filter(reduce(or_, below))


def know_own_pages(user: User, keys: Collection[int]) -> None:
    """Look for these pages among the person's at once; what is known lives with the request."""
    if keys and not is_national(user):
        held = set(own_pages(user).filter(pk__in=keys).values_list("pk", flat=True))
        known_pages(user).update({key: key in held for key in keys})


def known_pages(user: User) -> dict[object, bool]:
    """By key, whether each page that was looked for is the person's."""
    return vars(user).setdefault("_maillage_known_pages", {})


def _outermost(paths: set[str]) -> list[str]:
    """A page comes once for each thing its group may do there, and with what lies below it."""
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def browsable_pages(user: User) -> QuerySet[Page]:
    """Those, and the pages above that lead to them."""
    if is_national(user):
        return Page.objects.all()
    roots = page_permission_policy.instances_with_direct_explore_permission(user)
    above = {path for page in roots for path in _paths_above(page)}
    return own_pages(user) | Page.objects.filter(path__in=above)


def _paths_above(page: Page) -> list[str]:
    step = Page.steplen
    return [page.path[:end] for end in range(step, len(page.path), step)]


def own_rows(user: User, model: type[Model]) -> QuerySet:
    """The rows of a model that the person sees in the admin, pages included."""
    if issubclass(model, Page):
        return own_pages(user)
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ANY_ACTION)
