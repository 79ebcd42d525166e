"""Pages whose type went away with its plugin: the admin says so instead of breaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.exceptions import PageClassNotFoundError
from wagtail.models import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class GonePageTypes:
    """Editing such a page leads back to the list, with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PageClassNotFoundError):
            return None
        text = gettext("This page cannot be edited: the extension that made it is missing.")
        messages.error(request, text)
        return redirect("wagtailadmin_explore_root")


def name_gone_types() -> None:
    """Lists of pages name the type of each: for these, that their extension is missing."""
    stock = Page.page_type_display_name.fget

    def page_type_display_name(page: Page) -> str:
        if page.specific_class is None:
            return gettext("missing extension")
        return stock(page)

    Page.page_type_display_name = property(page_type_display_name)
