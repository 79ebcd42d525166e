"""Stopping the mails about a topic from the mail itself (RFC 8058): GET asks, POST does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from maillage_community.topics.following import (
    UnknownLinkError,
    topic_of_token,
    unfollow_by_token,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TEMPLATE = "maillage_community/unsubscribe.html"


# Mail programmes post here without a cookie; the token is purpose-bound and can only unfollow.
@csrf_exempt
@cache_control(private=True, no_store=True)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; the button, or the mail programme, posts to the same address."""
    try:
        if request.method == "POST":
            unfollow_by_token(token)
            context = {"done": True}
        else:
            topic_of_token(token)
            context = {"done": False}
    except UnknownLinkError:
        return _page(request, {"unknown": True}, status=404)
    return _page(request, context)


def _page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    response = render(request, TEMPLATE, context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
