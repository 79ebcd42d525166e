"""Where an old address leads today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.db.models import F
from django.urls import Resolver404
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from maillage.scope import Scope
from maillage_site.portals.addresses.serving import is_readable
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.models import PortalPage
from maillage_site.redirects.addresses import answers, local_path, page_of, same_place

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST_CHAIN = 5  # rules that lead to one another: forms refuse them, older data may hold some


@dataclass(frozen=True)
class Destination:
    """A living address; ``restricted`` when the page asks for rights, which the reader has."""

    address: str
    permanent: bool
    restricted: bool = False


def destination(request: HttpRequest, asked: str) -> Destination | None:
    """Where that path (and query) leads; None when no rule leads to something living.

    An address of ours where nothing is read any more is no destination: who asks for the old one is
    told so there, and not what the page that became a draft was called.
    """
    site = Site.find_for_request(request)
    following = asked
    for _rule in range(LONGEST_CHAIN):
        rule = rule_for(site, following)
        if rule is None:
            return None
        found = _end_of(rule, following, request)
        path = local_path(found.address, {request.get_host()}) if found else ""
        if path and same_place(path, urlsplit(asked).path):
            return None
        if not path or rule.redirect_page_id or answers(unquote(path), site):
            return found
        following = found.address
    return None


def rule_for(site: Site | None, asked: str) -> Redirect | None:
    """The rule of that address: one with its query first, then one of this site."""
    forms = _forms(asked)
    rules = Redirect.get_for_site(site).filter(old_path__in=forms).select_related("redirect_page")
    found = rules.order_by(F("site").asc(nulls_last=True), "pk")
    return min(found, key=lambda rule: forms.index(rule.old_path), default=None)


def former_page(request: HttpRequest, asked: str) -> Destination | None:
    """Where a page is now whose former address is that one, in capitals or not.

    Wagtail writes these rules as the slug was written; those that people write are in small letters
    (``spelling``). Every rule is compared: ask it last.
    """
    addresses = "|".join(re.escape(form) for form in _forms(asked))
    rules = Redirect.get_for_site(Site.find_for_request(request)).filter(
        automatically_created=True, old_path__iregex=f"^({addresses})$"
    )
    rule = rules.select_related("redirect_page").order_by("-pk").first()
    return _end_of(rule, asked, request) if rule else None


def _forms(asked: str) -> list[str]:
    """The ways in which that address may be written in a rule, the most precise first."""
    whole = Redirect.normalise_path(asked, decode_unicode=False)
    bare = urlsplit(whole)._replace(query="").geturl()
    forms = [form for end in (whole, bare) for form in (*_composed(uri_to_iri(end)), end)]
    return [form for form in dict.fromkeys(forms) if "\0" not in form]


def _composed(address: str) -> tuple[str, ...]:
    """As it is, then with its accents in one character and in two: a rule may hold either."""
    return address, normalize("NFC", address), normalize("NFD", address)


def _end_of(rule: Redirect, asked: str, request: HttpRequest) -> Destination | None:
    """What one rule says, with the reader's query unless the rule speaks of it."""
    page = rule.redirect_page
    if page is None:
        address, page = rule.redirect_link, page_of(rule.redirect_link, request)
    else:
        address = _address(page, rule, request)
    restricted = page is not None and _is_restricted(page)
    if restricted and not _lets_in(page, request):
        return _closed_portal_of(page)
    if not address:
        return None
    query = "" if "?" in rule.old_path else urlsplit(asked).query
    return Destination(with_query(address, query), rule.is_permanent, restricted)


def _closed_portal_of(page: Page) -> Destination | None:
    """Where it is said that the portal of the page is closed, and which one is open."""
    ends = range(Page.steplen, len(page.path) + 1, Page.steplen)
    homes = PortalPage.objects.filter(portal__closed_at__isnull=False)
    home = homes.filter(path__in=[page.path[:end] for end in ends]).first()
    if home is None:
        return None
    scope = Scope(slug=home.portal.slug, language=home.language.language_code)
    return Destination(f"{scope.url_prefix}/", permanent=False, restricted=True)


def _address(page: Page, rule: Redirect, request: HttpRequest) -> str:
    """Of a page that readers may read; "" for another."""
    if not page.live or not is_readable(page):
        return ""
    page = page.specific
    address = page.get_url(request) or ""
    route = rule.redirect_page_route_path
    return address.rstrip("/") + route if route and _understands(page, route) else address


def _understands(page: Page, route: str) -> bool:
    """Whether a routable page still has that route."""
    try:
        page.resolve_subpage(route)
    except (AttributeError, Resolver404):
        return False
    return True


def _is_restricted(page: Page) -> bool:
    return page.path.startswith(snapshot().restricted)


def _lets_in(page: Page, request: HttpRequest) -> bool:
    """An address says something too: it is given to those who may read the page."""
    return all(rule.accept_request(request) for rule in page.get_view_restrictions())


def with_query(address: str, query: str) -> str:
    parts = urlsplit(address)
    return parts._replace(query="&".join(filter(None, [parts.query, query]))).geturl()
