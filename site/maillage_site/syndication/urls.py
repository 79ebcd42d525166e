"""Pages taken up, in every portal and language."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from maillage_site.syndication import reader_views


class PageSlug(StringConverter):
    """As pages have them: letters of any script."""

    regex = r"[-\w]+"


register_converter(PageSlug, "page_slug")

app_name = "syndication"
urlpatterns = [path("partage/<page_slug:slug>/", reader_views.page, name="page")]
