"""What editors may put on a page."""

from wagtail.blocks import CharBlock, StructBlock


class BookBoxesBlock(StructBlock):
    """A link to the boxes of the portal being read."""

    label = CharBlock(default="Toutes les boîtes à livres")

    class Meta:
        icon = "openquote"
        label = "Boîtes à livres"
        template = "maillage_bookboxes/block.html"
