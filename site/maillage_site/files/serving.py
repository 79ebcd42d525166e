"""A size of a picture and a document at their addresses, for whoever may read them.

Originals of pictures have no address. What may not be read is not there: 404.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import re_path
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served
from wagtail.documents.views.serve import serve as serve_restricted
from wagtail.images import get_image_model
from wagtail.images.models import Rendition

from maillage.generations.keeping import one_reading
from maillage_site.files.shown import is_open, is_shown_to, passes_collection, works_with
from maillage_site.portals.addresses.reserved import turns_away
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.models import Portal

if TYPE_CHECKING:
    from django.db.models import Model
    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# What the proxy knows the folder of uploads by: no address of ours begins so.
HANDED_OVER = "/_files/"
DAY, FIVE_MINUTES = 86_400, 300  # seconds
# A size has another name whenever it changes. Who has seen it may keep it for a day; a cache that
# stands between readers and us asks again before it would give what was withdrawn.
PICTURE = {"public": True, "max_age": DAY, "s_maxage": FIVE_MINUTES}
DOCUMENT = {"public": True, "no_cache": True}
NOT_FOR_ALL = {"private": True, "no_store": True}


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A size of a picture."""
    with one_reading():
        size = get_object_or_404(Rendition, file=_readable_name(name))
        if is_open(get_image_model(), size.image_id):
            kept = PICTURE
        elif _is_for(request, size.image):
            kept = NOT_FOR_ALL
        else:
            raise Http404
    response = _sent(request, size.file)
    patch_cache_control(response, **kept)
    return response


@require_safe
def document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A document; one of a collection for some asks who the reader is, if a page shows it."""
    model = get_document_model()
    found = get_object_or_404(model.objects.select_related("collection"), pk=int(key))
    if found.filename != name:
        raise Http404
    kept = NOT_FOR_ALL
    if is_open(model, found.pk):
        kept = DOCUMENT
    elif not _is_for(request, found):
        if not is_shown_to(request, found):
            raise Http404
        if turns_away(found.collection.get_view_restrictions(), request):
            response = _reserved(request, found)
        else:
            response = serve_restricted(request, key, name)
        patch_cache_control(response, **kept)
        return response
    document_served.send(sender=model, instance=found, request=request)
    response = _sent(
        request,
        found.file,
        content_type=found.content_type,
        attachment=found.content_disposition != "inline",
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    patch_cache_control(response, **kept)
    return response


def _reserved(request: HttpRequest, file: Model) -> HttpResponse:
    """It says so, and which team gives access."""
    above = file.collection.get_ancestors(inclusive=True)
    owner = Portal.objects.filter(collection__in=above).first()
    opened = {scope.slug: scope for scope in snapshot().territory_scopes(request.scope.language)}
    context = {"team": opened.get(owner.slug) if owner else None}
    return render(request, "maillage_site/reserved_document.html", context, status=403)


def _is_for(request: HttpRequest, file: Model) -> bool:
    """A restricted collection narrows who reads; it opens nothing that no page shows."""
    if passes_collection(request, file) and is_shown_to(request, file):
        return True
    return works_with(request, file)


def _readable_name(name: str) -> str:
    if "\0" in name:  # PostgreSQL refuses to look for it.
        raise Http404
    return name


def _sent(
    request: HttpRequest, file: FieldFile, *, content_type: str = "", attachment: bool = False
) -> HttpResponseBase:
    """The file, or to the reverse proxy where it is: it waits for slow readers, not a worker."""
    name = file.name.rpartition("/")[2]
    if settings.MAILLAGE_PROXY_SENDS_FILES:
        response: HttpResponseBase = HttpResponse(content_type=content_type or None)
        if not content_type:
            del response.headers["Content-Type"]
        response.headers["X-Accel-Redirect"] = quote(f"{HANDED_OVER}{file.name}")
    else:
        response = _read(request, file, content_type)
    response.headers["Content-Disposition"] = content_disposition_header(attachment, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _read(request: HttpRequest, file: FieldFile, content_type: str) -> HttpResponseBase:
    try:
        changed = file.storage.get_modified_time(file.name)
        if not was_modified_since(request.headers.get("If-Modified-Since"), changed.timestamp()):
            return HttpResponse(status=304)
        response = FileResponse(file.open(), content_type=content_type or None)
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


urlpatterns = [
    # Sizes of private collections were once kept apart, and still are where they were.
    re_path(r"^media/(?P<name>(?:private_)?images/.+)$", picture, name="maillage_picture"),
    # Wagtail's own name: whoever asks it for the address of a document gets this one.
    re_path(r"^documents/(\d+)/(.*)$", document, name="wagtaildocs_serve"),
]
