"""App registration."""

from django.utils.translation import gettext_lazy as _

from maillage.plugin import PluginConfig


class CartographyConfig(PluginConfig):
    name = "maillage_cartography"
    verbose_name = _("Places")
