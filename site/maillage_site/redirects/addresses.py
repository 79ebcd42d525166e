"""What answers at an address of the site today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from maillage_site.portals.addresses.routing import portal_namespaces
from maillage_site.portals.addresses.scopes import split_path
from maillage_site.portals.addresses.serving import is_read_at
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.urls import ResolverMatch

PAGES = "wagtail_serve"
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


def _names_one(path: str) -> bool:
    """Whether it is a portal's route to one thing, by its slug or its identifier."""
    match = _match(path)
    if match is None or not set(match.namespaces[:1]) & portal_namespaces():
        return False
    return set(CONVERTER.findall(match.route)) <= {"slug", "uuid"} and "(?P" not in match.route


def local_path(address: str, hosts: Collection[str] = ()) -> str:
    """The path of an address of ours, on the main host or on one of these; "" for another's."""
    parts = urlsplit(address)
    known = {"", urlsplit(settings.BASE_URL).netloc, *hosts}
    # A host is the same in capitals (RFC 3986, 6.2.2.1).
    return parts.path or "/" if parts.netloc.lower() in known else ""


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
    language = split_path(path, snapshot().slugs).language
    roots = snapshot().root_paths
    return any(
        is_read_at(root.root_path, match.args[0])
        for root in roots
        if root.language_code == language and (site is None or root.site_id == site.pk)
    )
