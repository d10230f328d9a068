"""The states of an event, a booking, an answer and a mark. Pure."""

from enum import StrEnum


class EventState(StrEnum):
    """What is stored of an event; that it is running or over is read from its days."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Half(StrEnum):
    """Which half of a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class BookingState(StrEnum):
    """What becomes of somebody's wish to come. A seat is held by a booked one alone."""

    BOOKED = "booked"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What the person said to the invitation."""

    NONE = "none"
    COMING = "coming"
    NOT_COMING = "not_coming"


class Attendance(StrEnum):
    """What a mark says of a person and a half-day."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"
    EXCUSED = "excused"
    MADE_UP = "made_up"


ATTENDANCE_WORDS: dict[Attendance, str] = {
    Attendance.PRESENT: "Present",
    Attendance.LATE: "Late",
    Attendance.LEFT_EARLY: "Left early",
    Attendance.ABSENT: "Absent",
    Attendance.EXCUSED: "Excused",
    Attendance.MADE_UP: "Made up",
}
"""Excused counts as missing until it is made up (decisions.md, Training and people)."""
