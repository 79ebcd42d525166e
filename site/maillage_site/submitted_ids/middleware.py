"""Ids posted to forms of Wagtail's that nothing lets us replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.models import Collection, Page

from maillage.accounts.teams import is_national
from maillage.submitted_ids.usable import Reference, unknown, unusable

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
# View → field → what its ids name. Wagtail's answers would tell the title of a foreign row.
POSTED = {
    "wagtailadmin_pages:copy": {"new_parent_page": Page},
    "wagtailadmin_pages:choose_parent": {"parent_page": Page},
    "wagtailadmin_pages:move": {"new_parent_page": Page},
    "wagtail_bulk_action": {"chooser": Page, "collection": Collection},
}


class SubmittedIds:
    """Refuses, before such a view runs, an id that the person was never offered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable, _args: tuple, _kwargs: dict
    ) -> HttpResponse | None:
        fields = POSTED.get(request.resolver_match.view_name)
        if request.method in SAFE or not fields:
            return None
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        named = {
            Reference.to(model, pk)
            for name, model in fields.items()
            for pk in request.POST.getlist(name)
            if pk
        }
        if is_national(request.user):
            return _asks_for_rows_that_are(named)
        return permission_denied(request) if unusable(request.user, named) else None


def _asks_for_rows_that_are(named: set[Reference]) -> None:
    """The nation may name every row; Wagtail answers 500 to one that is not there."""
    if unknown(named):
        raise Http404
