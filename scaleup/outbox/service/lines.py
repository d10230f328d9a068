"""The way of a message: by mail, or to a system that is called. The dispatcher sees no difference."""

from dataclasses import dataclass
from datetime import datetime

from scaleup.outbox import adapters
from scaleup.outbox.rules import Outcome, Rendered, Reply, Waiting
from scaleup.outbox.service import wiring


@dataclass
class MailLine:
    """The way through the mail server."""

    one: Waiting
    terms: wiring.Terms
    courier: adapters.Courier
    recipient: str = ""

    @property
    def patience(self) -> float:
        """Seconds that the server may think after the final dot."""
        return self.terms.post.reply_wait

    def offer(self) -> Outcome:
        """MAIL and RCPT; an address that no mail can carry is refused without asking."""
        try:
            self.recipient = adapters.one_address(self.one.address).addr_spec
        except adapters.Unaddressable as error:
            return Outcome(Reply.REFUSED, 0, str(error), to_rcpt=True)
        return self.courier.offer(adapters.envelope_sender(self.terms.mail_from), self.recipient)

    def parcel(self, rendered: Rendered, at: datetime) -> bytes:
        """The mail."""
        sender = self.terms.mail_from
        return adapters.compose(
            rendered, mail_from=sender, recipient=self.recipient, message_id=self.one.message_id, at=at
        )

    def hand(self, parcel: bytes) -> Outcome:
        """DATA, and the reply to the final dot."""
        return self.courier.hand(parcel)

    def withdraw(self) -> None:
        """RSET."""
        self.courier.withdraw()


def line_of(one: Waiting) -> wiring.Line:
    """The way of this message."""
    if one.endpoint_id is not None:
        return wiring.channel().line(one)
    terms = wiring.terms()
    return MailLine(one, terms, adapters.courier(terms.post))
