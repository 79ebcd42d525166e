"""A size of a picture of a private collection, for who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.images.models import Rendition
from wagtail.permissions import policy_registry

from maillage_site.private_images.placing import PRIVATE

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.images.models import AbstractImage


@require_safe
@cache_control(private=True, no_store=True)
def private_image(request: HttpRequest, name: str) -> FileResponse:
    """Whoever passes the collection's restrictions, and the team that works with the picture."""
    sizes = Rendition.objects.select_related("image__collection")
    rendition = get_object_or_404(sizes, file=f"{PRIVATE}/{name}")
    if not (_passes(request, rendition.image) or _works_with(request, rendition.image)):
        raise PermissionDenied
    try:
        return FileResponse(rendition.file.open())
    except FileNotFoundError as error:
        raise Http404 from error


def _passes(request: HttpRequest, image: AbstractImage) -> bool:
    restrictions = image.collection.get_view_restrictions()
    return all(restriction.accept_request(request) for restriction in restrictions)


def _works_with(request: HttpRequest, image: AbstractImage) -> bool:
    policy = policy_registry.get_by_type(type(image))
    return policy.user_has_any_permission_for_instance(
        request.user, ["change", "delete", "choose"], image
    )
