"""The facts behind My work, in a handful of statements whatever the number of areas."""

from scaleup.worklist.queries.work import coming, facts_for, install_sources, work_of

__all__ = ["coming", "facts_for", "install_sources", "work_of"]
