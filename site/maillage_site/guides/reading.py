"""A guide as HTML: CommonMark with tables, whose links and pictures are those of the admin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from maillage.ui.french import typo

if TYPE_CHECKING:
    from markdown_it.token import Token

TEXTS = Path(__file__).parent / "texts"
# Where pictures stand as the repository shows them, beside the name that static files have.
PICTURES = "../../static/"


@dataclass(frozen=True)
class Guide:
    """``national``: for those who open and close portals, and nobody else."""

    slug: str
    national: bool = False

    @property
    def path(self) -> Path:
        return TEXTS / f"{self.slug}.md"

    @property
    def title(self) -> str:
        return self.path.read_text().partition("\n")[0].removeprefix("# ")

    @property
    def about(self) -> str:
        """Its first paragraph: whom it is for."""
        first = self.path.read_text().split("\n\n")[1].replace("\n", " ").replace("**", "")
        return typo(first.partition(". ")[0] + ".")

    @property
    def url(self) -> str:
        return reverse("maillage_guides_one", args=[self.slug])


GUIDES = (
    Guide("tenir-un-portail"),
    Guide("organiser-un-evenement"),
    Guide("tenir-les-lieux"),
    Guide("ouvrir-un-portail", national=True),
    Guide("fermer-un-portail", national=True),
)


def guides_for(*, national: bool) -> list[Guide]:
    return [guide for guide in GUIDES if national or not guide.national]


def as_html(guide: Guide) -> SafeString:
    """Without its title, which the screen bears; our own text, from the package."""
    return mark_safe(_html(guide))  # noqa: S308 -- no word of it is somebody else's


@cache
def _html(guide: Guide) -> str:
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(guide.path.read_text().partition("\n")[2])
    for token in tokens:
        token.children = _leading_here(token.children or [])
    return typo(markdown.renderer.render(tokens, markdown.options, {}))


def _leading_here(tokens: list[Token]) -> list[Token]:
    """What leads out of the guides, to the project's own pages, is read without its link."""
    guides = {f"{guide.slug}.md": guide.url for guide in GUIDES}
    kept, dropped = [], False
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
            dropped = address not in guides and not address.startswith("https://")
            token.attrs["href"] = guides.get(address, address)
        elif token.type == "image":
            token.attrs["src"] = static(str(token.attrs["src"]).removeprefix(PICTURES))
        if not (dropped and token.type in {"link_open", "link_close"}):
            kept.append(token)
    return kept
