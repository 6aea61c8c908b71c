"""Letters before a review: who I am (to a child), and an invitation (to anyone who takes part).

What a child may do is said in the child's terms. Authorities: Children Act 1989, sections 22(4) (asked before it
is decided), 23ZB (independent visitor), 25B (the reviewing officer's functions), 26 (complaints) and 26A
(advocacy); 2010 Regulations, regulations 36(1)(b) (speaking in private) and 45; UK GDPR, article 15 (the file).
"""

from __future__ import annotations

from iro_desk.documents.blocks import Block, Facts, Field, Foot, Item, Listing, Paper, Paragraph, SideSection, Signature
from iro_desk.documents.common import case_words, paragraphs, start
from iro_desk.documents.facts import IntroductionFacts, InvitationFacts, LetterheadFacts, PersonFacts
from iro_desk.documents.wording import capital, full_day, sentence

_YOUNG = 12
"""From this age on a letter is written as to somebody with rights, not as to a younger child."""


def introduction(facts: IntroductionFacts) -> Paper:
    """The first letter to a child: who I am, how to reach me, your rights."""
    young = facts.years is not None and facts.years < _YOUNG
    blocks: list[Block] = [
        Paragraph(f"My name is {facts.officer.name or 'not known yet'}. {_YOUNG_JOB if young else _JOB}"),
        *(block for block in paragraphs(facts.about, "about") if facts.about),
        SideSection("What I do", tuple(Paragraph(text) for text in (_YOUNG_DUTIES if young else _DUTIES))),
        _first_review(facts, young),
        _reach(facts.officer, facts.letterhead),
        SideSection("Your rights", (Listing(tuple(Item(text) for text in (_YOUNG_RIGHTS if young else _RIGHTS))),)),
        _wrong(facts),
    ]
    if facts.officer.name:
        blocks += [Paragraph("I look forward to meeting you."), Signature(facts.officer.name, by_hand=True)]
    return _letter(
        "introduction",
        facts.letterhead,
        "Letter of introduction",
        to=facts.child.known_as or facts.child.full_name,
        in_script=facts.child.name_in_script,
        blocks=tuple(blocks),
        foot=Foot(case_words(facts.child, "Letter"), "", ""),
        dated=facts.written_on,
        practice=facts.practice,
        form="young letter" if young else "letter",
        at_most=2,
    )


_JOB = (
    "I am your independent reviewing officer. People often say IRO. I do not work in the same team as your social "
    "worker, and it is not my job to agree with them. It is my job to make sure that the plan for you is the right "
    "one, that it is carried out, and that you are heard."
)
_YOUNG_JOB = (
    "I am your independent reviewing officer. That is a long name, so people say IRO. My job is to check that "
    "the grown-ups who look after you do what they said they would do."
)
_DUTIES = (
    "At least twice a year I hold a review: a meeting about how things are for you and what should happen next. "
    "Before it I talk with you, on your own if you like. You can choose what we talk about, help decide who comes and "
    "where it is, and chair part or all of it.",
    "Between reviews I check that what was decided is done. When it is not, I ask why, and I can take it further, "
    "up to the courts’ own service for children (Cafcass).",
)
_YOUNG_DUTIES = (
    "A few times a year we have a meeting about you. It is called a review. Before it I come to see you, and you can "
    "talk to me on your own. You can say who should come, and what we should talk about.",
    "In between I check. When a promise to you is broken, I ask why.",
)
_RIGHTS = (
    "You may have an advocate: somebody of your own who helps you say what you think, or says it for you. It is free.",
    "You must be asked what you want before anything about you is decided, and told why it was decided.",
    "You may talk to me in private. It stays with me, unless somebody may get hurt; then I tell you first.",
    "You may ask for a review sooner.",
    "You may complain. It will not change how you are treated, and you can have help with it.",
    "You may ask to read what is written about you.",
    "You may be able to ask a court to change something. I will tell you when, and help you find a solicitor.",
    "You may have an independent visitor: a grown person who is there only to spend time with you.",
)
_YOUNG_RIGHTS = (
    "You can say what you think, and we must listen before we decide.",
    "You can talk to me on your own. If you may get hurt I have to tell somebody. I tell you first.",
    "You can have an advocate. That is a person who helps you say things.",
    "You can say that something is wrong. Nobody may be cross with you for it.",
    "You can ask to read what we write about you.",
    "You can ask for a meeting sooner.",
)


def _first_review(facts: IntroductionFacts, young: bool) -> SideSection:
    if facts.first_review_on:
        text = f"Your first review is on {full_day(facts.first_review_on)}. I will see you before it."
    elif facts.first_review_latest:
        text = (
            f"Your first review will be by {full_day(facts.first_review_latest)}. The day is not fixed yet: tell me "
            f"which day and which place {'you would like' if young else 'suit you'}."
        )
    else:
        text = "The day is not fixed yet. Tell me which day and which place suit you, and who should be there."
        return SideSection("Your next review", (Paragraph(text),))
    return SideSection("Your first review", (Paragraph(text),))


def _reach(officer: PersonFacts, letterhead: LetterheadFacts) -> SideSection:
    fields = [
        Field(label, value, origin=f"officer:{label.lower()}")
        for label, value in (
            ("Telephone", officer.phone or letterhead.telephone),
            ("E-mail", officer.email or letterhead.email),
            ("When", officer.words),
            ("Write to", ", ".join(letterhead.address.splitlines())),
        )
        if value
    ]
    matter: Block = Facts(tuple(fields), columns=1) if fields else Paragraph("Not known yet.")
    return SideSection("How to reach me", (matter,))


def _wrong(facts: IntroductionFacts) -> SideSection:
    fields = tuple(
        Field(label, _contact(person), origin=f"contact:{label.lower()}")
        for label, person in (
            ("Advocate", facts.advocate),
            ("Complaints", facts.complaints),
            ("Social worker", facts.social_worker),
            ("Nights and weekends", PersonFacts(phone=facts.out_of_hours)),
        )
        if _contact(person)
    )
    danger = Paragraph("If you are in danger now, ring 999.")
    return SideSection("If something is wrong", (*((Facts(fields, columns=1),) if fields else ()), danger))


def _contact(person: PersonFacts) -> str:
    return ", ".join(part for part in (person.name, person.phone, person.email, person.words) if part)


# ---------------------------------------------------------------------------------------- invitation


def invitation(facts: InvitationFacts) -> Paper:
    """An invitation to a review, for one person; it says nothing that they may not know."""
    ours = facts.recipient == "child"
    name = facts.child.name
    if ours:
        first = (
            f"Your review is on {full_day(facts.on)}. It is a meeting about how things are for you and what should "
            "happen next. It is your meeting: tell me what you want to talk about."
        )
    else:
        first = f"You are invited to the review of {name}’s care plan on {full_day(facts.on)}."
    blocks: list[Block] = [Paragraph(first), _when(facts)]
    if facts.wanted_there:
        label = "What you have said" if ours else f"What {name} has said"
        blocks.append(SideSection(label, (Paragraph(sentence(facts.wanted_there), origin="wanted-there"),)))
    blocks.append(SideSection("Before the day", tuple(Paragraph(text) for text in _before(facts))))
    blocks.append(SideSection("If you cannot come", (Paragraph(_CANNOT_CHILD if ours else _CANNOT),)))
    blocks.append(_reach(facts.officer, facts.letterhead))
    if facts.officer.name:
        blocks.append(Signature(f"{facts.officer.name}\nIndependent reviewing officer", by_hand=True))
    return _letter(
        "invitation",
        facts.letterhead,
        "Invitation to a review",
        to=facts.to.name or (facts.child.known_as if ours else ""),
        in_script=facts.child.name_in_script if ours else "",
        blocks=tuple(blocks),
        foot=Foot(case_words(facts.child, "Letter"), "", ""),
        dated=facts.written_on,
        practice=facts.practice,
        form="letter",
        at_most=2,
    )


def _when(facts: InvitationFacts) -> SideSection:
    fields = [Field("Day", full_day(facts.on)), Field("Time", facts.time or "Not fixed yet")]
    if facts.place:
        fields.append(Field("Place", capital(facts.place), origin="place"))
    if facts.method:
        fields.append(Field("How", capital(facts.method)))
    if facts.join_words:
        fields.append(Field("To join", facts.join_words, origin="join"))
    if not facts.place and not facts.join_words:
        fields.append(Field("Place", "I will tell you how you can take part."))
    return SideSection("When and where", (Facts(tuple(fields), columns=1),))


_CANNOT = (
    "Tell me, and tell me what you would have said. You can write, ring or speak with me on another day; it will be "
    "heard as if you had been in the room."
)
_CANNOT_CHILD = (
    "You do not have to come. You can write, draw, send a message, or ask somebody to speak for you. I will come and "
    "tell you what was said."
)


def _before(facts: InvitationFacts) -> tuple[str, ...]:
    name, by = facts.child.name, f" by {full_day(facts.views_by)}" if facts.views_by else " before the day"
    common = {
        "child": (
            f"Tell me{by} who should come, where it should be and what we should talk about. I would like to see you "
            "on your own before the meeting, if you want that.",
        ),
        "parent": (
            f"Tell me{by} what you think about the plan, what is going well and what worries you. You may bring "
            "somebody with you. If it is hard to sit in one room with everyone, I can meet you on your own.",
        ),
        "carer": (
            f"Send me{by} what is going well at home, what worries you, and what you would like to be able to decide "
            f"without asking first. Talk with {name} about the day beforehand.",
        ),
        "school": (
            f"Send me{by} the last personal education plan, attendance, how {name} is getting on against what was "
            "hoped, and what would help. You are welcome for the part about education only.",
        ),
        "health": (
            f"Send me{by} the date and outcome of the last health assessment, dentist and optician, and what is still "
            "waited for. You are welcome for the part about health only.",
        ),
        "advocate": (f"Tell me{by} what {name} has asked you to say, and how {name} would like the meeting to go.",),
        "manager": (
            f"Send me{by} the report for the review, the care plan as it stands, and how each of the last decisions "
            f"stands. Tell {name} about the meeting.",
        ),
    }
    return common.get(facts.recipient.split(":")[0], common["carer"])


def _letter(
    kind: str, letterhead: LetterheadFacts, document_title: str, *, to: str, in_script: str, **rest: object
) -> Paper:
    """A letter: whose and of which day, the greeting, and the same greeting in the reader's own script."""
    dated = rest["dated"]
    sender = ", ".join(part for part in letterhead.address.splitlines() if part)
    return start(
        kind,
        letterhead,
        full_day(dated),  # type: ignore[arg-type]
        document_title=document_title,
        title=f"Dear {to}," if to else "Hello,",
        subtitle=in_script if in_script and in_script != to else "",
        sender=sender,
        draft=False,
        **rest,
    )
