"""What may stand where a holder is named: people, groups, offices, states, documents, and what only seems to speak."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import nouns_of, words

NO_PERSONS: Final = words("""
    angel black bourbon case character devil dragon ghoul god light monster name phantom pitcher potter prey relation
    second spirit star subject support white worm
    """)
"""Nouns that WordNet counts among persons and that seldom name one in commentary."""

PERSON_NOUNS: Final = nouns_of("person") - NO_PERSONS | words("""
    academia acquaintance administration agency agent all ally anyone attaché authorities bankers bloc board both
    builder bureau cabbie camp campaign chair chancellery chargé children clergy co-author co-founder coalition
    codebreaker commission committee community company congress constituent council counterpart court crowd dealmaker
    department dove elite embassy establishment everybody everyone family few fiancé firm fishermen folk founder
    fund-raiser government group hands hardliners hawk head institute institution insurer justice leadership locals
    majority many media medic ministry minority monks most none office one operator opposite organisation organization
    other others panel paper parliament party penpal people policymaker press protégé public publisher queen radical
    regime regulator sceptics several some somebody someone source spokesmen spokespeople tank team think-tank thinktank
    tribunal troop tsarist union vice-chancellor vice-minister west wit wives
    """)
"""Heads of noun phrases that name people, groups or offices: those of WordNet, and groups and words it lacks."""

SCHOLARLY_ROLES: Final = words("""
    academic analyst author columnist commentator economist essayist expert historian journalist political-scientist
    professor researcher scholar scientist specialist writer
    """)
"""Definite descriptions ("the scholar") that point back to a person who was named before."""

OFFICE_ROLES: Final = words("""
    admiral ambassador candidate chairman chancellor chief commander congressman diplomat director envoy general
    governor head lawmaker leader mayor minister nominee official premier president secretary senator spokesman
    spokesperson spokeswoman
    """)
"""Offices that point back to their holder in the same way."""

ALIKE_ROLES: Final = tuple(
    words(group)
    for group in (
        "academic analyst expert historian lecturer professor researcher scholar scientist specialist",
        "ambassador diplomat envoy negotiator chargé emissary",
        "admiral brigadier captain colonel commander general marshal officer soldier lieutenant major",
        "chairman chairwoman chairperson chair chief head director leader boss secretary",
        "president premier chancellor leader statesman",
        "congressman congresswoman deputy lawmaker legislator parliamentarian politician senator",
        "author columnist commentator editor essayist journalist novelist reporter writer correspondent blogger",
        "spokesman spokesperson spokeswoman official",
        "banker economist financier consultant adviser advisor strategist",
        "interpreter translator",
        "founder owner businessman entrepreneur executive trader",
        "attorney counsel lawyer jurist judge",
    )
)
"""Roles that one person may be called by in turn."""

BODY_NOUNS: Final = words("""
    academy administration agency army assembly association audience bank bar bench bloc board brigade bureau cabinet
    camp campaign caucus center centre church circle clan clergy club coalition college commission committee community
    company congregation congress consortium corporation corps council court crew crowd daily delegation department
    directorate duma electorate elite embassy establishment faction faculty family firm fleet foundation garrison
    generation government group guild half household industry inquiry inspectorate institute institution judiciary junta
    jury laity leadership league legislature lobby mainstream majority media military ministry minority mission movement
    navy network office opposition organisation organization panel paper parliament party police politburo populace
    population presidency press professoriate public quarter regime retinue school secretariat senate service society
    squad staff syndicate synod tabloid tank team think-tank thinktank town treasury tribe tribunal troop union unit
    university village watchdog weekly west wing workforce youth
    """)
"""Nouns that name a body of people, which "it" may mean and "he" may not."""

PERSON_SUFFIXES: Final = ("ers", "ors", "ists", "ians", "crats", "ants", "ees", "eers", "men", "women", "folk")
"""Endings of plural nouns that mostly name people."""

PERSON_ENDINGS: Final = (
    "ist",
    "ologist",
    "ian",
    "crat",
    "eer",
    "woman",
    "monger",
    "grapher",
    "maker",
    "holder",
    "keeper",
)
"""Endings of singular nouns that name a person."""

NO_PEOPLE: Final = words("""
    answers banners barriers borders bunkers carriers centers chapters colors computers containers corners corridors
    dangers degrees disasters disorders doors drivers earners encounters errors factors favors fees fibers fighters
    guarantees helicopters indicators knees launchers layers letters levers list lists maneuvers markers matters median
    meridian millions mirrors motors movers numbers offers orders papers parameters plants powers processors propellants
    quarters reactors rejoinders reminders rivers rumors sectors semiconductors sensors shelters shoulders tankers
    theaters tiers transfers trees variants vectors warrants waters
    """)
"""Plural nouns with such an ending that name no people."""

STATES: Final = words("both capital country each either nation neighbor neighbour neither power regime side state two")
"""Nouns and quantifiers that stand for a state."""

COUNTRY_HEADS: Final = words("arabia emirates federation kingdom lanka republic states zealand")
"""Last words of countries' names of several words."""

DOCUMENT_NOUNS: Final = words("""
    accord account ad advertisement affidavit agreement analysis annex announcement appendix article assessment audit
    bill blog book briefing brochure bulletin campaign chapter charter circular clause column commentary commercial
    communique communiqué complaint constitution covenant cover declaration decree diary doctrine document dossier
    draft e-mail edition editorial email essay filing finding footnote forecast foreword guidance guideline headline
    index indictment interview journal lawsuit leaflet letter magazine manifesto media memo memoir memorandum message
    model newspaper note notice op-ed opinion order pamphlet paper passage petition plan platform play poll post poster
    preamble preface press pronouncement proposal protocol quote reading release report research resolution review
    ruling script sign speech spot statement story strategy study suit survey testimony text textbook transcript
    treatise treaty tweet video website
    """)
"""Things that say something on somebody's behalf and so may be a speaker."""

TEXTS: Final = words("""
    annex appendix article atlas audit biography book booklet brief briefing brochure bulletin cable census chapter
    circular column commentary communique communiqué dispatch dossier draft edition editorial essay factsheet footnote
    foreword guidebook handbook history index inventory leaflet letter list manifesto manual memo memoir memoirs
    memorandum newsletter note notes pamphlet paper petition preamble preface prospectus report review study submission
    summary table textbook thesis transcript treatise
    """)
"""Texts that tell what is the case; what a treaty or a law lays down is a fact."""

VERDICTS_GIVEN: Final = words(
    "interview judgement judgment lecture opinion poll ruling speech survey testimony verdict"
)
"""What somebody tells something in, besides texts."""

POLLS: Final = words("poll researcher study survey")
"""Documents that find out what somebody thinks; what they show is theirs."""

INQUIRIES: Final = POLLS | words("article paper report review")
"""Documents that find out what is the case; what a letter or a plan shows, it only gives away."""

PARTS_OF_TEXTS: Final = words("appendix chapter draft edition section summary")
"""What a document that finds something out has or comes in: "every edition of the survey finds …"."""

RESEARCH: Final = words("analysis research")
"""Nouns of finding out that are somebody's only with a word for whose: "the Treasury's research proves …"."""

BODIES: Final = words("""
    agency bank center centre daily foundation institute magazine network newspaper outlet paper think-tank weekly
    """)
"""Nouns that point back to a body or a paper that was named before."""

CALENDAR: Final = words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december
    """)
"""Names that are no holder's."""

FEASTS: Final = words("""
    advent ascension candlemas carnival christmas diwali easter eid epiphany halloween hanukkah holi lent martinmas
    michaelmas midsummer nowruz passover pentecost purim ramadan thanksgiving whitsun yuletide
    """)
"""Names of days and seasons that are kept, which are no holder's either: "for Easter, the quay is shut"."""

NOT_SPEAKERS: Final = words("""
    absence alliance anything arithmetic case cases circumstances conflict convention cooperation custom data deal
    development developments drill drills economy event events everything evidence example exercise exercises experience
    fact facts figure figures geography history instinct it logic move moves nothing number numbers pact partnership
    pattern picture presence reality relation relations relationship result results sense situation something statistics
    that there these thing this those trade tradition trend visit war what which wisdom
    """)
"""Subjects that show or suggest but hold no view; such a sentence stays the writer's."""

QUANTIFIERS: Final = words("""
    bulk dozen dozens group half handful hundred hundreds lot lots majority million millions minority number part
    percent percentage plenty proportion rest score scores share thousand thousands
    """)
"""Nouns that count what follows "of": that tells what kind of source they make."""

NOBODY: Final = words("neither no nobody none nothing")
"""Words by which a sentence denies that there is a holder."""

MANY: Final = words("all both few many most others several some they")
"""Words that stand for several people."""

POLLING: Final = words("barometer poll polling pollster questionnaire respondent survey surveyed")
"""Words by which a paragraph tells that people were asked."""

MOST_OF: Final = words("few half many most majority none others some they")
"""Words for those who were asked, where it is told that they were."""

SHARES: Final = words(
    "% cent fifth half majority minority percent percentage proportion quarter share tenth third thirds"
)
"""Nouns for a part of those who were asked."""
