"""Opening what a date left: our own address, which knows who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from maillage_events.joining.views import seat_carried
from maillage_events.materials.adding import count_opening
from maillage_events.models import Material, MaterialFile
from maillage_events.models.document_formats import MEDIA_TYPES, Format
from maillage_events.presentation.private import private
from maillage_events.registration.page_views import open_date

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

ALONE = {"default-src": ["'none'"]}


@private
@require_safe
@csp_replace(ALONE)
def document(request: HttpRequest, uuid: UUID, material: UUID) -> HttpResponse:
    """The file, or off to its address. Without a seat, what is for who signed up leads to the door.

    It stands below the door's address, the only one that receives the cookie of a mail's link.
    """
    date, now = open_date(uuid), timezone.now()
    left = date.open_materials(at=now) if date.ends_at <= now else Material.objects.none()
    found = get_object_or_404(left, uuid=material)
    if not found.is_public and seat_carried(request, date, at=now) is None:
        return HttpResponseRedirect(request.scope.url("maillage_events:join", uuid))
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method == "GET" and not ahead:
        count_opening(found)
    return file_answer(found) if found.is_file else HttpResponseRedirect(found.url)


def file_answer(material: Material) -> HttpResponse:
    """Saved, never shown within our pages, whatever it holds."""
    content = MaterialFile.objects.filter(material=material).values_list("content", flat=True)
    found = content.first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found), content_type=MEDIA_TYPES[Format(material.format)])
    name = slugify(material.label)[:60] or material.kind
    answer["Content-Disposition"] = f'attachment; filename="{name}.{material.format}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer
