"""Which addresses may be called, what an answer means, and what a message says."""

import json

import pytest

from scaleup.hooks.rules import (
    ACTS,
    KINDS,
    Event,
    Format,
    Hosts,
    Kind,
    allowed_hosts,
    body,
    may_connect,
    refusal,
    replied,
)
from scaleup.hooks.rules.events import page_of
from scaleup.outbox.rules import Reply

HOSTS = allowed_hosts("hooks.example, .logic.azure.example", loopback=False)
HERE = Hosts(loopback=True)
EVENT = Event("abc123", "contact.logged", "2026-03-02T09:00:00+00:00", {"contact": 12, "area": 5})


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.example/services/T1/B2",
        "https://HOOKS.example:443/a?b=c",
        "https://prod-12.logic.azure.example/workflows/1",
        "https://hooks.example./services/T1",
    ],
)
def test_a_host_that_the_configuration_names_may_be_called(address: str) -> None:
    assert refusal(address, HOSTS) == ""


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://hooks.example/", "https://"),
        ("https://hooks.example:8443/", "port"),
        ("https://hooks.example.attacker.example/", "not among the hosts"),
        ("https://nothooks.example/", "not among the hosts"),
        ("https://logic.azure.example/", "not among the hosts"),
        ("https://hooks.example@attacker.example/", "name and password"),
        ("https://127.0.0.1/", "not among the hosts"),
        ("https://[::1]/", "not among the hosts"),
        ("https://[half/", "not an address"),
        ("https://hooks.example/a b", "characters"),
        ("https://hooks.example/\r\nHost: other", "characters"),
        ("ftp://hooks.example/", "begins with https://"),
        ("hooks.example", "begins with https://"),
        ("https://@hooks.example/", "name and password"),
        ("https://:@hooks.example/", "name and password"),
        ("https://hooks.example/#", "mark after #"),
        ("https://hooks.example/\x7f", "characters"),
        ("https://a..logic.azure.example/", "characters"),
        ("https://.logic.azure.example/", "characters"),
        ("https://hooks.example../", "not among the hosts"),
        ("https://attacker.example\\.logic.azure.example/", "characters"),
        ("https://attacker.example%2f.logic.azure.example/", "characters"),
        (f"https://{'a' * 64}.logic.azure.example/", "characters"),
        ("https://2130706433/", "not among the hosts"),
        ("https://[::1].logic.azure.example/", "not among the hosts"),
    ],
)
def test_no_other_address_may_be_called(address: str, why: str) -> None:
    assert why in refusal(address, HOSTS)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.3.4", "192.168.1.1", "127.0.0.1", "0.0.0.0", "169.254.169.254", "100.64.0.1",
        "100.127.255.254", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:10.0.0.1",
        "::ffff:8.8.8.8", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:53aa:64c::1", "2001:db8::1", "not an address",
        "fec0::1", "3fff::1", "4000::1", "64:ff9b:1::a00:1", "192.88.99.1", "192.0.0.9", "::10.0.0.1",
    ],
)  # fmt: skip
def test_no_private_address_is_connected_to(address: str) -> None:
    assert not may_connect(address, HOSTS)


def test_public_addresses_are_connected_to_and_this_machine_only_where_that_is_set() -> None:
    assert may_connect("8.8.8.8", HOSTS)
    assert may_connect("2606:4700::1111", HOSTS)
    assert may_connect("127.0.0.1", HERE)
    assert not may_connect("10.0.0.1", HERE)
    assert refusal("http://127.0.0.1:8080/", HERE) == ""
    assert refusal("http://hooks.example/", HERE) == "The address must begin with https://."


def test_a_status_means_taken_later_or_never_and_a_redirect_is_not_followed() -> None:
    meanings = {
        Reply.ACCEPTED: (200, 202, 204),
        Reply.LATER: (408, 425, 429, 500, 502, 503, 504),
        Reply.REFUSED: (301, 302, 307, 308, 400, 401, 403, 404, 410, 422),
        Reply.UNANSWERED: (101, 600, 999),
    }
    assert {status: replied(status) for some in meanings.values() for status in some} == {
        status: meaning for meaning, some in meanings.items() for status in some
    }


def test_the_plain_form_holds_ids_and_kinds_and_nothing_else() -> None:
    assert json.loads(body(EVENT, Format.PLAIN, link="https://unit.example/contacts/12")) == {
        "id": "abc123",
        "kind": "contact.logged",
        "at": "2026-03-02T09:00:00+00:00",
        "subject": {"contact": 12, "area": 5},
    }


def test_teams_and_slack_get_a_title_a_sentence_and_a_link() -> None:
    link = "https://unit.example/contacts/12"
    card = json.loads(body(EVENT, Format.TEAMS, link=link))["attachments"][0]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert [block["text"] for block in card["content"]["body"]] == [
        "A contact was logged",
        "The page in Scaleup says more, to those who may see it.",
    ]
    assert card["content"]["actions"][0]["url"] == link
    slack = json.loads(body(EVENT, Format.SLACK, link=link))
    assert slack["text"].startswith("A contact was logged. ")
    assert f"<{link}|Open in Scaleup>" in slack["blocks"][0]["text"]["text"]


def test_every_kind_has_its_title_and_leads_to_a_page() -> None:
    assert set(ACTS.values()) | {Kind.CONTACT_LATE, Kind.ACTION_LATE} == set(Kind)
    assert set(KINDS) == {*Kind, "test"}
    assert page_of({"contact": 12, "area": 5}) == "/contacts/12"
    assert page_of({"slot": 12, "area": 5}) == "/areas/5"
    assert page_of({}) == "/"
