"""Circles, what is said in them, and who may read it."""

from maillage_community.models.circles import Circle, Membership
from maillage_community.models.reports import Report
from maillage_community.models.topics import Follow, Reply, Topic

__all__ = ["Circle", "Follow", "Membership", "Reply", "Report", "Topic"]
