"""What a unit manager says of a rule of reminding, in plain words."""

from scaleup.core.forms import Choice, DateParts, Form, Radios, Text, Ticks, Version, Whole
from scaleup.programmes.rules import Expiry, Offset, Recipient, Shift, Side, Unit
from scaleup.reminders.rules import LONGEST_REPEAT, MOST_REPEATS, Channel, Repeat, UnitRule
from scaleup.reminders.rules.sentences import ENDS, SHIFTS

UNITS = [(Unit.WORKING_DAYS.value, "working days"), (Unit.DAYS.value, "days of the calendar")]
ON, OFF = "on", "off"


class RuleForm(Form):
    """One rule: when, to whom, how often, how long. What stands for all programmes may be said of one."""

    is_on = Radios(
        "Is it on?",
        choices=[(ON, "On"), (OFF, "Off: it sends nothing")],
        needed="Say whether the rule is on.",
    )
    subject = Choice("What is it about?", choices=[("", "Choose")], needed="Choose what it is about.")
    programme = Choice("For which programme?", choices=[])
    amount = Whole("How many days?", hint="0 is the day itself.", needed="Enter how many days; 0 is the day itself.")
    unit = Radios("Counted in", choices=UNITS, needed="Choose how the days are counted.")
    side = Radios(
        "On which side of the date?",
        choices=[(Side.BEFORE.value, "Before it"), (Side.AFTER.value, "On it or after it")],
        needed="Choose the side of the date.",
    )
    recipients = Ticks("Who is told?", needed="Choose who is told.")
    channel = Radios(
        "How does it come?",
        choices=[
            (Channel.MAIL.value, "A mail of its own, or as each person chose"),
            (Channel.DIGEST.value, "In the digest of the day"),
            (Channel.ALWAYS.value, "Always a mail of its own: no choice of hours or of a digest holds it back"),
        ],
        needed="Choose how it comes.",
    )
    every = Whole("Again every so many days", hint="Leave this empty if it is told once.", at_most=LONGEST_REPEAT)
    every_unit = Radios("The repeats are counted in", choices=UNITS)
    most = Whole("At most how many times again?", at_most=MOST_REPEATS)
    expires = Choice(
        "How long is it worth sending, if it could not go on its day?",
        choices=[(one.value, words) for one, words in ENDS.items()],
        needed="Choose how long it is worth sending.",
    )
    if_not_working = Radios(
        "If that is no working day, it goes",
        choices=[(one.value, words) for one, words in SHIFTS.items()],
        needed="Choose when it goes.",
    )
    quiet_until = DateParts("Quiet until", hint="What falls due before this day does not go. Leave it empty for none.")
    reason = Text("Why is it changed?", hint="It stands in the history of the rule.", needed="Say why.", most=400)
    typed = Whole("How many mails go within 7 days?", hint="Type the number, so that nobody is flooded by a slip.")
    version = Version(default=0)

    def asked_once(self) -> None:
        """Nobody has to type the number."""
        del self.typed

    def of(self, rule: UnitRule) -> UnitRule:
        """The rule with what was typed."""
        every = self.every.data
        return UnitRule(
            code=rule.code,
            subject=rule.subject,
            anchor=rule.anchor,
            says=rule.says,
            programme=self.programme.data or "" if "programme" in self else rule.programme,
            offset=Offset(self.amount.data, Unit(self.unit.data), Side(self.side.data)),
            recipients=tuple(Recipient(one) for one in self.recipients.data),
            expires=Expiry(self.expires.data),
            if_not_working=Shift(self.if_not_working.data),
            repeat=Repeat(every, Unit(self.every_unit.data or Unit.WORKING_DAYS), self.most.data or 0)
            if every is not None
            else None,
            quiet_until=self.quiet_until.data,
            channel=Channel(self.channel.data),
            is_on=self.is_on.data == ON,
        )


def values_of(rule: UnitRule) -> dict[str, object]:
    """What the form opens with."""
    repeat = rule.repeat
    return {
        "is_on": ON if rule.is_on else OFF,
        "programme": rule.programme,
        "amount": rule.offset.amount,
        "unit": rule.offset.unit.value,
        "side": rule.offset.side.value,
        "channel": rule.channel.value,
        "recipients": [one.value for one in rule.recipients],
        "every": repeat.every if repeat else None,
        "every_unit": repeat.unit.value if repeat else Unit.WORKING_DAYS.value,
        "most": repeat.most if repeat else None,
        "expires": rule.expires.value,
        "if_not_working": rule.if_not_working.value,
        "quiet_until": rule.quiet_until,
        "version": rule.number,
    }
