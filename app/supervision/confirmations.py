"""What is asked before an action that may do harm, or that can't be audited.

Questions may hold foreign text (names, numbers): it is cleaned where it is drawn.
"""

from __future__ import annotations

from app.model import Action, Call, EngagementState, Floor, LinkState, Target
from app.supervision.company import agent_has_left, hung_up_on, other_end, with_you
from app.supervision.rules import engaged_with
from app.text import ACTION_WORDS, LOGIN_ELSEWHERE, agent_words, call_words
from protocol.frozen import frozen


@frozen
class Question:
    """A question before an action. The default answer is No."""

    text: str
    """One sentence: agent, call, caller, effect."""
    yes: str
    """What ``y`` does, in a word or two."""
    unaudited: bool = False
    """Yes means: also without a line in the audit."""


def needs_question(floor: Floor, action: Action, target: Target | None) -> Question | None:
    """The question to ask before sending; None where nothing is asked. For an action that ``why_not`` allows."""
    if target is None:
        return None
    question = _harm_of_clear(floor) if action is Action.CLEAR else _harm(floor, action, target)
    if not floor.journal_trouble:
        return question
    words = ACTION_WORDS[action].noun
    text = question.text if question is not None else f"Go on with the {words}{_on(floor, action, target)}?"
    trouble = floor.journal_trouble.partition(" (")[0]  # without the path: the alarm has it
    return Question(f"Not auditable: {trouble}. {text}", f"{words}, unaudited", unaudited=True)


def take_over_question(floor: Floor) -> Question | None:
    """The question before connecting again where the same login is open elsewhere, which ends that other session."""
    if not login_elsewhere(floor):
        return None
    who = agent_words(floor, floor.me.agent_id)
    return Question(f"Take over the session of {who}? The other one, with the same login, is ended.", "take over")


def login_elsewhere(floor: Floor) -> bool:
    """Did the same login open a session elsewhere, so that this console doesn't connect again by itself?"""
    return floor.link.state is LinkState.REFUSED and floor.link.refused_with == LOGIN_ELSEWHERE


def _on(floor: Floor, action: Action, target: Target) -> str:
    if action is Action.CLEAR:
        return ""
    what = f"{call_words(target.connection)} of " if target.connection is not None else ""
    return f" on {what}{agent_words(floor, target.agent_id, target.alarm_id)}"


def _harm(floor: Floor, action: Action, target: Target) -> Question | None:
    """The question about an action that may do harm."""
    who = agent_words(floor, target.agent_id, target.alarm_id)
    if action is Action.INTERCEPT:
        call = floor.calls.get(target.connection) if target.connection is not None else None
        what = call_words(target.connection) if target.connection is not None else "the call (its id is not known)"
        caller = other_end(floor, target, call)
        others = other_supervisors(floor, call)
        if others:
            caller += f" and {others}"
        return Question(f"Intercept {what} of {who}? {who} is dropped, you stay with {caller}.", "intercept")
    words, verb, _ = ACTION_WORDS[action]
    if target.connection is None:
        return Question(f"The call is not known here; {verb} whatever call {who} is on?", words)
    engagement = floor.engagement
    if engagement is not None and not engagement.over and engagement.state is EngagementState.OUTCOME_UNKNOWN:
        what = call_words(target.connection)
        return Question(f"The outcome of your last request is unknown; send a {words} for {what} of {who}?", words)
    others = other_supervisors(floor, floor.calls.get(target.connection))
    if others and not engaged_with(engagement):
        return Question(f"{others[0].upper()}{others[1:]} is in {call_words(target.connection)} of {who} already;"
                        f" {words} as well?", words)  # fmt: skip
    return None


def other_supervisors(floor: Floor, call: Call | None) -> str:
    """Who else supervises a call, in words: ``supervisor 9002 Vance, Iris (3950)``; empty when nobody is known."""
    supervisors = []
    for device in call.supervised_by if call is not None else ():
        agent = next((a for a in floor.agents.values() if device in (a.extension, a.instrument)), None)
        supervisors.append(f"supervisor {agent.agent_id} {agent.name}".rstrip() + f" ({device})" if agent else
                      f"supervisor {device}")  # fmt: skip
    return " and ".join(supervisors)


def _harm_of_clear(floor: Floor) -> Question | None:
    """The question before a clear where the agent is no longer in the call: the supervisor is all the caller has.

    None where everybody has left: the supervisor alone is hung up on.
    """
    engagement = floor.engagement
    if engagement is None or engagement.alone or not agent_has_left(floor):
        return None
    what = call_words(engagement.connection) if engagement.connection is not None else "the call"
    who = agent_words(floor, engagement.agent_id)
    taken = engagement.engaged is Action.INTERCEPT
    how = f"you took {what} over from {who}" if taken else f"{who} has left {what}"
    how = how[0].upper() + how[1:]
    caller = hung_up_on(floor)
    if caller:
        return Question(f"Hang up on {caller}? {how}; nobody else is in it.", "hang up")
    return Question(f"Leave {with_you(floor)} alone in {what}? {how}.", "clear")
