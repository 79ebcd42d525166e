"""Blocks that show or give something else than words: pictures, files, logos, videos."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from maillage.blocks.features import SHORT_FEATURES
from maillage.ui.drawings import DRAWINGS


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


class FileValue(StructValue):
    """A file under the title it is given in the page, or its own."""

    @property
    def shown_title(self) -> str:
        document = self.get("document")
        return self.get("title") or (document.title if document else "")


class FileBlock(StructBlock):
    title = CharBlock(
        required=False,
        max_length=160,
        label=_("title"),
        help_text=_("Empty: the title of the file."),
    )
    document = DocumentChooserBlock(label=_("file"))

    class Meta:
        value_class = FileValue


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
