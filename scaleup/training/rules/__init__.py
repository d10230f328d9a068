"""The rules of training, by concept: states."""

from scaleup.training.rules.states import ATTENDANCE_WORDS, Answer, Attendance, BookingState, EventState, Half

__all__ = ["ATTENDANCE_WORDS", "Answer", "Attendance", "BookingState", "EventState", "Half"]
