"""How a message's state is said to a person: a shape, a word and a sentence. Pure."""

from dataclasses import dataclass

from scaleup.outbox.rules import State


@dataclass(frozen=True)
class Said:
    """The mark (look.md), the words, and what they mean."""

    mark: str
    words: str
    meaning: str


WORDS: dict[State, Said] = {
    State.PENDING: Said("idle", "Waiting", "It goes when it is due."),
    State.CLAIMED: Said("soon", "Going now", "It is being handed to the mail server."),
    State.HANDING: Said("soon", "Going now", "It is being handed to the mail server."),
    State.SENT: Said("done", "Handed over", "The mail server took it. Whether it was read is not known."),
    State.UNSURE: Said("late", "Not known", "The mail server did not say whether it took it."),
    State.HELD: Said("held", "To decide", "A person decides: send it, or drop it."),
    State.FAILED: Said("late", "Did not arrive", "The mail server refused it, or it could not be made."),
    State.EXPIRED: Said("late", "Too late to send", "It was not worth sending any more when its turn came."),
    State.CANCELLED: Said("idle", "Not needed", "What it was about was settled before it went."),
    State.TOLD: Said("idle", "Told before", "The reader had the same reminder for the same date."),
    State.FOLDED: Said("idle", "In a digest", "It went together with others, in one mail."),
}
