"""Logs are events with fields, one JSON line each on stderr; never glued sentences, never the locals of a stack."""

import sys

import structlog


def bind() -> None:
    """Afterwards events are lines that a machine can read, in UTC. Locals stay out: they may hold what people typed."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
