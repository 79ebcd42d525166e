"""An editor's click is one act: what it stores and what follows from it hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin.modal_workflow import render_modal_workflow

from maillage.pages import Refused
from maillage_site.unreadable.middleware import refuse
from maillage_site.unreadable.reading import BY_DATA

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
# Views that say who may read what: pages one by one and in bulk, images and their collections.
VIEWS = (
    "wagtailadmin_pages:",
    "maillage_page_privacy",
    "wagtail_bulk_action",
    "wagtailadmin_collections:",
    "wagtailimages:edit",
    "wagtailadmin_api:pages:action",
)
API = "wagtailadmin_api:"


class OneAct:
    """Puts the views of Wagtail's admin that change pages in a transaction each.

    What is ``Refused`` in the middle of one undoes it, and is told to the person.

    Wagtail's own privacy view has none, nor have its moves and withdrawals: the restriction would
    be stored, and read by others, before what hides the page everywhere is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if request.method in SAFE or not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        if not request.resolver_match.view_name.startswith(VIEWS):
            return None
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except Refused as refusal:
            return tell(request, str(refusal))
        except BY_DATA as error:
            return refuse(request, error)


def tell(request: HttpRequest, sentence: str) -> HttpResponse:
    """Where the person stands: in the page they came from, in a dialog, in an answer of the API."""
    if request.resolver_match.view_name.startswith(API):
        return JsonResponse({"message": sentence}, status=400)
    messages.error(request, sentence)
    came_from = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        came_from = reverse("wagtailadmin_home")
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        step = {"step": "success", "redirect": came_from}
        return render_modal_workflow(request, None, None, None, json_data=step)
    return redirect(came_from)
