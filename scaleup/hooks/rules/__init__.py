"""What is told to whom, how it is worded and signed, and which addresses may be called at all. Pure."""

from scaleup.hooks.rules.events import ACTS, KINDS, SENTENCES, TEST, Event, Kind, page_of
from scaleup.hooks.rules.forms import FORMATS, Format, Terms, body
from scaleup.hooks.rules.reaching import Hosts, allowed_hosts, host_in, may_connect, refusal, replied
from scaleup.hooks.rules.signing import BOTH_FOR, secret_of, signatures

__all__ = [
    "ACTS",
    "BOTH_FOR",
    "FORMATS",
    "KINDS",
    "SENTENCES",
    "TEST",
    "Event",
    "Format",
    "Hosts",
    "Kind",
    "Terms",
    "allowed_hosts",
    "body",
    "host_in",
    "may_connect",
    "page_of",
    "refusal",
    "replied",
    "secret_of",
    "signatures",
]
