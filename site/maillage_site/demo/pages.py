"""Resources and news of the demo, published as an editor would."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.text import slugify

from maillage_site.creation.translating import paired, translate_page
from maillage_site.home.models import ContentPage, IndexPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_site.demo.progress import Progress
    from maillage_site.portals.models import PortalPage

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


def _english(entry: dict) -> dict[str, str]:
    """French → English of every string of the page."""
    found = {entry[name]: entry[f"{name}_en"] for name in ("title", "summary")}
    slug = {entry["slug"]: slugify(entry["title_en"])}
    return found | slug | paired(entry["body"].strip(), entry["body_en"].strip())
