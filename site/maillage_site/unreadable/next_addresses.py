"""Where Wagtail leads a person on, once what they sent is done: nowhere but to a page of ours.

An address that leads elsewhere, or nowhere, is forgotten: what was sent is done all the same, and
the person comes back to the list.
"""

from __future__ import annotations

from functools import wraps
from inspect import unwrap
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.home import default as not_there
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, QueryDict

NEXT = "next"


def forget_bad_ones(request: HttpRequest) -> None:
    request.GET = _without_bad(request, request.GET)
    if request.method == "POST":
        request.POST = _without_bad(request, request.POST)


def come_back_to_lists() -> None:
    """Once: Wagtail's actions on several rows come back to their own address, which asks for rows
    that they may just have deleted.
    """
    stock = BulkAction.__init__

    @wraps(stock)
    def starting(action: BulkAction, request: HttpRequest, model: type[Model]) -> None:
        stock(action, request, model)
        if action.next_url == request.path:
            action.next_url = _list_of(model, request)

    BulkAction.__init__ = starting


def _without_bad(request: HttpRequest, sent: QueryDict) -> QueryDict:
    if all(_leads_somewhere(request, text) for text in sent.getlist(NEXT)):
        return sent
    kept = sent.copy()
    kept.setlist(NEXT, [one for one in sent.getlist(NEXT) if _leads_somewhere(request, one)])
    return kept


def _leads_somewhere(request: HttpRequest, text: str) -> bool:
    """To an address of this host where a view stands, among those of the admin if it begins so."""
    if not text:
        return True
    # Django takes any other word for the name of a view (``django.shortcuts.resolve_url``).
    is_path = text.startswith(("/", "http://", "https://"))
    if not is_path or not url_has_allowed_host_and_scheme(text, {request.get_host()}):
        return False
    try:
        match = resolve(urlsplit(text).path or "/")
    except (Resolver404, ValueError):
        return False
    return unwrap(match.func) is not unwrap(not_there)


def _list_of(model: type[Model], request: HttpRequest) -> str:
    parent = request.GET.get("childOf", "")
    if issubclass(model, Page):
        if parent.isdecimal() and Page.objects.filter(pk=parent).exists():
            return reverse("wagtailadmin_explore", args=[parent])
        return reverse("wagtailadmin_explore_root")
    named = {
        get_image_model(): "wagtailimages:index",
        get_document_model(): "wagtaildocs:index",
        get_user_model(): "wagtailusers_users:index",
    }
    name = named.get(model)
    if name is None and hasattr(model, "snippet_viewset"):
        name = model.snippet_viewset.get_url_name("list")
    try:
        return reverse(name or "wagtailadmin_home")
    except NoReverseMatch:  # A snippet whose list is another screen of ours.
        return reverse("wagtailadmin_home")
