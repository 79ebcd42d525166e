"""What is wrong with a link, in the words of who mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from maillage_site.links.models import PageLink


def wrong_with(link: PageLink) -> str:
    kinds = type(link).Kind
    if link.kind == kinds.EXTERNAL:
        return str(link.address.get_reason_display())
    if link.kind == kinds.DOCUMENT:
        return _("The file was deleted.")
    if link.kind == kinds.PATH:
        return _("Nothing is read at this address of the site.")
    if link.target_page is None:
        return _("The page was deleted.")
    if link.target_page.live:
        named = {"title": link.target_page.title}
        return _("The page “%(title)s” is in a portal that is closed.") % named
    return _("The page “%(title)s” is not published.") % {"title": link.target_page.title}
