"""App registration."""

from maillage.plugin import PluginConfig


class BookboxesConfig(PluginConfig):
    name = "maillage_bookboxes"
    verbose_name = "Boîtes à livres"
