"""Where a person answers for themselves, and where those who keep a team answer for others."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from maillage_site.role_reviews import views

reviews = [
    path("", views.unanswered, name="list"),
    path("<int:pk>/garder/", views.keep_colleague, name="keep"),
]

urlpatterns = decorate_urlpatterns(
    [path("roles-a-confirmer/", include((reviews, "maillage_role_reviews")))],
    require_admin_access,
)

answers = [path("", views.mine, name="mine")], "maillage_role_review"
