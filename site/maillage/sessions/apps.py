"""allauth's list of sessions, without what it keeps of networks and browsers."""

from allauth.usersessions.apps import UserSessionsConfig as AllauthConfig


class UserSessionsConfig(AllauthConfig):
    """allauth's model and migrations; what is written in it is ours."""

    default = False

    def ready(self) -> None:
        # Imported here: they need the models.
        from allauth.account import signals  # noqa: PLC0415
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        from maillage.sessions.recording import (  # noqa: PLC0415
            on_second_factor,
            on_signed_in,
        )

        # A new password gives the session another key.
        for signal in (user_logged_in, signals.password_set, signals.password_changed):
            signal.connect(on_signed_in)
        authenticator_added.connect(on_second_factor)
