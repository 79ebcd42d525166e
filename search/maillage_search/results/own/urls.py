"""Routes of the site, for who is signed in."""

from django.urls import path

from maillage_search.results.own import views

app_name = "maillage_own_search"
urlpatterns = [path("mon-espace/recherche/", views.own_results, name="results")]
