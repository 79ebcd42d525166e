"""Pages taken up, in every portal and language."""

from django.urls import path

from maillage_site.syndication import reader_views

app_name = "syndication"
urlpatterns = [path("partage/<str:slug>/", reader_views.page, name="page")]
