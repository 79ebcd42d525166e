"""What the screen of a translation asks for: wagtail-localize's views, once it is the person's.

They answer 500 to what no screen of theirs sends, and take any row in place of a picture or a link.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from rest_framework.exceptions import APIException
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, Translation
from wagtail_localize.views import edit_translation as theirs

from maillage_site.translations.addresses import name_address
from maillage_site.translations.overrides import is_usable
from maillage_site.translations.po_files import why_unreadable
from maillage_site.translations.rights import may_propose
from maillage_site.translations.untranslated import missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

WRITING = ("POST", "PUT", "DELETE")


def of_own_translation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The translation of a page that the person may change, and that nobody has locked."""

    @wraps(view)
    def asked(request: HttpRequest, translation_id: int, **rest: object) -> HttpResponse:
        found = Translation.objects.select_related("source", "target_locale")
        translation = get_object_or_404(found, pk=translation_id)
        try:
            page = translation.get_target_instance()
            translation.source.get_source_instance()
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        if not isinstance(page, Page):
            raise Http404
        rights = page.permissions_for_user(request.user)
        if not rights.can_edit() or (request.method in WRITING and rights.page_locked()):
            raise PermissionDenied
        return view(request, translation, **rest)

    return asked


@of_own_translation
def write_text(
    request: HttpRequest, translation: Translation, string_segment_id: int
) -> HttpResponse:
    if request.method == "PUT" and _sent(request) is None:
        return HttpResponseBadRequest()
    return theirs.edit_string_translation(
        request, translation_id=translation.pk, string_segment_id=string_segment_id
    )


@of_own_translation
def write_other(
    request: HttpRequest, translation: Translation, overridable_segment_id: int
) -> HttpResponse:
    """Another picture, document, page or address than the source's."""
    if request.method == "PUT":
        segment = get_object_or_404(
            OverridableSegment, pk=overridable_segment_id, source=translation.source
        )
        value = _sent(request)
        if value is None or not is_usable(request.user, segment, value):
            return HttpResponseBadRequest()
    return theirs.edit_override(
        request, translation_id=translation.pk, overridable_segment_id=overridable_segment_id
    )


@of_own_translation
def download(request: HttpRequest, translation: Translation) -> HttpResponse:
    return theirs.download_pofile(request, translation_id=translation.pk)


@require_POST
@of_own_translation
def upload(request: HttpRequest, translation: Translation) -> HttpResponse:
    why = why_unreadable(request.FILES.get("file"))
    if why:
        messages.error(request, why)
        return redirect("wagtailadmin_pages:edit", translation.get_target_instance().pk)
    return theirs.upload_pofile(request, translation_id=translation.pk)


@require_POST
@of_own_translation
def by_machine(request: HttpRequest, translation: Translation) -> HttpResponse:
    return theirs.machine_translate(request, translation_id=translation.pk)


@of_own_translation
def preview(request: HttpRequest, translation: Translation, mode: str = "") -> HttpResponse:
    return theirs.preview_translation(request, translation_id=translation.pk, mode=mode or None)


@require_POST
@of_own_translation
def stop(request: HttpRequest, translation: Translation) -> HttpResponse:
    return theirs.stop_translation(request, translation_id=translation.pk)


@of_own_translation
@transaction.atomic
def propose(request: HttpRequest, translation: Translation) -> HttpResponse:
    """Ask the portal's publishers to publish it; whole, or not at all."""
    page = translation.get_target_instance()
    if not may_propose(request.user, page, translation):
        raise PermissionDenied
    left = missing(translation)
    if left or request.method != "POST":
        context = {"page": page, "left": left}
        return render(request, "maillage_site/translations/propose.html", context)
    name_address(translation)
    translation.save_target(user=request.user, publish=False)
    page.get_workflow().start(translation.get_target_instance(), request.user)
    messages.success(request, _("Your translation waits for a publisher of the portal."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _sent(request: HttpRequest) -> str | None:
    """The text that was sent as a form; None when there is none, or no text.

    Read from what is kept of the request: wagtail-localize's view reads it once more.
    """
    request.body  # noqa: B018 -- keeps it
    try:
        value = Request(request, parsers=[FormParser(), MultiPartParser()]).data.get("value")
    except APIException:
        return None
    return value if isinstance(value, str) and "\0" not in value else None
