"""A page that is refused on its own screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from wagtail import hooks

from maillage.pages import Refused
from maillage_site.publishing.checked import check

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page


@hooks.register("before_publish_page")
def keep_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Its words are kept as a draft, and the form says what is missing."""
    try:
        check(page, page.get_latest_revision_as_object())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None
