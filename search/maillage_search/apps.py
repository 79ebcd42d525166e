"""App registration."""

from django.utils.translation import gettext_lazy as _

from maillage.plugin import PluginConfig


class SearchConfig(PluginConfig):
    name = "maillage_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        super().ready()
        from maillage_search import receivers  # noqa: PLC0415 -- apps come before models

        receivers.connect()
