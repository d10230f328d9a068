"""Logs are events with fields, one JSON line each on stderr; never glued sentences, never the locals of a stack."""

import re
import sys

import structlog

SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}")
"""A token in an address: 256 bits in letters; no other part of one is as long."""


def without_secrets(address: str) -> str:
    """The address as a log may hold it."""
    return SECRET.sub("[token]", address)


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
