"""Routes, served under every portal."""

from django.urls import path

from maillage_search.results import views
from maillage_search.suggestions.views import suggest

app_name = "maillage_search"
urlpatterns = [
    path("recherche/", views.results_page, name="results"),
    path("recherche/suggestions/", suggest, name="suggestions"),
]
