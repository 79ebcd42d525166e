"""The same page in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.languages import own_name, whole_languages
from maillage_site.portals.addresses.scopes import split_path
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from maillage.scope import Scope
    from maillage_site.portals.addresses.values import LocalizedPortal

Alternates = list[tuple[str, str, str]]  # (language code, its own name, address)


def route_alternates(scope: Scope, path: str) -> Alternates:
    """The same view of the same portal in each language; plugins' routes are in whole ones."""
    rest = split_path(path, snapshot().slugs).rest
    return [
        (code, own_name(code), f"{scope.in_language(code).url_prefix}/{rest}")
        for code in whole_languages()
    ]


def home_alternates(found: LocalizedPortal) -> Alternates:
    """The homes of a portal; nothing to choose from when there is only one."""
    if len(found.homes) < 2:
        return []
    return [(code, own_name(code), address) for code, address in found.homes]
