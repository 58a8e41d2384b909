"""The questions of the plan as the participant is asked them: to *you*, in plain words, and naming nothing.

One for each rule that asks. They stand on a page that is safe to hold, so none names a programme, a place or a number.
"""

from typing import Final

from registry.domain.plan import WANTED

PLAIN_QUESTIONS: Final = {
    "records-disagree": (
        "One paper says that you finished it, and another that you stopped before the end. Which is right?"
    ),
    "whose-lack": (
        "Was it that this did not suit you, or that they had nothing of it that fits you? What would you need?"
    ),
    "moved-to-successor": (
        "We were told that it was changed into something else before you were done. Did that begin, and what "
        "did you do in it?"
    ),
    "not-matched-running": (
        "Are you still doing it, and if not, how did it end? What kind of work is it, and what is it meant to help "
        "with?"
    ),
    "not-matched": "What kind of work was it, what was it meant to help with, and how did it end?",
    "judged-sufficient": (
        "We were told that it ended early because somebody thought you had done enough. Who said so, and do "
        "you think so too?"
    ),
    "unfinished-not-verified": "We only heard that you began it. How far did you get, and would you want to go on?",
    "completed-not-verified": (
        "We only heard that you finished it, and have no signed paper. Did you finish it? Who told you so, "
        "and have you something that says it?"
    ),
    "completed-parts-not-recorded": (
        "It had several parts, such as a group and meetings with one person. Which of them did you have?"
    ),
    "completed-no-definition": "What had to be done for it to count as finished, and who told you that it was?",
    "completed-modules-open": (
        "It is written down as finished, but not every part of it. Which parts do you remember, and was any left out?"
    ),
    "completed-dose-short": (
        "It is written down as finished, but with fewer meetings than usual. About how many did you go to?"
    ),
    "completed-goals-unanswered": "What did you want to reach with it, and what do you say of it now?",
    "completed-ending-not-agreed": "How did it end, and did you and the person you worked with agree on that?",
    "unclear": "What is written down about it does not seem right. What happened?",
    WANTED: (
        "It ended before it was finished, and nobody has asked you since. Do you want it now, or something else, or "
        "nothing for now? What would have to be different?"
    ),
    "offence-work-untried": (
        "It has to wait for now, for a reason that is not about you. Is there something you would like to do until "
        "then? Talk first to whoever advises you, if you like."
    ),
    "not-convicted": (
        "What we have here for it has to wait for now, for a reason that is not about you. What would help you until "
        "then? Talk first to whoever advises you, if you like."
    ),
    "offence-not-judged": (
        "We are not sure that what we have here is meant for you. What would you like help with, and what not?"
    ),
    "judgements-disagree": (
        "People see differently how much of it counts for something else that is on offer. What did you learn"
        " there that you still use?"
    ),
    "waited-for-what": "You were on a list for it. What did you hope it would help with, and do you still want it?",
    "waited-not-judged": (
        "You were on a list for it. Is what it was for something you want to work on now, and do you still want it?"
    ),
}

WANTED_NEVER_BEGUN: Final = (
    "It ended before it began, and nobody has asked you since. Do you want it now, or something else, or nothing for "
    "now? What would have to be different?"
)

# What each of these questions is about, as it stands after *we ask*.
ASKED_ABOUT: Final = {
    "records-disagree": "which of two papers about it is right",
    "whose-lack": "whether it did not suit you, or nothing of it was there that fits you",
    "moved-to-successor": "what became of it when it was changed into something else",
    "not-matched-running": "what kind of work it is",
    "not-matched": "what kind of work it was",
    "judged-sufficient": "why it was thought to be enough",
    "unfinished-not-verified": "how far you got with it",
    "completed-not-verified": "whether you finished it",
    "completed-parts-not-recorded": "which parts of it you had",
    "completed-no-definition": "what had to be done to finish it",
    "completed-modules-open": "which parts of it you did",
    "completed-dose-short": "whether everything you came to is written down",
    "completed-goals-unanswered": "what came of it",
    "completed-ending-not-agreed": "how it ended",
    "unclear": "what happened",
    WANTED: "whether you want it",
    "offence-work-untried": "how long it has to wait",
    "not-convicted": "how long it has to wait",
    "offence-not-judged": "whether what we have is meant for you",
    "judgements-disagree": "how much of it counts for something else",
    "waited-for-what": "what it was to help with",
    "waited-not-judged": "whether it is for something that you want to work on",
}
# What somebody asks in their own words has no short name.
ASKED_OTHERWISE: Final = "how it stands"

# For a question that somebody put themselves, in words that are not safe to hold.
ANY_QUESTION: Final = "There is a question about it. Whoever gives you this page will say it to you in their own words."
