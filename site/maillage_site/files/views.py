"""Tags that a field offers while somebody types, at Wagtail's own address, before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from maillage_site.files.tags import SHOWN, own_tags

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def autocomplete(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("term", "").replace("\0", "")
    if not typed:
        return JsonResponse([], safe=False)
    found = own_tags(request.user, get_image_model(), get_document_model())
    names = found.filter(name__istartswith=typed).order_by("name").values_list("name", flat=True)
    return JsonResponse(list(names[:SHOWN]), safe=False)


urlpatterns = [
    path("tag-autocomplete/", require_admin_access(autocomplete), name="maillage_own_tags"),
]
