"""The stages of an implementation and what they are made of, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where in an implementation a milestone lies."""

    BEFORE = "before"
    STARTING = "starting"
    LASTING = "lasting"


@dataclass(frozen=True)
class Activity:
    """One thing that is done in a stage. Its code is empty in versions from before activities had one."""

    code: str
    words: str


@dataclass(frozen=True)
class Milestone:
    """A stage, and the activities that it is made of."""

    code: str
    phase: Phase
    name: str
    activities: tuple[Activity, ...]
