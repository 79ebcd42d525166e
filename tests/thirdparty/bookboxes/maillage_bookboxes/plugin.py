"""What this plugin brings."""

from maillage.contributions import ContentBlock, MapLayer, NavigationItem, Routes, SearchSource
from maillage.plugin import Plugin
from maillage_bookboxes import sources
from maillage_bookboxes.blocks import BookBoxesBlock

plugin = Plugin(
    title="Boîtes à livres",
    contributes=(
        Routes(urlconf="maillage_bookboxes.urls"),
        NavigationItem(label="Boîtes à livres", url_name="maillage_bookboxes:boxes", order=60),
        ContentBlock(name="book_boxes", factory=BookBoxesBlock),
        SearchSource(
            kind="book_box",
            label="Boîtes à livres",
            queryset=sources.boxes,
            documents=sources.documents,
            key="uuid",
        ),
        MapLayer(slug="boites-a-livres", label="Boîtes à livres", features=sources.features),
    ),
)
