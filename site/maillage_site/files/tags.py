"""Tags of images and documents: those of the person's own files, wherever tags are offered.

A tag is one for the whole site, and its words may name a project or a person of another portal.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from taggit.models import Tag
from wagtail.admin.filters import BaseMediaFilterSet
from wagtail.images.views.chooser import ImageChooseViewMixin
from wagtail.permissions import policy_registry

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

    from maillage.accounts.models import User

SHOWN = 10
ANY_USE = ("choose", "view", "change", "delete")


def own_tags(user: User, *models: type[Model]) -> QuerySet[Tag]:
    """Those of files that the person sees, the most used first."""
    on_own = Q(pk__in=())
    for model in models:
        policy = policy_registry.get_by_type(model)
        rows = policy.instances_user_has_any_permission_for(user, ANY_USE)
        on_own |= Q(
            taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
            taggit_taggeditem_items__object_id__in=rows.order_by().values("pk"),
        )
    counted = Tag.objects.filter(on_own).annotate(uses=Count("taggit_taggeditem_items"))
    return counted.order_by("-uses", "name")


def narrow_tags() -> None:
    """Once, when the apps are ready: Wagtail offers everybody's in its filters and its chooser."""
    BaseMediaFilterSet.__init__ = _with_own_choices(BaseMediaFilterSet.__init__)
    ImageChooseViewMixin.get_context_data = _with_own_tags(ImageChooseViewMixin.get_context_data)


def _with_own_choices(stock: object) -> object:
    @wraps(stock)
    def init(
        filters: BaseMediaFilterSet, *args: object, request: HttpRequest, **kwargs: object
    ) -> None:
        stock(filters, *args, request=request, **kwargs)
        if "tag" not in filters.filters:
            return
        found = own_tags(request.user, filters._meta.model)[:SHOWN]
        choices = [(tag.name, tag.name) for tag in found]
        if choices:
            filters.filters["tag"].extra["choices"] = choices
        else:
            del filters.filters["tag"]

    return init


def _with_own_tags(stock: object) -> object:
    @wraps(stock)
    def get_context_data(view: ImageChooseViewMixin, **kwargs: object) -> dict[str, object]:
        context = stock(view, **kwargs)
        return context | {"popular_tags": own_tags(view.request.user, view.model)[:SHOWN]}

    return get_context_data
