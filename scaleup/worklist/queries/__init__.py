"""The facts behind My work, in a number of statements that depends on roles alone."""

from scaleup.worklist.queries.people import someone
from scaleup.worklist.queries.work import Work, install_sources, work_of

__all__ = ["Work", "install_sources", "someone", "work_of"]
