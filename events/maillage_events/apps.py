"""App registration."""

from django.utils.translation import gettext_lazy as _

from maillage.plugin import PluginConfig


class EventsConfig(PluginConfig):
    name = "maillage_events"
    verbose_name = _("Agenda")
