"""The list of one's sessions, in "Mon espace"."""

from django.urls import path

from maillage.sessions.views import sessions

app_name = "maillage_sessions"

urlpatterns = [path("sessions/", sessions, name="list")]
