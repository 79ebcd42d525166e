"""What is read at an address of this site, asked without the network."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from maillage_site.files.shown import shown_to_everybody
from maillage_site.portals.addresses.scopes import current_path, split_path
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.models.closings import in_closed_portal
from maillage_site.redirects.addresses import answers, lives, local_path, own_hosts
from maillage_site.redirects.contributed import moved_to
from maillage_site.redirects.served import status_at

DOCUMENTS = "wagtaildocs_serve"
NOT_THERE = (404, 410)


def path_of(href: str, page: Page) -> str:
    """The path that an address typed in a page names here; "" when it is another site's."""
    try:
        is_relative = not href.startswith("/") and not urlsplit(href).scheme
        whole = urljoin(page.url or "/", href) if is_relative else href
        return local_path(whole, own_hosts())
    except ValueError:
        return ""


def is_web(href: str) -> bool:
    """Whether it is an address of the web at all, and no mail, phone or place in the same page."""
    try:
        return urlsplit(href).scheme in {"", "http", "https"} and not href.startswith("#")
    except ValueError:
        return True


def is_read(path: str) -> bool:
    """Whether a page, a public document or a route of ours answers there, or where it leads to."""
    path = current_path(unquote(path), snapshot().former)
    if split_path(path, snapshot().closed).slug:
        return status_at(path) not in NOT_THERE
    if path.startswith("/documents/"):
        return _is_document(path)
    if any(lives(form, None) for form in (path, f"{path}/")):
        return True
    if answers(path, None):
        return status_at(path) not in NOT_THERE
    forms = {Redirect.normalise_path(path), Redirect.normalise_path(path, decode_unicode=False)}
    rules = Redirect.objects.filter(old_path__in=forms).select_related("redirect_page")
    return any(_leads_on(rule) for rule in rules) or bool(moved_to(path))


def _leads_on(rule: Redirect) -> bool:
    """Not to a portal that is closed."""
    if rule.redirect_page_id:
        closed = Page.objects.filter(in_closed_portal("path"), pk=rule.redirect_page_id)
        return not closed.exists()
    path = local_path(rule.redirect_link, own_hosts())
    return not split_path(path, snapshot().closed).slug


def _is_document(path: str) -> bool:
    try:
        with translation.override(split_path(path, snapshot().slugs).language):
            match = resolve(path)
    except Resolver404:
        return False
    if match.url_name != DOCUMENTS:
        return True
    model = get_document_model()
    return model.objects.filter(shown_to_everybody(model, "pk"), pk=int(match.args[0])).exists()
