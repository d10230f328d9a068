"""What is asked of each subject at hand-over, by name, and what a digest calls it when it is late."""

from scaleup.programmes.rules import ReminderSubject

CONDITION_OF = {
    ReminderSubject.CONTACT: "contact is open",
    ReminderSubject.ACTION: "action is open",
    ReminderSubject.CONDITION: "condition is not met",
    ReminderSubject.LICENCE: "licence is undecided",
    ReminderSubject.MILESTONE: "milestone is open",
    ReminderSubject.FUNDING: "funding ends before the licence",
    ReminderSubject.REGISTER: "register is not filled",
    ReminderSubject.TOP_UP_OPENS: "top-up window opens without an event",
    ReminderSubject.TOP_UP_CLOSES: "top-up window closes without an event",
    ReminderSubject.REVIEW: "review is open",
    ReminderSubject.FIDELITY: "fidelity check is due",
    ReminderSubject.TIME_POINT: "forms are awaited",
    ReminderSubject.TIME_POINT_CLOSES: "forms are awaited until the window closes",
}
"""What is asked again at hand-over, by the name that the registry gives to the outbox."""

NOUN = {
    CONDITION_OF[ReminderSubject.CONTACT]: "no record of the contact",
    CONDITION_OF[ReminderSubject.ACTION]: "something agreed, for the day",
    CONDITION_OF[ReminderSubject.CONDITION]: "a condition that is not met, for the day",
    CONDITION_OF[ReminderSubject.LICENCE]: "no decision on the licence that ended, by its end",
    CONDITION_OF[ReminderSubject.MILESTONE]: "a milestone, for the day",
    CONDITION_OF[ReminderSubject.FUNDING]: "no funding on record, after the end",
    CONDITION_OF[ReminderSubject.REGISTER]: "a register that is not filled, for the day",
    CONDITION_OF[ReminderSubject.TOP_UP_OPENS]: "no top-up for the window",
    CONDITION_OF[ReminderSubject.TOP_UP_CLOSES]: "no top-up for the window",
    CONDITION_OF[ReminderSubject.REVIEW]: "no record of the review",
    CONDITION_OF[ReminderSubject.FIDELITY]: "no fidelity check since the day",
    CONDITION_OF[ReminderSubject.TIME_POINT]: "forms that are not counted, of the time point",
    CONDITION_OF[ReminderSubject.TIME_POINT_CLOSES]: "forms that are not counted, since the window closed, of",
}
