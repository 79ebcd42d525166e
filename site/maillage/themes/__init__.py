"""What digital help is about: the themes that circles and events share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """The values are read in addresses, so they are French words."""

    PROCEDURES = "demarches", _("Online procedures")
    FIRST_STEPS = "premiers-pas", _("First steps with a computer or a phone")
    HEALTH = "sante", _("Health online")
    BANKING = "banque", _("Banking and budget")
    JOBS = "emploi", _("Work and training")
    PARENTS = "parentalite", _("Children and screens")
    SAFETY = "securite", _("Safety and scams")
    EQUIPMENT = "equipement", _("Equipment and connection")
    CITIES = "territoires-connectes", _("Connected towns")
    HELPERS = "metier-aidant", _("Helping others")
