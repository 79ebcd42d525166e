"""The boxes of the portal being read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_bookboxes.models import BookBox


def boxes(request: HttpRequest) -> HttpResponse:
    """The same page for everybody: no session, no cookie."""
    found = BookBox.objects.shown_in(request.scope).select_related("commune").order_by("name")
    return render(request, "maillage_bookboxes/boxes.html", {"boxes": found})
