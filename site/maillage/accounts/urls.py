"""Mon espace."""

from django.urls import path

from maillage.accounts import views

app_name = "maillage_accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("profil/", views.profile, name="profile"),
    path("mes-donnees.json", views.my_data, name="data"),
    path("fermer/", views.close, name="close"),
    path("ferme/", views.closed, name="closed"),
]
