"""A team's addresses in the admin, and where somebody answers an invitation."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from maillage_site.teams import views

team = [
    path("", views.teams, name="teams"),
    path("<int:territory>/", views.team, name="team"),
    path("<int:territory>/personne/<uuid:uuid>/", views.member, name="member"),
    path("<int:territory>/personne/<uuid:uuid>/retirer/", views.leave, name="leave"),
    path("invitations/<uuid:uuid>/renvoyer/", views.send_again, name="send-again"),
    path("invitations/<uuid:uuid>/retirer/", views.withdraw, name="withdraw"),
]

urlpatterns = decorate_urlpatterns(
    [path("equipe/", include((team, "maillage_team")))], require_admin_access
)

answers = [path("<uuid:uuid>/", views.answer, name="answer")], "maillage_invitation"
