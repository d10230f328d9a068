"""Which addresses may be called: hosts that the configuration names, over HTTPS, outside of private networks."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from scaleup.outbox.rules import Reply

HTTPS_PORT = 443
LONGEST = 1000
LONGEST_NAME = 253
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")
"""A name that can be looked up: labels of 1 to 63 signs (RFC 1035), in lower case."""
NOT_REACHED = tuple(
    ipaddress.IPv4Network(one)
    for one in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24")  # RFC 6598, RFC 6890, RFC 7526
)
"""Between a provider and its customers, for protocols, for relays: not private by name, and not the internet."""
GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
"""The addresses of version 6 that are the internet at all (RFC 4291, 2.4)."""
IN_BOOKS = ipaddress.IPv6Network("3fff::/20")
"""For examples (RFC 9637)."""
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
UNFIT = "The address holds characters that an address cannot hold, or is too long."
LOOSE = "The address holds a name and password, or a mark after #. Leave them out."
PORT = "The address names a port. Only the usual one of HTTPS is called."
LATER = frozenset({408, 425, 429})
MEANINGS = {2: Reply.ACCEPTED, 3: Reply.REFUSED, 4: Reply.REFUSED, 5: Reply.LATER}
"""By the hundreds of a status."""
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Hosts:
    """The hosts that may be called: exact names, and endings that begin with a dot."""

    names: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    loopback: bool = False
    """This very machine may be called too, also without TLS: for trials and tests. Production refuses it."""

    def __contains__(self, host: str) -> bool:
        """Whether the configuration names this host."""
        return host in self.names or any(host.endswith(ending) for ending in self.endings)

    @property
    def any_at_all(self) -> bool:
        """Whether there is any host to call."""
        return bool(self.names or self.endings)


def allowed_hosts(named: str, *, loopback: bool) -> Hosts:
    """The hosts as the configuration lists them, parted by commas or spaces."""
    words = [word.strip().lower().rstrip(".") for word in named.replace(",", " ").split()]
    endings = tuple(sorted(word for word in words if word.startswith(".") and len(word) > 1))
    return Hosts(frozenset(word for word in words if word and not word.startswith(".")), endings, loopback)


def refusal(url: str, hosts: Hosts) -> str:
    """Why this address may not be called; empty when it may, as far as the address itself says."""
    try:
        parts = urlsplit(url)
        host, port = host_in(url), parts.port
    except ValueError:
        return "This is not an address of the web. Copy it whole, from https:// on."
    here = hosts.loopback and host in HERE
    refused = (
        (len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url, UNFIT),
        (not host or parts.scheme not in ("https", "http"), "The address begins with https:// and names a host."),
        ("@" in parts.netloc or "#" in url, LOOSE),
        (parts.scheme != "https" and not here, "The address must begin with https://."),
        (port not in (None, HTTPS_PORT) and not here, PORT),
        (host not in hosts and not here, f"{host} is not among the hosts that may be called (SCALEUP_HOOK_HOSTS)."),
        (not here and (len(host) > LONGEST_NAME or not NAME.fullmatch(host)), UNFIT),
    )
    return next((said for wrong, said in refused if wrong), "")


def host_in(url: str) -> str:
    """The name of its host as it is looked up and checked: in lower case, without the dot that a whole name ends in."""
    return (urlsplit(url).hostname or "").lower().removesuffix(".")


def may_connect(address: str, hosts: Hosts) -> bool:
    """Whether this numeric address lies in the public internet (or is this machine, where that is allowed)."""
    try:
        ip: Ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.sixtofour or ip.teredo):
        return False  # an IPv4 address in disguise
    if ip.is_loopback:
        return hosts.loopback
    if isinstance(ip, ipaddress.IPv4Address) and any(ip in one for one in NOT_REACHED):
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in GIVEN_OUT or ip in IN_BOOKS):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local)


def replied(status: int) -> Reply:
    """What a status means: 2xx taken; busy or broken, later; a redirect is not followed, and is a refusal like 4xx."""
    if status in LATER:
        return Reply.LATER
    return MEANINGS.get(status // 100, Reply.UNANSWERED)
