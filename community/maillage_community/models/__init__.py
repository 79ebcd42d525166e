"""Circles, what is said in them, and who may read it."""

from maillage_community.models.circles import Circle, FormerCircleSlug, Membership
from maillage_community.models.reports import Report
from maillage_community.models.topics import Follow, Reply, Topic

__all__ = ["Circle", "Follow", "FormerCircleSlug", "Membership", "Reply", "Report", "Topic"]
