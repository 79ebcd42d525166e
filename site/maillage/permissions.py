"""Territory rights in the admin: who does what to which rows of a model.

**A verb has a role, default deny.** A model without a territory policy is seen in the admin by
the national team only, and what no row of the table names nobody does. A plugin opens one of its
models to territories' teams in its ``permissions.py``, one row a verb::

    from maillage.permissions import COORDINATOR, TEAM, Verb, register_territory_policy

    # Rows that lie in, or belong to, the person's territories (TerritorialQuerySet).
    register_territory_policy(Place, Verb("view", TEAM), Verb("change", COORDINATOR))

    # Rows that a rule of the plugin's own gives to territories.
    register_territory_policy(
        Registration, Verb("view", TEAM), rows=lambda own: Registration.objects.of_portals(own)
    )

Own territory means own: what belongs to a territory inside it, above it or beside it belongs to
nobody there. What merely lies somewhere (a place) is kept by every territory that covers its
commune. The national team does the same things everywhere, each in its national role.

Show that model with ``maillage.viewsets.TerritorySnippetViewSet`` (lists and choosers obey
the policy). An admin view of the plugin's own (``register_admin_urls``) says which verb it is;
without one it is refused to territories' teams::

    @verb_required("export", Registration)
    def registrations(request, occurrence_uuid): ...

The view asks of its row: ``may(user, "export", date.event)``, or
``rows_for(user, Event, "export")``.
``docs/reference/rights.md`` prints the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce, wraps
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from maillage.accounts.models import PortalTeam
from maillage.accounts.teams import acts_nationally, is_national, territories_in_roles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.contrib.auth.models import AbstractUser, AnonymousUser
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

    from maillage.accounts.models import User
    from maillage.territories.models import Territory

    Person = User | AbstractUser | AnonymousUser
    Rows = Callable[[Collection[Territory]], QuerySet]
    View = Callable[..., HttpResponse]

EDITOR, PUBLISHER, COORDINATOR = (frozenset({role}) for role in PortalTeam.Role)
DECIDERS = PUBLISHER | COORDINATOR
TEAM = EDITOR | DECIDERS

# The table: each verb of each model, by its name.
TABLE: dict[type[Model], dict[str, Verb]] = {}
# The policy of each model opened to territories, whatever its own app registers after us.
POLICIES: dict[type[Model], TerritoryPolicy] = {}
SEEING = ("view", "change", "delete")


@dataclass(frozen=True)
class Verb:
    """One row of the table: the roles that do it to what is theirs (``rows``: the model's own).

    Roles are those of a territory's team (``PortalTeam.Role``), or a plugin's own, held apart
    from territories (a circle's moderators: ``register_verbs``). ``national``: those of the
    nation's team alone, in each territory; nobody does it to their own.
    """

    name: str
    roles: frozenset[str]
    rows: Rows | None = None
    national: bool = False


class NationalPolicy(ModelPermissionPolicy):
    """The default: the national team alone, with Django's permissions on the model."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return is_national(user) and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        national = Q(is_superuser=True) | Q(groups__portal_team__territory__isnull=True)
        return super().users_with_any_permission(actions).filter(national).distinct()


KNOWN_ROWS = "_maillage_known_rows"


class TerritoryPolicy(ModelPermissionPolicy):
    """A model's rows of the table, read for a person.

    Teams act on what belongs to their own territory, the national team on all, each in the roles
    of the verb. A verb that has no row nobody does, superusers included.
    """

    def __init__(self, model: type[Model], rows: Rows, *, located: bool = False) -> None:
        super().__init__(model)
        self.rows = rows
        self.located = located

    def user_has_permission(self, user: User, action: str) -> bool:
        if acts_nationally(user, self._roles([action])):
            return True
        return bool(territories_in_roles(user, self._roles([action], nation=False)))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        known = vars(user).get(KNOWN_ROWS, {}).get((self.model, action), {})
        if instance.pk in known:
            return known[instance.pk]
        rows = self.instances_user_has_any_permission_for(user, [action])
        return user.is_active and rows.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: User, actions: Collection[str]
    ) -> QuerySet:
        if acts_nationally(user, self._roles(actions)):
            return self.model._default_manager.all()
        roles: dict[Rows, frozenset[str]] = {}
        for verb in _verbs(self.model, actions):
            if verb.national:
                continue
            rows = verb.rows or self.rows
            roles[rows] = roles.get(rows, frozenset()) | verb.roles
        found = [rows(territories_in_roles(user, held)) for rows, held in roles.items()]
        if len(found) == 1:
            return found[0]
        conditions = (Q(pk__in=rows.values("pk")) for rows in found)
        return self.model._default_manager.filter(reduce(or_, conditions, Q(pk__in=())))

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        roles = self._roles(actions)
        found = Q(groups__portal_team__role__in=roles)
        if roles:
            found |= Q(is_superuser=True)
        return get_user_model().objects.filter(found, is_active=True).distinct()

    def _roles(self, actions: Collection[str], *, nation: bool = True) -> frozenset[str]:
        """Those that do one of these; without ``nation``, those of a territory's team."""
        verbs = _verbs(self.model, actions)
        return frozenset().union(*(verb.roles for verb in verbs if nation or not verb.national))


def register_verbs(model: type[Model], *verbs: Verb) -> None:
    """Write a model's rows of the table, in place of those it had."""
    TABLE[model] = {verb.name: verb for verb in verbs}


def register_territory_policy(
    model: type[Model], *verbs: Verb, rows: Rows | None = None, located: bool = False
) -> None:
    """Open a model to territories' teams, a row of the table for each verb.

    ``rows(territories)`` gives what belongs to these territories; by default by the model's
    queryset (``TerritorialQuerySet.belonging_to``). ``located``: nobody owns a row, it lies in
    every territory that holds its commune. Wagtail's own verbs are view, add, change, delete and
    publish.
    """
    register_verbs(model, *verbs)
    own = rows or model._default_manager.belonging_to
    POLICIES[model] = TerritoryPolicy(model, own, located=located)
    register_permission_policy(model, POLICIES[model])


def _verbs(model: type[Model], names: Collection[str]) -> list[Verb]:
    rows = TABLE.get(model, {})
    return [rows[name] for name in names if name in rows]


def roles_of(model: type[Model], verb: str) -> frozenset[str]:
    """The roles that do it; none for a verb that has no row."""
    return frozenset().union(*(found.roles for found in _verbs(model, [verb])))


def verbs_in_role(model: type[Model], role: str) -> frozenset[str]:
    """What that role does to rows of the model: templates show these buttons and no other."""
    return frozenset(name for name, verb in TABLE.get(model, {}).items() if role in verb.roles)


def may(user: User, verb: str, instance: Model) -> bool:
    """Whether the person may do that to that row in the admin."""
    return policy_registry.get(instance).user_has_permission_for_instance(user, verb, instance)


def verbs_on(user: User, instance: Model) -> frozenset[str]:
    """What the person may do to that row: templates show these buttons and no other."""
    known: dict[tuple, bool] = {}
    found = set()
    for name, verb in TABLE.get(type(instance), {}).items():
        held = (verb.roles, verb.rows)
        if held not in known:
            known[held] = may(user, name, instance)
        if known[held]:
            found.add(name)
    return frozenset(found)


def may_somewhere(user: Person, verb: str, model: type[Model]) -> bool:
    """Whether the person may do that to some row of the model, if there is one."""
    return policy_registry.get_by_type(model).user_has_permission(user, verb)


def may_everywhere(user: User, verb: str, model: type[Model]) -> bool:
    """Whether the person does that for the nation, on every row."""
    return acts_nationally(user, roles_of(model, verb))


def territories_where(user: User, verb: str, model: type[Model]) -> list[Territory]:
    """The territories whose rows the person does that to; none for who does it everywhere."""
    own = (found.roles for found in _verbs(model, [verb]) if not found.national)
    return territories_in_roles(user, frozenset().union(*own))


def rows_for(user: User, model: type[Model], *verbs: str) -> QuerySet:
    """The rows to which the person may do one of these in the admin; those they see by default."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, verbs or SEEING)


def keys_for(user: User, model: type[Model], verb: str) -> frozenset:
    """The keys of the rows to which the person may do that, read once: lists ask it for each row.

    They are kept with the person, who lives as long as the request.
    """
    kept = user.__dict__.setdefault("_maillage_keys", {})
    if (model, verb) not in kept:
        kept[model, verb] = frozenset(rows_for(user, model, verb).values_list("pk", flat=True))
    return kept[model, verb]


def know_rows(user: User, model: type[Model], keys: Collection[object]) -> None:
    """Ask each verb of these rows at once: a list then asks nothing at each line.

    What is known lives as long as the request; a view that changes rights does not ask for it.
    """
    known = vars(user).setdefault(KNOWN_ROWS, {})
    for verb in TABLE.get(model, {}):
        held = rows_for(user, model, verb).filter(pk__in=keys)
        own = set(held.values_list("pk", flat=True)) if user.is_active else set()
        known[model, verb] = {key: key in own for key in keys}


def verb_required(
    verb: str, model: type[Model], *, post: str | None = None
) -> Callable[[View], View]:
    """Say which verb an admin view is, and which one its form is when it is another.

    Refused to a person who may do it to no row; the view itself asks of its row.
    """

    def of_view(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            asked_for = post if post and request.method == "POST" else verb
            if not may_somewhere(request.user, asked_for, model):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        asked.maillage_verb = (model, verb)
        asked.maillage_verbs = {verb, post or verb}
        return asked

    return of_view
