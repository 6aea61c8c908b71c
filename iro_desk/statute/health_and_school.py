"""Health assessments, dental checks, the questionnaire, the education plan and the special needs plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_desk.statute.calendars import add_months, age_on, birthday
from iro_desk.statute.clock import Case, Clock
from iro_desk.statute.dates import health_variant
from iro_desk.statute.terms import term_after, term_of, terms_of

SDQ_AGES = range(4, 17)
SDQ_AFTER_MONTHS = 12
DENTAL_FROM_AGE = 1
SCHOOL_FROM_AGE = 3
COUNCILS_TERMS = "this council's terms, those of the school's authority being unknown here"


def health_clocks(case: Case) -> Iterator[Clock]:
    """The health assessment, the dental check and the questionnaire of a child who lives in care."""
    started = case.period.started
    born = case.file.child.date_of_birth
    last = case.latest("health-assessment", started)
    if last is None:
        yield case.duty_clock(case.count("health.initial", started), known=False)
    elif born is not None and born <= last.happened_on:
        variant, before = health_variant(born, last.happened_on)
        yield case.duty_clock(case.count("health.review", last.happened_on, before=before, variant=variant))
    age = age_on(born, case.on) if born is not None else None
    if age is None or age >= DENTAL_FROM_AGE:
        yield _yearly(case, "dental.check", "dental-check", "No dental check is recorded here.")
    if age in SDQ_AGES and add_months(started, SDQ_AFTER_MONTHS) <= case.on:
        yield _yearly(case, "sdq.yearly", "sdq", "No questionnaire is recorded here.")


def _yearly(case: Case, rule_id: str, kind: str, none: str) -> Clock:
    last = case.latest(kind)
    return case.unrecorded(rule_id, none) if last is None else case.duty_clock(case.count(rule_id, last.happened_on))


def school_clocks(case: Case, full_rules: bool) -> Iterator[Clock]:
    """The personal education plan (under the full rules), and the special needs plan where there is one."""
    born = case.file.child.date_of_birth
    if full_rules and (born is None or birthday(born, SCHOOL_FROM_AGE) <= case.on):
        yield from _education_plan(case, born)
    if case.file.child.education_health_care_plan:
        last = case.latest("ehc-plan")
        if last is None:
            yield case.unrecorded("ehcp.review", "The day on which the plan was made or reviewed is not recorded here.")
        else:
            yield case.duty_clock(case.count("ehcp.review", last.happened_on))


def _education_plan(case: Case, born: date | None) -> Iterator[Clock]:
    since = case.period.started
    if born is not None:
        since = max(since, birthday(born, SCHOOL_FROM_AGE))
    last = case.latest("pep", case.period.started)
    if last is None:
        words = "" if since == case.period.started else f"Old enough for nursery, at {SCHOOL_FROM_AGE}"
        yield case.duty_clock(case.count("pep.first", since, words), known=False)
        return
    own = case.settings.text("council_authority")
    school = case.file.school_on(case.on)
    elsewhere = school.authority if school is not None and school.authority != own else ""
    theirs = terms_of(case.settings, elsewhere) if elsewhere else ()
    terms = theirs or terms_of(case.settings)
    of_last = term_of(terms, last.happened_on)
    following = term_after(terms, of_last) if of_last is not None else None
    if following is not None:
        words = f"Last school day of {following.name}"
        if elsewhere:
            words += ", by the terms of the school's own authority" if theirs else f", by {COUNCILS_TERMS}"
        yield case.duty_clock(case.count("pep.termly", following.ends, words))
