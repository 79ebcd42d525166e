"""App registration."""

from django.apps import AppConfig


class MaillageSiteConfig(AppConfig):
    name = "maillage_site"
    verbose_name = "Maillage"
