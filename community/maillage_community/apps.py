"""App registration."""

from django.utils.translation import gettext_lazy as _

from maillage.plugin import PluginConfig


class CommunityConfig(PluginConfig):
    name = "maillage_community"
    verbose_name = _("Communities")
