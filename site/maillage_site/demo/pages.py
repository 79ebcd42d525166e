"""Resources and news of the demo, published as an editor would."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.text import slugify

from maillage_site.contact.pages import KIND as CONTACT_FORM
from maillage_site.creation.translating import paired, translate_page
from maillage_site.demo import writing
from maillage_site.home.blocks import NAME as KEY_FIGURES
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.portals.models import PortalPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_site.demo.progress import Progress

ANSWERED_SOON = "<p>Une question, un atelier à proposer ? Nous répondons sous deux jours.</p>"
FIGURES = {
    "title": "Pourquoi ce portail",
    "figures": [
        {
            "number": "15",
            "unit": "% des personnes de 15 ans ou plus",
            "counts": "ne se servent pas d’Internet, ou ne savent pas faire les gestes de base",
            "source": "Insee",
            "date": "2021",
        },
        {
            "number": "249",
            "unit": "communes",
            "counts": "dans le Morbihan, où vivent 783 390 personnes",
            "source": "Insee",
            "date": "2026",
        },
    ],
}
RESOURCES, NEWS = "ressources", "actualites"


def load(portals: Mapping[str, PortalPage], progress: Progress, *, now: datetime) -> None:
    """National resources, offered to every territory, each portal's own, and its news; once."""
    made = [
        (_page(portals, RESOURCES, entry), entry, now - timedelta(days=number))
        for number, entry in enumerate(writing.resources(), 1)
    ]
    made += [
        (_page(portals, NEWS, entry), entry, last_time(entry["on"], now))
        for entry in writing.news()
    ]
    keys = {entry["slug"]: page.pk for page, entry, _at in made if not entry.get("portal")}
    for page, entry, at in made:
        if not page.live:
            own = {one["slug"]: one_page.pk for one_page, one, _at in made if _near(one, entry)}
            _publish(page, entry, keys | own, at)
            progress.tell(entry["title"])
    _show_blocks(portals["morbihan"])


def last_time(day: str, now: datetime) -> datetime:
    """When a month and day (``11-26``) last came, at this hour."""
    month, number = map(int, day.split("-"))
    year = now.year - (date(now.year, month, number) >= now.date())
    return now.replace(year=year, month=month, day=number)


def _near(one: Mapping, entry: Mapping) -> bool:
    """Whether a page of territories stands in the same portal as the entry that names it."""
    return one.get("portal", "") == entry.get("portal", "")


def _page(portals: Mapping[str, PortalPage], index: str, entry: Mapping) -> ContentPage:
    """The page of an entry, a draft without words when it did not exist: others may name it."""
    portal = portals[entry.get("portal", "")]
    parent = IndexPage.objects.child_of(portal).get(slug=index)
    found = ContentPage.objects.child_of(parent).filter(slug=entry["slug"]).first()
    if found is not None:
        return found
    page = ContentPage(
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        theme=entry.get("theme", ""),
        shared=index == RESOURCES and portal.territory is None,
        locale=parent.locale,
        live=False,
    )
    return parent.add_child(instance=page)


def _publish(page: ContentPage, entry: Mapping, keys: Mapping[str, int], at: datetime) -> None:
    french = writing.body(entry, entry, keys, "fr")
    page.body = french
    page.save_revision().publish()
    page.refresh_from_db()  # live: its translation is published too
    made = [page.pk]
    if words := entry.get("en"):
        english = writing.body(entry, words, keys, "en")
        texts = {page.slug: slugify(words["title"])}
        texts |= {entry[name]: words[name] for name in ("title", "summary")}
        made.append(translate_page(page, texts | paired(french, english)).pk)
    dated = {"first_published_at": at, "last_published_at": at}
    ContentPage.objects.filter(pk__in=made).update(**dated)


def _show_blocks(portal: PortalPage) -> None:
    """Key figures on a home, and a form on its contact page; once."""
    _append(PortalPage.objects.get(pk=portal.pk), KEY_FIGURES, FIGURES)
    contact = ContentPage.objects.child_of(portal).get(slug="contact")
    _append(contact, CONTACT_FORM, {"title": "Nous écrire", "text": ANSWERED_SOON})


def _append(page: PortalPage | ContentPage, name: str, value: Mapping[str, object]) -> None:
    if name not in {child.block_type for child in page.body}:
        page.body.append((name, value))
        page.save_revision().publish()
