"""One list, under every portal."""

from django.urls import path

from maillage_bookboxes import views

app_name = "maillage_bookboxes"
urlpatterns = [path("boites-a-livres/", views.boxes, name="boxes")]
