"""The only place that opens a URL (ADR 0034): bounded in time, size and redirects, and never led to
an address of the operator's own network.
"""

from maillage.fetching.client import fetch
from maillage.fetching.failures import (
    BadAnswer,
    CertificateRefused,
    FetchError,
    NotAllowed,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from maillage.fetching.values import PUBLIC, Answer, Limits, Reach, operators_own

__all__ = [
    "PUBLIC",
    "Answer",
    "BadAnswer",
    "CertificateRefused",
    "FetchError",
    "Limits",
    "NotAllowed",
    "Reach",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "fetch",
    "operators_own",
]
