"""A routing decision in words, for the person who asks "why her?" or "why nobody?", in their language."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attendance.queues.eligibility import wanted_skills
from attendance.queues.phrases import PHRASES, Locale, Phrases
from attendance.queues.snapshot import Candidate, Criterion, Question, Reason, Verdict
from attendance.queues.strategies import matches_topic, share_in_use

_MOST_NAMED = 8


def explain(verdict: Verdict, locale: str) -> str:
    """Two to four sentences: the choice, what decided it, who could not receive and why.

    An unknown locale reads Portuguese."""
    phrases = phrases_for(locale)
    people = {candidate.id: candidate for candidate in verdict.question.candidates}
    sentences = [
        _choice(verdict, people, phrases),
        *_extras(verdict, phrases),
        _excluded(verdict, people, phrases),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def phrases_for(locale: str) -> Phrases:
    exact = {known.value.casefold(): known for known in Locale}
    short = {known.value[:2]: known for known in Locale}
    wanted = locale.casefold()
    return PHRASES[exact.get(wanted) or short.get(wanted[:2]) or Locale.PT_BR]


def _choice(verdict: Verdict, people: Mapping[UUID, Candidate], phrases: Phrases) -> str:
    if verdict.chosen is None:
        return phrases.nobody.format(why=phrases.reasons[verdict.reasons[0]])
    name = people[verdict.chosen].name
    if verdict.runner_up is None or verdict.decided_by is None:
        return phrases.only.format(name=name)
    eligible = len(people) - len(verdict.excluded)
    return phrases.chosen.format(
        name=name,
        count=eligible,
        why=_difference(
            verdict.decided_by, verdict.question, people[verdict.chosen], people[verdict.runner_up], phrases
        ),
    )


def _difference(
    criterion: Criterion, question: Question, best: Candidate, second: Candidate, phrases: Phrases
) -> str:
    facts = (_fact(criterion, question, who, phrases) for who in (best, second))
    ours, theirs = facts
    return phrases.criteria[criterion].format(
        ours=ours, theirs=theirs, other=second.name, topic=question.conversation.topic or ""
    )


def _fact(criterion: Criterion, question: Question, who: Candidate, phrases: Phrases) -> str:
    wanted = wanted_skills(question.policy, question.conversation)
    match criterion:
        case Criterion.MEMBER_PRIORITY:
            return str(who.member_priority)
        case Criterion.SHARE_IN_USE:
            return f"{share_in_use(who):.0%}"
        case Criterion.FEWEST_SKILLS:
            return str(len(who.skills))
        case Criterion.MATCHED_SKILLS:
            return str(sum(who.skills.get(skill, 0) > 0 for skill in wanted))
        case Criterion.PROFICIENCY:
            return str(sum(who.skills.get(skill, 0) for skill in wanted))
        case Criterion.LONGEST_IDLE:
            return _ago(who.last_assigned_at, question.at, phrases)
        case Criterion.TOPIC:
            return str(matches_topic(who, question.conversation.topic))
        case Criterion.PREFERRED | Criterion.ID:
            return who.name


def _ago(at: datetime | None, now: datetime, phrases: Phrases) -> str:
    if at is None:
        return phrases.never
    seconds = max(0, int((now - at).total_seconds()))
    if seconds < 60:
        return phrases.seconds_ago.format(n=seconds)
    if seconds < 3600:
        return phrases.minutes_ago.format(n=seconds // 60)
    return phrases.hours_ago.format(n=seconds // 3600)


def _extras(verdict: Verdict, phrases: Phrases) -> list[str]:
    extras = []
    if Reason.SKILLS_RELAXED in verdict.reasons:
        seconds = verdict.question.policy.relax_after_seconds
        extras.append(phrases.relaxed.format(seconds=seconds))
    if verdict.retry_at is not None:
        seconds = max(0, round((verdict.retry_at - verdict.question.at).total_seconds()))
        extras.append(phrases.retry.format(seconds=seconds))
    return extras


def _excluded(verdict: Verdict, people: Mapping[UUID, Candidate], phrases: Phrases) -> str:
    if not verdict.excluded:
        return ""
    named = [
        f"{people[one.id].name} ({', '.join(_reason(code, phrases) for code in one.reasons)})"
        for one in verdict.excluded[:_MOST_NAMED]
    ]
    further = len(verdict.excluded) - len(named)
    if further:
        named.append(phrases.further.format(n=further))
    return phrases.excluded.format(people="; ".join(named))


def _reason(code: str, phrases: Phrases) -> str:
    kind, _, skill = code.partition(":")
    return phrases.exclusions[kind].format(skill=skill)
