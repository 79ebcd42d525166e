"""Steps that are read in the pages every portal is made with: legal notice, statement, contact."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Length, Substr
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page

from maillage.portal_contributions import Progress
from maillage.scope import DEFAULT_LANGUAGE
from maillage.text import fold
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.progress.reading import read_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from maillage.territories.models import Territory

    Reading = Callable[[str], str]

LEFT = "a completer"
DIRECTOR = re.compile(r"(directeur|directrice|direction|responsable) de (la )?publication")
HOST = re.compile(r"heberg")
STATES = re.compile(r"(totalement|partiellement|non)[ -]conforme")
MAILTO = re.compile("mailto:")
ADDRESS = re.compile(r"contact_form|mailto:|[\w.+-]+@[\w-]+\.\w|\b0[1-9](?:[ .]?\d\d){4}\b")


NOTICE, STATEMENT, CONTACT = "mentions-legales", "accessibilite", "contact"


def legal_notice(territories: Sequence[Territory], _on: date) -> Mapping[int, Progress]:
    """Who publishes, who answers for it and who hosts it; nothing left to complete."""
    return _progress(territories, NOTICE, _what_the_notice_lacks)


def accessibility(territories: Sequence[Territory], _on: date) -> Mapping[int, Progress]:
    """The statement names one of the three states that the law knows."""
    return _progress(territories, STATEMENT, _what_the_statement_lacks)


def contact(territories: Sequence[Territory], _on: date) -> Mapping[int, Progress]:
    """The page gives somewhere to write to, a form among others, or to call."""
    return _progress(territories, CONTACT, _what_the_contact_lacks)


def _what_the_notice_lacks(text: str) -> str:
    if not DIRECTOR.search(text):
        return _("The person in charge of publication is not named.")
    if not HOST.search(text):
        return _("The host is not named.")
    return _("Something is left “to be completed”.") if LEFT in text else ""


def _what_the_statement_lacks(text: str) -> str:
    if STATES.search(text):
        return ""
    return _(
        "Write one of the three states: fully, partly or not compliant. Without an audit, it is "
        "“not compliant”."
    )


def _what_the_contact_lacks(text: str) -> str:
    return "" if ADDRESS.search(text) else _("No email address and no phone number is given.")


def _progress(territories: Sequence[Territory], slug: str, lacks: Reading) -> dict[int, Progress]:
    """Of the page with that slug in each portal."""
    missing = Progress(done=False, said=_("The page is missing."))
    found = dict.fromkeys((territory.pk for territory in territories), missing)
    for page in (page for page in _pages(territories) if page.slug == slug):
        said = lacks(_text(page)) if page.live else _("The page is a draft.")
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        found[page.territory_id] = Progress(done=not said, said=said, url=url)
    return found


@read_once
def _pages(territories: Sequence[Territory]) -> list[ContentPage]:
    """Those that steps are read in, in every portal: one query."""
    parent = Substr("path", Value(1), Length("path") - Value(Page.steplen))
    homes = PortalPage.objects.filter(
        path=OuterRef("parent_path"),
        language__language_code=DEFAULT_LANGUAGE,
        portal__territory__in=[territory.pk for territory in territories],
    )
    slugs = (NOTICE, STATEMENT, CONTACT)
    pages = ContentPage.objects.filter(slug__in=slugs).annotate(parent_path=parent)
    pages = pages.annotate(territory_id=Subquery(homes.values("portal__territory")[:1]))
    return list(pages.exclude(territory_id=None))


def _text(page: ContentPage) -> str:
    """Its words, links among them, folded, on one line."""
    written = json.dumps(list(page.body.raw_data), ensure_ascii=False)
    links = " ".join(MAILTO.findall(written))
    return " ".join(f"{fold(strip_tags(written))} {links}".split())
