"""An event as its receiver reads it: as it is, as a card of Teams, as a message of Slack. No personal data in any."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scaleup.hooks.rules.events import KINDS, Event, sentence_of


class Format(StrEnum):
    """How the receiver wants it."""

    PLAIN = "plain"
    TEAMS = "teams"
    SLACK = "slack"


FORMATS: Mapping[str, str] = {
    Format.PLAIN: "Another system (plain JSON)",
    Format.TEAMS: "Microsoft Teams",
    Format.SLACK: "Slack",
}


@dataclass(frozen=True)
class Terms:
    """An endpoint as somebody wants it."""

    name: str
    address: str
    """Empty: as it was."""
    format: Format
    kinds: Sequence[str]


def body(event: Event, wanted: Format, *, link: str) -> str:
    """The text of the request: JSON in UTF-8, on one line."""
    return json.dumps(MAKERS[wanted](event, link), ensure_ascii=False, separators=(",", ":"))


def plain(event: Event, link: str) -> dict[str, object]:
    """Ids and kinds; who may, reads the rest in Scaleup."""
    del link
    return {"id": event.id, "kind": event.kind, "at": event.at, "subject": dict(event.subject)}


def teams(event: Event, link: str) -> dict[str, object]:
    """An adaptive card, as the workflow "post to a channel when a webhook request is received" takes it."""
    title = {"type": "TextBlock", "text": KINDS[event.kind], "weight": "Bolder", "size": "Medium", "wrap": True}
    card: dict[str, object] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [title, {"type": "TextBlock", "text": sentence_of(event.kind), "wrap": True}],
        "actions": [{"type": "Action.OpenUrl", "title": "Open in Scaleup", "url": link}],
    }
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [content]}


def slack(event: Event, link: str) -> dict[str, object]:
    """A message of an incoming web hook; `text` alone is what a notification and a screen reader say."""
    title, sentence = KINDS[event.kind], sentence_of(event.kind)
    words = f"*{title}*\n{sentence}\n<{link}|Open in Scaleup>"
    block = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
    return {"text": f"{title}. {sentence} {link}", "blocks": [block]}


MAKERS: Mapping[Format, Callable[[Event, str], dict[str, object]]] = {
    Format.PLAIN: plain,
    Format.TEAMS: teams,
    Format.SLACK: slack,
}
