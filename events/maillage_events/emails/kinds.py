"""Why a mail of a sign-up is sent."""

from __future__ import annotations

from enum import StrEnum


class MailKind(StrEnum):
    """Part of the mail's identity in the outbox: one mail a sign-up, kind and version."""

    CONFIRM = "confirm"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    REPLAY = "replay"
    REVIEW = "review"
    REJECTED = "rejected"
    WAITLISTED = "waitlisted"
    PROMOTED = "promoted"
    OFFERED = "offered"
    OFFER_OVER = "offer-over"
    CHANGED = "changed"
    RESCHEDULED = "rescheduled"
    MOVED_ONLINE = "moved-online"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    EVENT_CANCELLED = "event-cancelled"
    ALREADY = "already"
    JOIN = "join"
    TOMORROW = "tomorrow"
    SOON = "soon"
    MESSAGE = "message"
    MATERIAL = "material"
    AMENDED = "amended"
    ASKED = "asked"
    CONFIRM_ALL = "confirm-all"
    BOOKED = "booked"
    UNBOOKED = "unbooked"
