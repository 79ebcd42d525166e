"""An editor's click is one act: what it stores and what follows from it hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

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
)


class OneAct:
    """Puts the views of Wagtail's admin that change pages in a transaction each.

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
        with transaction.atomic():
            return view(request, *args, **kwargs)
