"""Addresses of the form, in every portal and language."""

from django.urls import path

from maillage_site.contact import views
from maillage_site.contact.pages import KIND

app_name = KIND
urlpatterns = [
    path("nous-ecrire/<uuid:key>/", views.write, name="write"),
    path("nous-ecrire/<uuid:key>/merci/", views.sent, name="sent"),
]
