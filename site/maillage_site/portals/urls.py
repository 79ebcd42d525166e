"""The site's own words, in every portal and language."""

from django.urls import path

from maillage_site.portals.addresses.choosing import choose
from maillage_site.portals.addresses.town_suggestions import suggest

app_name = "portals"
urlpatterns = [
    path("choisir-mon-territoire/", choose, name="choose"),
    path("communes/suggestions/", suggest, name="suggest-towns"),
]
