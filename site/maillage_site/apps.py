"""App registration."""

from maillage.plugin import ContributingConfig


class MaillageSiteConfig(ContributingConfig):
    name = "maillage_site"
    verbose_name = "Maillage"
