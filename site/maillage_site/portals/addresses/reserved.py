"""Somebody signed in whom a private page is not for is told so, where Wagtail asks to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from wagtail.models import BaseViewRestriction

from maillage.pages import is_under, restricted_paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page

    Serve = Callable[[Page, HttpRequest, list, dict], HttpResponse]


def tell_reserved(serve: Serve) -> Serve:
    """Wagtail's ``on_serve_page``: 403 for an account that a restriction does not let in.

    Wagtail's own check leads to the sign-in form, which leads whoever is signed in to their
    account without a word.
    """

    def told(page: Page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
        if is_under(page.path, restricted_paths()) and _is_reserved(page, request):
            return render(request, "maillage_site/reserved.html", status=403)
        return serve(page, request, args, kwargs)

    return told


def _is_reserved(page: Page, request: HttpRequest) -> bool:
    return turns_away(page.get_view_restrictions(), request)


def turns_away(restrictions: QuerySet[BaseViewRestriction], request: HttpRequest) -> bool:
    """Whether one of these refuses the account that is signed in: signing in is no answer."""
    by_account = (BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS)
    return request.user.is_authenticated and any(
        not restriction.accept_request(request)
        for restriction in restrictions.filter(restriction_type__in=by_account)
    )
