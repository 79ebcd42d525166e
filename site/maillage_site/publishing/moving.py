"""A page that may not stand where somebody moves it: why, before they are asked to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page


@hooks.register("before_move_page")
def refuse_what_cannot_be(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    """Back to the choice of a place; Wagtail asks to confirm, then says that a right is missing."""
    if page.permissions_for_user(request.user).can_move_to(destination):
        return None
    if destination.path.startswith(page.path):
        said = _("“%(page)s” cannot stand below itself: choose a page that is not part of it.")
    else:
        said = _("“%(page)s” cannot stand below “%(place)s”: choose another page.")
    names = {"page": page.get_admin_display_title(), "place": destination.get_admin_display_title()}
    messages.error(request, said % names)
    return redirect("wagtailadmin_pages:move", page.pk)
