"""Wagtail's people, with our forms: one name, a mail address, no password to hand over."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    default = False
    user_viewset = "maillage_site.users.viewsets.UserViewSet"

    def ready(self) -> None:
        super().ready()
        # Wagtail's panel wants a first and a last name, and has no setting for its form.
        from wagtail.admin.views.account import NameEmailSettingsPanel  # noqa: PLC0415

        from maillage_site.users.forms import NameForm  # noqa: PLC0415

        NameEmailSettingsPanel.form_class = NameForm
