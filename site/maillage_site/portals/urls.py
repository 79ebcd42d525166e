"""The site's own words, in every portal and language."""

from django.urls import path

from maillage_site.portals.addresses.choosing import choose

app_name = "portals"
urlpatterns = [path("choisir-mon-territoire/", choose, name="choose")]
