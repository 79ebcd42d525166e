"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "maillage_site.contact"
    label = "maillage_contact"
    verbose_name = _("Messages to teams")
    default_auto_field = "django.db.models.BigAutoField"
