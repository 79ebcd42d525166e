"""Our own pages, and the models of others: Django, Wagtail, allauth, django-tasks."""

from maillage_site.personal_data.gathered import personal_data

__all__ = ["personal_data"]
