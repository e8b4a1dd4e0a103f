"""What may stand where a holder is named: people, groups, offices, states, documents, and what only seems to speak."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import words

PERSON_NOUNS: Final = words(
    """
    academia academic activist actor actress adherent administration administrator admiral adversary adviser advisor
    advocate agency agent aide all ally ambassador analyst anyone apologist attorney author backer biographer bloc
    board boss both bureau businessman camp campaign candidate captain chairman chairperson chairwoman champion
    chancellor chief cleric client coach coalition colleague columnist commander commentator commission commissioner
    committee community company congress congressman congresswoman correspondent council counsel court critic crowd
    delegate democrat department deputy diplomat director doctor dove economist editor elder elite embassy employee
    engineer envoy establishment everybody everyone executive expert farmer father few firm foe founder friend
    general government governor group guest hardliner hawk head historian host institute institution intellectual
    interviewer investigator investor journalist judge justice lawmaker lawyer leader leadership lecturer legislator
    liberal locals majority man manager many marshal mayor media member minister ministry minority moderator most
    mother negotiator neighbor neighbour nobody nominee none observer office officer official one onlooker operative
    opponent optimist organisation organization other others owner panel paper parent parliament parliamentarian
    participant party pastor people pessimist physicist planner player policymaker politician pollster pope populist
    pragmatist premier president press priest producer professor propagandist prosecutor public pundit rabbi reader
    realist rebel regime reporter representative republican researcher resident respondent rival sceptic scholar
    scientist secretary senator several skeptic soldier some somebody someone source specialist spokesman
    spokespeople spokesperson spokeswoman staffer statesman strategist student supporter surrogate tank teacher team
    theorist think-tank thinker thinktank tribunal troop union veteran voter watchdog watcher west witness woman
    worker writer
    """
)
"""Heads of noun phrases that name people, groups or offices."""

SCHOLARLY_ROLES: Final = words(
    """
    academic analyst author columnist commentator economist essayist expert historian journalist political-scientist
    professor researcher scholar scientist specialist writer
    """
)
"""Definite descriptions ("the scholar") that point back to a person who was named before."""

OFFICE_ROLES: Final = words(
    """
    admiral ambassador candidate chairman chancellor chief commander congressman diplomat director envoy general
    governor head lawmaker leader mayor minister nominee official premier president secretary senator spokesman
    spokesperson spokeswoman
    """
)
"""Offices that point back to their holder in the same way."""

PERSON_SUFFIXES: Final = ("ers", "ors", "ists", "ians", "crats", "ants", "ees", "eers", "men", "women", "folk")
"""Endings of plural nouns that mostly name people."""

NO_PEOPLE: Final = words(
    """
    answers banners barriers borders bunkers carriers centers chapters colors computers containers corners corridors
    dangers degrees disasters disorders doors drivers earners encounters errors factors favors fees fibers fighters
    guarantees helicopters indicators knees launchers layers letters levers lists maneuvers markers matters millions
    mirrors motors movers numbers offers orders papers parameters plants powers processors propellants quarters
    reactors rejoinders reminders rivers rumors sectors semiconductors sensors shelters shoulders tankers theaters
    tiers transfers trees variants vectors warrants waters
    """
)
"""Plural nouns with such an ending that name no people."""

STATES: Final = words(
    """
    both capital country each either nation neighbor neighbour neither power regime side state two
    """
)
"""Nouns and quantifiers that stand for a state."""

COUNTRY_HEADS: Final = words("arabia emirates federation kingdom lanka republic states zealand")
"""Last words of countries' names of several words."""

DOCUMENT_NOUNS: Final = words(
    """
    account ad advertisement affidavit analysis announcement article assessment audit bill blog book briefing
    brochure campaign chapter column commentary commercial communique communiqué complaint cover declaration diary
    doctrine document dossier draft e-mail editorial email essay filing finding forecast guidance guideline headline
    index indictment interview journal lawsuit letter magazine manifesto media memo memoir memorandum message model
    newspaper note notice op-ed opinion order paper passage plan platform play poll post poster press pronouncement
    proposal quote reading release report research resolution review ruling script sign speech spot statement story
    strategy study suit survey testimony text transcript treaty tweet video website
    """
)
"""Things that say something on somebody's behalf and so may be a speaker."""

POLLS: Final = words("poll researcher study survey")
"""Documents that find out what somebody thinks; what they show is theirs."""

BODIES: Final = words(
    """
    agency bank center centre daily foundation institute magazine network newspaper outlet paper think-tank weekly
    """
)
"""Nouns that point back to a body or a paper that was named before."""

NOT_SPEAKERS: Final = words(
    """
    absence alliance anything case cases circumstances conflict cooperation data deal development developments drill
    drills economy event events everything evidence example exercise exercises experience fact facts figure figures
    geography history it logic move moves nothing number numbers pact partnership pattern picture presence reality
    relation relations relationship result results situation something statistics that there these thing this those
    trade trend visit war what which
    """
)
"""Subjects that show or suggest but hold no view; such a sentence stays the writer's."""

QUANTIFIERS: Final = words(
    """
    bulk dozen dozens group half handful lot lots majority minority number part percent percentage plenty proportion
    rest score scores share
    """
)
"""Nouns that count what follows "of": that tells what kind of source they make."""

NOBODY: Final = words("neither no nobody none nothing")
"""Words by which a sentence denies that there is a holder."""

MANY: Final = words("all both few many most others several some they")
"""Words that stand for several people."""
