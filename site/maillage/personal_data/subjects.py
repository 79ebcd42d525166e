"""How rows about a person are found: by their account, or by an address they have verified."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from allauth.account.models import EmailAddress
from django.db.models import Func, Q
from django.db.models.lookups import In

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Combinable
    from django.db.models.sql.compiler import SQLCompiler


LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


@dataclass(frozen=True)
class Person:
    """Somebody with an account; ``addresses`` are those they proved to be theirs."""

    user: AbstractBaseUser
    addresses: frozenset[str] = frozenset()

    @classmethod
    def of(cls, user: AbstractBaseUser) -> Person:
        """Only a verified address finds rows: anybody may type somebody else's."""
        verified = EmailAddress.objects.filter(user=user, verified=True)
        return cls(user, frozenset(verified.values_list("email", flat=True)))


@dataclass(frozen=True)
class Subject:
    """Who rows are about; ``said`` in words, ``matches`` as the condition that finds them."""

    said: str
    matches: Callable[[Person], Q] = field(compare=False, repr=False)

    def __or__(self, other: Subject) -> Subject:
        return Subject(
            f"{self.said}, or {other.said}",
            lambda person: self.matches(person) | other.matches(person),
        )


def account(path: str) -> Subject:
    """Rows whose path leads to the account."""
    return Subject(f"`{path}`", lambda person: Q(**{path: person.user.pk}))


def address(path: str | Combinable, *, said: str = "", unless: str = "") -> Subject:
    """Rows whose path holds a verified address of the person.

    ``unless`` is the path to an account: rows that have one are that account's alone.
    """
    nobody = Q(**{f"{unless}__isnull": True}) if unless else Q()
    found = said or f"`{path}` verified" + (f" where `{unless}` is empty" if unless else "")
    return Subject(
        found, lambda person: nobody & Q(In(AsciiLower(path), spellings(person.addresses)))
    )


class AsciiLower(Func):
    """Lower case of A to Z alone: ``ı`` is no ``i`` and ``ß`` no ``ss`` in anybody's address.

    Whatever else folds would let who owns a look-alike domain have somebody else's rows.
    """

    function = "LOWER"
    arity = 1

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(
            compiler, connection, template='LOWER((%(expressions)s) COLLATE "C")', **context
        )


def spellings(addresses: frozenset[str]) -> list[str]:
    """As ``AsciiLower`` gives them, an accent composed or apart; never empty addresses."""
    lower = [address.translate(LOWER) for address in addresses if address]
    return sorted({normalize(form, address) for form in ("NFC", "NFD") for address in lower})
