"""Commands on the catalogue; neither needs a database."""

from pathlib import Path

import click

from scaleup.core.commands import Command
from scaleup.core.dates import counted
from scaleup.programmes.rules import Basis, Programme, ReminderRule, Says, Unit
from scaleup.programmes.service import checked, shipped, slugs


@click.group()
def programmes() -> None:
    """The catalogue: what each programme asks for."""


@programmes.command("check", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Read a catalogue FILE and say what is wrong with it, by file, line and key."""
    programme = checked(file)
    click.echo(
        f"{file.name}: {programme.name}, version {programme.version}, is well: "
        f"{counted(len(programme.readiness.items), 'readiness item')}, "
        f"{counted(len(programme.training.events), 'training event')}, "
        f"{counted(sum(step.contacts for step in programme.taper_steps), 'contact')} in the listed steps, "
        f"{counted(len(programme.reminder_rules), 'reminder')}."
    )


@programmes.command("show", cls=Command)
@click.argument("name")
def show(name: str) -> None:
    """Show what the programme NAME asks for, and which parts are assumed or placeholders."""
    click.echo("\n".join(described(known(name))))


def known(name: str) -> Programme:
    """The shipped programme of this name; a wrong argument if there is none."""
    programme = shipped(name)
    if programme is None:
        known_slugs = ", ".join(slugs())
        raise click.BadParameter(f"there is no programme called {name}. These are known: {known_slugs}.")
    return programme


def described(programme: Programme) -> list[str]:
    """The programme in lines."""
    delivery, licence, pairing = programme.delivery, programme.licence, programme.pairing
    lines = [
        f"{programme.name} ({programme.slug}), version {programme.version}",
        programme.summary,
        f"Also written: {', '.join(programme.aliases) or 'nothing else'}",
    ]
    upstream = f", licensed by {licence.upstream_licensor}" if licence.upstream_licensor else ""
    levels = " and ".join(licence.levels)
    lines += part(
        "Licence",
        [f"{levels}, {licence.months} months, {counted(licence.places, 'place')}{upstream}"],
        licence.basis,
    )
    if pairing is not None:
        who = " + ".join(f"{member.people} {member.role}" for member in pairing.members)
        lines += part("Pairing", [f"{who} for every {pairing.every}"], pairing.basis)
    lines += part("Delivery", [f"by {delivery.unit}", *(s.name for s in delivery.sessions)], delivery.basis)
    lines += part(
        "Readiness",
        [f"{item.code} [{item.factor}, gate {item.gate}] {item.words}" for item in programme.readiness.items],
        programme.readiness.basis,
    )
    lines += part(
        "Training",
        [
            f"{event.name}: {event.half_days / 2:g} days, months {event.opens_months} to "
            f"{event.closes_months} after {event.anchor.replace('_', ' ')}"
            for event in programme.training.events
        ],
        programme.training.basis,
    )
    lines += part(
        "Taper",
        [
            f"{counted(s.contacts, 'contact')}, every {counted(s.months_between, 'month')}"
            for s in programme.taper_steps
        ],
        programme.taper.basis,
    )
    if programme.agenda is not None:
        have = [f"have ready: {one}" for one in programme.agenda.ready]
        lines += part("Agenda of a contact", [*programme.agenda.topics, *have], programme.agenda.basis)
    lines += looking_back(programme)
    lines += part("Reminders", [told(rule) for rule in programme.reminder_rules], programme.reminders.basis)
    return lines + described_checks(programme)


def described_checks(programme: Programme) -> list[str]:
    """What is checked and measured, in lines."""
    fidelity = programme.fidelity
    thresholds = f"green from {fidelity.green_at_least}%, amber from {fidelity.amber_at_least}%"
    lines = part("Fidelity", [f"{', '.join(fidelity.components)}: {thresholds}"], fidelity.basis)
    for tool in fidelity.tools:
        marked = [f"{item.words} ({', '.join(item.kinds)})" for item in tool.items]
        lines += part(f"Check by {tool.method.replace('_', ' ')}, {tool.least} to {tool.most}", marked, tool.basis)
    for measure in programme.measures:
        lines += part(
            f"Measure: {measure.name}",
            [f"{scale.name}, {scale.least} to {scale.most}" for scale in measure.scales]
            + [f"at {', '.join(measure.time_points)}"],
            measure.basis,
        )
    stages = [f"{stage.name}: {'; '.join(one.words for one in stage.activities)}" for stage in programme.milestones]
    return [*lines, "", "Milestones", *(f"  {stage}" for stage in stages)]


def part(title: str, lines: list[str], basis: Basis) -> list[str]:
    """A titled part with its marks."""
    return ["", f"{title} [{basis.ground}: {basis.source}]", *(f"  {line}" for line in lines)]


DATE_WORDS = {
    "due_on": "the due date",
    "ends_on": "the end",
    "opens_on": "the opening",
    "begins_on": "the beginning",
}
SAYS_WORDS = {
    Says.AGENDA: "agenda of a contact",
    Says.UNANSWERED: "question whether they come",
    Says.JOINING: "how to join",
}


def told(rule: ReminderRule) -> str:
    """A reminder in words."""
    noun = "working day" if rule.offset.unit is Unit.WORKING_DAYS else "day"
    when = f"{counted(rule.offset.amount, noun)} {rule.offset.side}" if rule.offset.amount else "on"
    date_words = DATE_WORDS[rule.anchor]
    who = ", ".join(recipient.replace("_", " ") for recipient in rule.recipients)
    what = SAYS_WORDS.get(rule.says, rule.subject.replace("_", " "))
    return f"{what}, {when} {date_words}: {who}"


commands: list[click.Command] = [programmes]


def looking_back(programme: Programme) -> list[str]:
    """The reviews, as lines; none where the version has none."""
    if programme.reviews is None:
        return []
    every = f"a review every {counted(programme.reviews.annual_months, 'month')} under a licence"
    lasting = [
        f"of sustainability {counted(months, 'month')} after the start"
        for months in programme.reviews.sustainability_months
    ]
    return part("Reviews", [every, *lasting], programme.reviews.basis)
