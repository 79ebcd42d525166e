"""Routes, served under every portal."""

from django.urls import path

from maillage_search.results import views

app_name = "maillage_search"
urlpatterns = [path("recherche/", views.results_page, name="results")]
