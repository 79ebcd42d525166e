"""What an index lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """What an index lists; contents of a section gather across portals."""

    RESOURCES = "resources", _("resources")
    NEWS = "news", _("news")
    PAGES = "pages", _("pages")
