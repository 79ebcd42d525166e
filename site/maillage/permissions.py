"""Territory rights in the admin: who sees and touches which rows of a model.

**Default deny.** A model without a territory policy is seen in the admin by the national team
only. A plugin opens one of its models to territories' editors in its ``wagtail_hooks.py``::

    from maillage.permissions import register_territory_policy

    # Rows that lie in, or belong to, the editor's territories (TerritorialQuerySet), to be read.
    register_territory_policy(Place)

    # Rows chosen by a rule of the plugin's own, to be read and changed.
    register_territory_policy(
        Report, rows=lambda user: Report.objects.moderated_by(user), actions={"view", "change"}
    )

    # Rows that every team of the territory reads, and that its coordinators alone change.
    register_territory_policy(
        Place, actions={"view", "add", "change"}, writers=PortalTeam.Role.COORDINATOR
    )

Show that model with ``maillage.viewsets.TerritorySnippetViewSet`` (lists and choosers obey
the policy). An admin view of the plugin's own (``register_admin_urls``) is refused to territories'
editors unless it says that it checks rights itself::

    @territory_checked
    def registrations(request, occurrence_uuid): ...   # also territory_checked(View.as_view())

In code, ask ``may(user, "change", place)`` or ``rows_for(user, Place)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from maillage.accounts.teams import edited_territories, is_national, territories_in_role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.db.models import Model, QuerySet

    from maillage.accounts.models import PortalTeam, User

    Rows = Callable[[User], QuerySet]

View = TypeVar("View")
READ = frozenset({"view"})


class NationalPolicy(ModelPermissionPolicy):
    """The default: the national team alone, with Django's permissions on the model."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return is_national(user) and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        national = Q(is_superuser=True) | Q(groups__portal_team__territory__isnull=True)
        return super().users_with_any_permission(actions).filter(national).distinct()


class TerritoryPolicy(ModelPermissionPolicy):
    """Territories' editors act on their own rows; the national team on all.

    ``actions`` holds for everybody: what is not in it (``add``, ``delete``…) nobody does in the
    admin, not even the national team. With ``writers``, that role alone does more than view.
    """

    def __init__(
        self,
        model: type[Model],
        rows: Rows,
        actions: Collection[str],
        writers: PortalTeam.Role | None = None,
    ) -> None:
        super().__init__(model)
        self.rows = rows
        self.actions = frozenset(actions)
        self.writers = writers

    def user_has_permission(self, user: User, action: str) -> bool:
        if action not in self.actions:
            return False
        if is_national(user):
            return True
        if self.writers is not None and action not in READ:
            return bool(territories_in_role(user, self.writers))
        return self._has_a_role(user)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        return (
            action in self.actions
            and user.is_active
            and self._rows_to([action], user).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(
        self, user: User, actions: Collection[str]
    ) -> QuerySet:
        if self.actions.isdisjoint(actions):
            return self.model._default_manager.none()
        return self._rows_to(actions, user)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        if self.actions.isdisjoint(actions):
            return get_user_model().objects.none()
        has_role = Q(is_superuser=True) | Q(groups__portal_team__isnull=False)
        return get_user_model().objects.filter(has_role, is_active=True).distinct()

    def rows_for(self, user: User) -> QuerySet:
        return self.model._default_manager.all() if is_national(user) else self.rows(user)

    def _rows_to(self, actions: Collection[str], user: User) -> QuerySet:
        """The rows on which the person may do one of these."""
        rows = self.rows_for(user)
        wanted = self.actions.intersection(actions)
        if self.writers is None or is_national(user) or not wanted.isdisjoint(READ):
            return rows
        own = territories_in_role(user, self.writers)
        return rows.filter(pk__in=self.model._default_manager.in_any(own).values("pk"))

    def _has_a_role(self, user: User) -> bool:
        return bool(edited_territories(user)) or self.rows_for(user).exists()


def register_territory_policy(
    model: type[Model],
    *,
    rows: Rows | None = None,
    actions: Collection[str] = READ,
    writers: PortalTeam.Role | None = None,
) -> None:
    """Open a model to territories' editors.

    ``rows(user)`` gives the rows that person may see and touch (never asked for the national
    team); by default those in the person's territories. ``actions`` among view, add, change,
    delete, publish; reading alone by default. ``writers`` is the one role that does more than
    view, on the rows in its territories; by default the whole team of the territory does.
    """

    def in_own_territories(user: User) -> QuerySet:
        return model._default_manager.in_any(edited_territories(user))

    policy = TerritoryPolicy(model, rows or in_own_territories, actions, writers)
    register_permission_policy(model, policy)


def may(user: User, action: str, instance: Model) -> bool:
    """Whether the person may do that to that row in the admin."""
    return policy_registry.get(instance).user_has_permission_for_instance(user, action, instance)


def rows_for(user: User, model: type[Model]) -> QuerySet:
    """The rows of a model that the person sees in the admin."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ["view", "change", "delete"])


def territory_checked(view: View) -> View:
    """Mark an admin view that refuses by itself what is not the person's territory."""
    view.maillage_territory_checked = True
    return view
