"""What answers at an address of the site today."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from maillage.pages import is_under, restricted_paths
from maillage_site.portals.addresses.routing import portal_namespaces
from maillage_site.portals.addresses.scopes import split_path
from maillage_site.portals.addresses.serving import page_read_at
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest
    from django.urls import ResolverMatch
    from wagtail.models import Page

PAGES = "wagtail_serve"
WEB = ("", "http", "https")
CONVERTER = re.compile(r"<(\w+):")


def lives(path: str, site: Site | None) -> bool:
    """Whether a published page is read there, or a route without parameters answers."""
    match = _match(path)
    if match is None:
        return False
    if match.url_name == PAGES:
        return _page_lives(path, match, site)
    return not match.captured_kwargs


def may_answer(path: str, site: Site | None) -> bool:
    """The same, or a route whose parameters only its view understands (``lieux/<uuid>/``)."""
    match = _match(path)
    return match is not None and (match.url_name != PAGES or _page_lives(path, match, site))


def answers(path: str, site: Site | None) -> bool:
    """Whether that address may answer, with the final slash it may lack."""
    return may_answer(path, site) or may_answer(f"{path}/", site)


def living_form(path: str, site: Site | None) -> str:
    """That path, with its final slash, when something is surely read there; else ""."""
    forms = (path,) if path.endswith("/") else (path, f"{path}/")
    return next((form for form in forms if lives(form, site) or _names_one(form)), "")


def is_for_some(path: str, site: Site | None) -> bool:
    """Whether the page read there, with its final slash or without, is not for everybody."""
    page = page_at(path, site)
    return page is not None and is_under(page.path, restricted_paths())


def page_at(path: str, site: Site | None) -> Page | None:
    """The published page that is read there, with its final slash or without."""
    found = (_page_at(form, site) for form in (path, f"{path.rstrip('/')}/"))
    return next((page for page in found if page is not None), None)


def page_of(address: str, request: HttpRequest) -> Page | None:
    """The published page of ours that is read at a whole address, or at a path of this site."""
    path = local_path(address, {request.get_host(), *own_hosts()})
    if not path:
        return None
    return page_at(unquote(path), _site_of(urlsplit(address).netloc, request))


def _site_of(netloc: str, request: HttpRequest) -> Site | None:
    """That of a host of ours: a portal's own one, or the main one, which has several names."""
    if not netloc or host_of(netloc) == host_of(request.get_host()):
        return Site.find_for_request(request)
    hosts = {host_of(site.hostname): site for site in snapshot().sites}
    main = next((site for site in snapshot().sites if site.is_default_site), None)
    return hosts.get(host_of(netloc), main)


def _names_one(path: str) -> bool:
    """Whether it is a portal's route to one thing, by its slug or its identifier."""
    match = _match(path)
    if match is None or not set(match.namespaces[:1]) & portal_namespaces():
        return False
    return set(CONVERTER.findall(match.route)) <= {"slug", "uuid"} and "(?P" not in match.route


def local_path(address: str, hosts: Collection[str] = ()) -> str:
    """The path of an address of ours, on the main host or on one of these; "" for another's."""
    parts = urlsplit(address)
    if not parts.netloc:
        return parts.path or "/"
    return parts.path or "/" if parts.scheme in WEB and is_host(parts.netloc, hosts) else ""


def is_host(netloc: str, hosts: Collection[str] = ()) -> bool:
    """Whether it is the main host, another name of it, or one of these.

    A portal that has a host of its own is read there alone: its paths are others.
    """
    host = host_of(netloc)
    if host in {host_of(one) for one in (urlsplit(settings.BASE_URL).netloc, *hosts)}:
        return True
    portals = {host_of(site.hostname) for site in snapshot().sites if not site.is_default_site}
    names = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    return host not in portals and validate_host(host, names)


def host_of(netloc: str) -> str:
    """The name as browsers ask for it: small letters, punycode, neither port nor final dot."""
    host = urlsplit(f"//{netloc}").hostname or ""
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    return host.lower().rstrip(".")


def own_hosts() -> set[str]:
    """The main one, and those of portals that have one."""
    return {urlsplit(settings.BASE_URL).netloc, *(site.hostname for site in Site.objects.all())}


def same_place(path: str, other: str) -> bool:
    """Whether two paths are one for redirects: a final slash does not count."""
    return Redirect.normalise_path(path) == Redirect.normalise_path(other)


def _match(path: str) -> ResolverMatch | None:
    with translation.override(split_path(path, snapshot().slugs).language):
        try:
            return resolve(path)
        except Resolver404:
            return None


def _page_lives(path: str, match: ResolverMatch, site: Site | None) -> bool:
    return _read_there(path, match, site) is not None


def _page_at(path: str, site: Site | None) -> Page | None:
    match = _match(path)
    return _read_there(path, match, site) if match and match.url_name == PAGES else None


def _read_there(path: str, match: ResolverMatch, site: Site | None) -> Page | None:
    language = split_path(path, snapshot().slugs).language
    for root in snapshot().root_paths:
        if root.language_code == language and (site is None or root.site_id == site.pk):
            page = page_read_at(root.root_path, match.args[0])
            if page is not None:
                return page
    return None
