"""Resources and news of the demo, published as an editor would."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.text import slugify

from maillage_site.contact.pages import KIND as CONTACT_FORM
from maillage_site.creation.translating import paired, translate_page
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
CONTENT = Path(__file__).parent / "content/resources.toml"


def entries() -> dict[str, list[dict]]:
    """``resources`` and ``news``, as written."""
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))


def load(portals: Mapping[str, PortalPage], progress: Progress) -> None:
    """National resources, offered to every territory, and each portal's news; once."""
    content = entries()
    for entry in content["resources"]:
        _publish(portals[""], "ressources", entry, progress)
    for entry in content["news"]:
        _publish(portals[entry["portal"]], "actualites", entry, progress)
    _show_blocks(portals["morbihan"])


def _publish(portal: PortalPage, index: str, entry: dict, progress: Progress) -> None:
    parent = IndexPage.objects.child_of(portal).get(slug=index)
    if parent.get_children().filter(slug=entry["slug"]).exists():
        return
    page = ContentPage(
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        body=[("text", entry["body"].strip())],
        shared=index == "ressources",
        locale=parent.locale,
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    if "title_en" in entry:
        translate_page(page, _english(entry))
    progress.tell(entry["title"])


def _show_blocks(portal: PortalPage) -> None:
    """Key figures on a home, and a form on its contact page; once."""
    _append(PortalPage.objects.get(pk=portal.pk), KEY_FIGURES, FIGURES)
    contact = ContentPage.objects.child_of(portal).get(slug="contact")
    _append(contact, CONTACT_FORM, {"title": "Nous écrire", "text": ANSWERED_SOON})


def _append(page: PortalPage | ContentPage, name: str, value: Mapping[str, object]) -> None:
    if name not in {child.block_type for child in page.body}:
        page.body.append((name, value))
        page.save_revision().publish()


def _english(entry: dict) -> dict[str, str]:
    """French → English of every string of the page."""
    found = {entry[name]: entry[f"{name}_en"] for name in ("title", "summary")}
    slug = {entry["slug"]: slugify(entry["title_en"])}
    return found | slug | paired(entry["body"].strip(), entry["body_en"].strip())
