"""Professions and sides, parts of training, and how many places are left. Pure."""

from enum import StrEnum


class Side(StrEnum):
    """The two halves of a pair (domain.md 1.1: one health, one children's services)."""

    HEALTH = "health"
    CHILDREN = "childrens_services"
    UNKNOWN = "unknown"


class Profession(StrEnum):
    """What a facilitator is by trade."""

    HEALTH_VISITOR = "health_visitor"
    MIDWIFE = "midwife"
    NURSERY_NURSE = "nursery_nurse"
    FAMILY_SUPPORT_WORKER = "family_support_worker"
    SOCIAL_WORKER = "social_worker"
    CHILDRENS_CENTRE_WORKER = "childrens_centre_worker"
    OTHER = "other"


SIDE: dict[Profession, Side] = {
    Profession.HEALTH_VISITOR: Side.HEALTH,
    Profession.MIDWIFE: Side.HEALTH,
    Profession.NURSERY_NURSE: Side.CHILDREN,
    Profession.FAMILY_SUPPORT_WORKER: Side.CHILDREN,
    Profession.SOCIAL_WORKER: Side.CHILDREN,
    Profession.CHILDRENS_CENTRE_WORKER: Side.CHILDREN,
    Profession.OTHER: Side.UNKNOWN,
}
"""Which side of a pair a profession counts for. A nursery nurse counts for children's services: our assumption."""


def pairs(health: int, children: int) -> int:
    """How many pairs can deliver (domain.md 8.4)."""
    return min(health, children)
