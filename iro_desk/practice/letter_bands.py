"""The letter's five age bands: how it may read, what its parts are called, and the sentences that are drafted for it.

A sentence is only ever proposed: it stands in the letter when the reviewing officer takes it. What is in braces is a
fact (``letter_slots``); a sentence whose fact is not known is not proposed.
"""

from __future__ import annotations

from dataclasses import dataclass

PARTS = ("opening", "told", "well", "hard", "no", "next", "wrong", "close")
"""The parts in their order; the decisions stand between what is hard and what was said no to."""

ASKS = {
    "opening": "A particular thing that only the two of you know.",
    "told": "What was told, and what became of it.",
    "well": "What is going well, with names and things.",
    "hard": "What is hard, with the true short answer. Say sorry once, plainly.",
    "no": "What was said no to, and why.",
    "next": "When you will hear from me.",
    "wrong": "What to do if something is wrong.",
    "close": "A last line that belongs to this child.",
}
"""What belongs into each part, for the one who writes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence to propose: for which part, when, and its words."""

    part: str
    when: str
    """``""`` always, or what has to be so: ``spoke``, ``there``, ``done`` (once for each such decision)."""
    words: str


@dataclass(frozen=True, slots=True)
class Band:
    """One age band."""

    key: str
    up_to: int
    """The last completed year of age."""
    grade: float
    """The Flesch-Kincaid grade that it may reach."""
    sentence: int
    """Words from which on a sentence is pointed out."""
    titles: dict[str, str]
    decided: str
    will: str
    """How a promise is told: {who} and {day}."""
    will_undated: str
    drafts: tuple[Draft, ...]
    open_until: str
    """What is said while decisions may still change: {reply day}."""
    not_agreed: str
    """What is said of a decision that the manager does not agree to: {numbers}."""

    @property
    def age(self) -> int:
        """The reading age that it may reach, in years."""
        return round(self.grade + 5)


def _drafts(*lines: str) -> tuple[Draft, ...]:
    """Sentences as "part / when: words"."""
    found = []
    for line in lines:
        head, _, words = line.partition(": ")
        part, _, when = head.partition("/")
        found.append(Draft(part.strip(), when.strip(), words))
    return tuple(found)


BANDS: tuple[Band, ...] = (
    Band(
        "under 5",
        4,
        8.0,
        20,
        {
            "told": "What you said",
            "well": "What was good",
            "hard": "What was hard",
            "no": "What we said no to",
            "next": "What came next",
            "wrong": "If you want to know more",
        },
        "What we decided for you",
        "{who} said yes to doing this by {day}.",
        "{who} said yes to doing this. There was no day yet, because {because}.",
        _drafts(
            "opening/: I am writing this for you to read when you are older.",
            "opening/: On {review day} there was a meeting about you and how you were looked after.",
            "opening/seen: I came to see you on {spoke day}, and we spent some time together.",
            "told/told: This is what you said to me, just as you said it.",
            "well/done: We had promised this: {promise}. It was done.",
            "hard/not-done: We had promised this: {promise}. It had not been done, and I was sorry about that.",
            "hard/part: We had promised this: {promise}. Only part of it was done.",
            "next/: We said that we would meet again by {last day}.",
            "wrong/: You can ask to read what was written about you, and you can ask anybody who knew you then.",
        ),
        "Some of this could still change until {reply day}.",
        "Number {numbers} was not settled when I wrote this. A manager had not said yes.",
    ),
    Band(
        "5-8",
        8,
        3.0,
        12,
        {
            "told": "What you told me",
            "well": "What is good",
            "hard": "What is hard",
            "no": "What we said no to",
            "next": "When I see you next",
            "wrong": "If you feel sad",
        },
        "What we will do",
        "{who} will do it by {day}.",
        "{who} will do it. There is no day yet.",
        _drafts(
            "opening/spoke: Thank you for the talk we had on {spoke day}.",
            "opening/seen: Thank you for the time we had on {spoke day}.",
            "opening/: We all met on {review day}. We met to talk about you.",
            "opening/there: You came. I was glad.",
            "opening/not-there: You did not come. That is fine. I will tell you what we said.",
            "opening/: This letter is yours to keep.",
            "told/told: This is what you said.",
            "well/done: We said we would do this. {promise}. It is done.",
            "hard/not-done: We said we would do this. {promise}. We did not do it. I am sorry.",
            "hard/part: We said we would do this. {promise}. We did some of it.",
            "next/next: We will all meet again on {next review}. You can say who comes.",
            "next/not-next: We will all meet again by {last day}. You can say when.",
            "wrong/: Tell a grown-up you like. You can ring me too. I want to hear.",
            "wrong/: You can have a helper who is just for you. Ask me how.",
        ),
        "Some of this can still change up to {reply day}. I will tell you if it does.",
        "We do not know yet about number {numbers}. I will tell you when we do.",
    ),
    Band(
        "9-12",
        12,
        5.0,
        16,
        {
            "told": "What you told me",
            "well": "What is going well",
            "hard": "What is hard",
            "no": "What we said no to",
            "next": "When you will hear from me",
            "wrong": "If something is wrong",
        },
        "What we decided",
        "{who} will do this by {day}.",
        "{who} will do this. There is no day yet, because {because}.",
        _drafts(
            "opening/spoke: Thank you for talking with me on {spoke day}.",
            "opening/: Your review was on {review day}. This letter is about what we said and what happens next.",
            "opening/there: You were there, and that made it a better meeting.",
            "opening/not-there: You chose not to come. That is fine, and you can choose again next time.",
            "opening/: It is yours to keep. If I got something wrong, tell me.",
            "told/told: This is what you told me, in your own words.",
            "well/done: Last time we said we would do this: {promise}. It is done.",
            "hard/not-done: Last time we said we would do this: {promise}. We did not. I am sorry.",
            "hard/part: Last time we said we would do this: {promise}. Only part of it is done.",
            "next/midway: On {midway} I will check that these things are being done.",
            "next/next: Our next review is on {next review}. You can say who should come.",
            "next/not-next: Our next review will be by {last day}. You can help to choose the day.",
            "wrong/: Ring me if something is wrong. You can have an advocate. That is a person on your side.",
            "wrong/: You can also complain. We would help you do it, and nobody may be cross with you.",
        ),
        "A manager can still change some of this until {reply day}. I will tell you if that happens.",
        "Number {numbers} is not settled. A manager has not said yes, and I am talking to them.",
    ),
    Band(
        "13-15",
        15,
        7.0,
        20,
        {
            "told": "What you said",
            "well": "What is going well",
            "hard": "What is hard",
            "no": "What was not agreed",
            "next": "What happens next",
            "wrong": "Your rights",
        },
        "What was decided",
        "{who} will do this by {day}.",
        "{who} will do this. There is no date yet, because {because}.",
        _drafts(
            "opening/spoke: Thank you for talking with me on {spoke day}.",
            "opening/: Your review was on {review day}. This letter says what was talked about and what was decided.",
            "opening/not-there: You chose not to come, and that is your right. Nothing in here is secret from you.",
            "opening/: If I have got something wrong, tell me and I will put it right.",
            "told/told: This is what you said, in your words.",
            "well/done: At the last review this was promised: {promise}. It has been done.",
            "hard/not-done: At the last review this was promised: {promise}. It was not done. That is our mistake.",
            "hard/part: At the last review this was promised: {promise}. Only part of it has been done.",
            "next/midway: On {midway} I will check how far each of these has got.",
            "next/next: Your next review is on {next review}. You can chair it, or part of it.",
            "next/not-next: Your next review will be by {last day}. Tell me which day and place suit you.",
            "wrong/: You may have an advocate: someone who is on your side only. You may read your file.",
            "wrong/: You may complain, and you may ask me for a review sooner.",
        ),
        "A manager can still object to some of this until {reply day}. If that happens I will tell you.",
        "Number {numbers} is not settled: a manager has not agreed to it, and I am taking it up with them.",
    ),
    Band(
        "16-17",
        150,
        8.0,
        20,
        {
            "told": "What you said",
            "well": "What is working",
            "hard": "What is not working",
            "no": "What was not agreed",
            "next": "What happens next",
            "wrong": "Your rights",
        },
        "What was decided",
        "{who} will do this by {day}.",
        "{who} will do this. There is no date yet, because {because}.",
        _drafts(
            "opening/spoke: Thank you for your time on {spoke day}.",
            "opening/: Your review was on {review day}. This is what was said, what was decided and who will do it.",
            "opening/: If I have got something wrong, tell me and I will put it right.",
            "told/told: This is what you said, in your words.",
            "well/done: At the last review this was promised: {promise}. It has been done.",
            "hard/not-done: At the last review this was promised: {promise}. It was not done. You can hold us to it.",
            "hard/part: At the last review this was promised: {promise}. Only part of it has been done.",
            "next/midway: On {midway} I will check how far each of these has got, and tell you.",
            "next/next: Your next review is on {next review}. You can chair it, and say who is there.",
            "next/not-next: Your next review will be by {last day}. Tell me which day and place suit you.",
            "wrong/: You may have an advocate, read your file, complain, and ask me for a review sooner.",
            "wrong/: You may be able to ask a court to change something. I can help you find a solicitor.",
        ),
        "A manager can still object to some of this until {reply day}. If that happens I will tell you.",
        "Number {numbers} is not settled: a manager has not agreed to it, and I am taking it up with them.",
    ),
)


def band_of(years: int | None) -> Band:
    """The band of an age in completed years; where none is known, the middle one."""
    if years is None:
        return BANDS[2]
    return next(band for band in BANDS if years <= band.up_to)


def band_called(key: str) -> Band:
    """The band of that key. Raises ``KeyError`` for none such."""
    return {band.key: band for band in BANDS}[key]
