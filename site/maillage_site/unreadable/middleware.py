"""What the admin answers to a submission that cannot be read: a sentence, and nothing is stored."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage_site.unreadable.next_addresses import forget_bad_ones
from maillage_site.unreadable.reading import BY_DATA, LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
API = "wagtailadmin_api:"
# What is asked in words, which may be numbers; addresses have a rule of their own.
WORDS = ("q", "search", "term", "next")
NUMBER = re.compile(r"-?[0-9]{1,200}")


class RefuseUnreadable:
    """Answers 400 where a view of the admin finds a part missing, or a value out of every range.

    Views that ``OneAct`` runs are answered there, their transaction undone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable, _args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """No row has such a key, and no list such a place."""
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
        in_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
        if in_admin and any(
            name not in WORDS and NUMBER.fullmatch(value) and abs(int(value)) > LARGEST
            for name, value in request.GET.items()
        ):
            raise Http404
        if in_admin:
            forget_bad_ones(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, BY_DATA) and request.path_info.startswith(
            reverse("wagtailadmin_home")
        ):
            return refuse(request, error)
        return None


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """In the way the one who asks reads answers."""
    logger.warning("What was sent to %s cannot be read", request.path_info, exc_info=error)
    sentence = _(
        "What was sent could not be read: nothing was saved. Go back, load the page again and "
        "start over; if it happens again, write to the national team."
    )
    asked_by_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    if asked_by_script or request.resolver_match.view_name.startswith(API):
        return JsonResponse({"message": sentence}, status=400)
    context = {"sentence": sentence}
    return render(request, "maillage_site/unreadable/refused.html", context, status=400)
