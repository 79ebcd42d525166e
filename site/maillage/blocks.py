"""Blocks of pages: those every page may hold, and the base of those that depend on the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    Block,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StructBlock,
    URLBlock,
)
from wagtail.blocks import (
    TextBlock as PlainTextBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from maillage.scope import Scope
from maillage.ui.drawings import DRAWINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wagtail.blocks import StructValue

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def scope_of(context: Mapping[str, Any] | None) -> Scope:
    """The scope a template is rendered in; the national one outside a public request."""
    request = (context or {}).get("request")
    return getattr(request, "scope", None) or Scope()


class PortalBlock(StructBlock):
    """A block that shows what a portal has: places, events, topics, news.

    ``rows`` gives what the template needs; every field has a default, since a new portal's home
    holds the block with its default value. The template writes a section with its own heading,
    or nothing at all.
    """

    is_previewable = True  # Its default value says all there is to say.

    def rows(self, scope: Scope, value: StructValue) -> dict[str, object]:
        """What the portal has to show, by template name."""
        return {}

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        scope = scope_of(parent_context)
        return {**context, "scope": scope, **self.rows(scope, value)}


def short_text(**options: object) -> RichTextBlock:
    return RichTextBlock(features=SHORT_FEATURES, **options)


class TextBlock(RichTextBlock):
    """Titles, paragraphs, lists and links."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, "label": _("text"), **options})

    class Meta:
        icon = "pilcrow"
        template = "maillage/blocks/text.html"
        description = _("Titles, paragraphs, lists and links")
        preview_value = (
            "<h2>Créer une adresse e-mail</h2><p>Il faut dix minutes et un téléphone. "
            "Une aidante ou un aidant peut vous accompagner.</p>"
        )


class CalloutBlock(StructBlock):
    """Something not to be missed."""

    tone = ChoiceBlock(
        choices=[
            ("info", _("good to know")),
            ("success", _("good news")),
            ("warning", _("beware")),
        ],
        default="info",
        label=_("tone"),
        search_index=False,
    )
    title = CharBlock(required=False, max_length=120, label=_("title"))
    text = short_text(label=_("text"))

    class Meta:
        icon = "warning"
        label = _("call-out")
        template = "maillage/blocks/callout.html"
        description = _("A framed text that must not be missed")
        preview_value = {
            "tone": "warning",
            "title": "Ne donnez jamais votre code",
            "text": "<p>Ni votre banque ni l’administration ne vous le demandent.</p>",
        }


class TitledText(StructBlock):
    title = CharBlock(max_length=160, label=_("title"))
    text = short_text(label=_("text"))


class StepsBlock(StructBlock):
    """What to do, in order."""

    steps = ListBlock(TitledText(), min_num=1, label=_("steps"))

    class Meta:
        icon = "list-ol"
        label = _("steps")
        template = "maillage/blocks/steps.html"
        description = _("What to do, one step after the other")
        preview_value = {
            "steps": [
                {"title": "Préparez vos papiers", "text": "<p>Une pièce d’identité suffit.</p>"},
                {"title": "Venez au guichet", "text": "<p>Sans rendez-vous le mardi.</p>"},
            ]
        }


class AccordionBlock(StructBlock):
    """Texts that open one by one."""

    parts = ListBlock(TitledText(), min_num=1, label=_("parts"))

    class Meta:
        icon = "list-ul"
        label = _("accordion")
        template = "maillage/blocks/accordion.html"
        description = _("Long texts that readers open one by one")
        preview_value = {
            "parts": [{"title": "Par courrier", "text": "<p>Comptez une semaine de délai.</p>"}]
        }


class FaqBlock(StructBlock):
    """Questions that people really ask."""

    title = CharBlock(required=False, max_length=120, label=_("title"))
    questions = ListBlock(TitledText(), min_num=1, label=_("questions"))

    class Meta:
        icon = "help"
        label = _("questions and answers")
        template = "maillage/blocks/faq.html"
        description = _("Frequent questions and their answers")
        preview_value = {
            "title": "Questions fréquentes",
            "questions": [{"title": "Est-ce gratuit ?", "text": "<p>Oui, toujours.</p>"}],
        }


class CardBlock(StructBlock):
    title = CharBlock(max_length=120, label=_("title"))
    text = PlainTextBlock(required=False, max_length=300, label=_("text"))
    page = PageChooserBlock(required=False, label=_("page"))
    link = URLBlock(required=False, label=_("or address"))


class CardsBlock(StructBlock):
    """Ways to go further."""

    cards = ListBlock(CardBlock(), min_num=1, label=_("cards"))

    class Meta:
        icon = "grip"
        label = _("cards")
        template = "maillage/blocks/cards.html"
        description = _("Links to other pages, one card each")
        preview_value = {
            "cards": [
                {
                    "title": "Apprendre à se servir d’un téléphone",
                    "text": "Quatre ateliers de deux heures.",
                    "link": "https://www.service-public.fr/",
                }
            ]
        }


class FigureBlock(StructBlock):
    """A picture with its alternative text, and a caption."""

    image = ImageBlock(label=_("picture"))
    caption = CharBlock(required=False, max_length=250, label=_("caption"))

    class Meta:
        icon = "image"
        label = _("figure")
        template = "maillage/blocks/figure.html"
        description = _("A picture, described for those who do not see it")
        preview_template = "maillage/previews/figure.html"


class DrawingBlock(StructBlock):
    """One of the drawings that come with the product; it takes the colours of the portal."""

    name = ChoiceBlock(choices=list(DRAWINGS.items()), label=_("drawing"), search_index=False)
    description = CharBlock(
        max_length=160,
        label=_("what it shows"),
        help_text=_("Read aloud to those who do not see it."),
    )

    class Meta:
        icon = "image"
        label = _("drawing")
        template = "maillage/blocks/drawing.html"
        preview_template = "maillage/previews/drawing.html"
        description = _("A drawing of the site, in the colours of the portal")
        preview_value = {
            "name": "help",
            "description": "Deux personnes assises à une table regardent un écran.",
        }


class FileBlock(StructBlock):
    title = CharBlock(max_length=160, label=_("title"))
    document = DocumentChooserBlock(label=_("file"))


class FilesBlock(StructBlock):
    """Documents to download, with their format and size."""

    title = CharBlock(required=False, max_length=120, label=_("title"))
    files = ListBlock(FileBlock(), min_num=1, label=_("files"))

    class Meta:
        icon = "doc-full"
        label = _("files")
        template = "maillage/blocks/files.html"
        description = _("Files to download, with their format and size")
        preview_template = "maillage/previews/files.html"


class PartnerBlock(StructBlock):
    name = CharBlock(max_length=120, label=_("name"))
    logo = ImageBlock(label=_("logo"))
    link = URLBlock(required=False, label=_("address"))


class PartnersBlock(StructBlock):
    """Logos of those who make the portal possible."""

    title = CharBlock(required=False, max_length=120, label=_("title"))
    partners = ListBlock(PartnerBlock(), min_num=1, label=_("partners"))

    class Meta:
        icon = "group"
        label = _("partners")
        template = "maillage/blocks/partners.html"
        description = _("Logos of partners, each with its name")
        preview_template = "maillage/previews/partners.html"


class VideoBlock(StructBlock):
    """A link to a video: nothing is loaded from elsewhere before the reader asks for it."""

    title = CharBlock(max_length=160, label=_("title"))
    link = URLBlock(label=_("address of the video"))
    duration = CharBlock(required=False, max_length=30, label=_("duration"))
    transcript = RichTextBlock(required=False, features=SHORT_FEATURES, label=_("transcript"))

    class Meta:
        icon = "media"
        label = _("video")
        template = "maillage/blocks/video.html"
        description = _("A link to a video, with its transcript")
        preview_value = {
            "title": "Scanner un document avec son téléphone",
            "link": "https://tube.numerique.gouv.fr/",
            "duration": "3 minutes",
            "transcript": "<p>Ouvrez l’appareil photo…</p>",
        }


def blocks_of_words() -> frozenset[str]:
    """Those that say all there is to say: no list, search or form of the portal."""
    return frozenset(name for name, _block in page_blocks())


def page_blocks() -> list[tuple[str, Block]]:
    """Blocks that every page may hold, by name."""
    return [
        ("text", TextBlock()),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
        ("accordion", AccordionBlock()),
        ("faq", FaqBlock()),
        ("cards", CardsBlock()),
        ("figure", FigureBlock()),
        ("drawing", DrawingBlock()),
        ("files", FilesBlock()),
        ("partners", PartnersBlock()),
        ("video", VideoBlock()),
    ]
