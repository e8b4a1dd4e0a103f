"""Words that tell how a text is set: what ends a sentence or a line, what stands in labels and headings."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import words

ABBREVIATIONS: Final = words("""
    Mr Mrs Ms Messrs Dr Drs Prof Profs Gen Gens Adm Adms Col Lt Sgt Capt Cmdr Cdr Maj Brig Sen Sens Rep Reps Gov Govs
    Pres Rev Hon St Amb Mt Ft vs viz cf approx ca eds trans e.g i.e E.g I.e
    """)
"""Abbreviations after which a sentence goes on."""

NUMBERED: Final = words("no nos art arts fig figs sec vol vols pp p ch para paras")
"""Abbreviations, lower-cased, before a number; else plain words."""

ENDING_ABBREVIATIONS: Final = words("""
    Jr Sr Inc Corp Co Cos Ltd Bros Dept Univ Assn Ph.D Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec al ed
    """)
"""Abbreviations that may end a sentence: they do before a word that likes to begin one."""

BEGINNERS: Final = words("""
    the a an this that these those it its he she they we you i his her their our my there here in on at as for from by
    with to of and but or so yet nor if when while where although though since because after before during despite even
    both what who why how which whether however moreover nevertheless nonetheless still instead meanwhile indeed rather
    thus therefore then finally first second third last also another other others such some many most few several all
    each every neither either no not nothing none one only now today yesterday tomorrow once until under over among
    between without within through perhaps maybe certainly given according like unlike just let do does did is are was
    were will would can could should may might must has have had nobody everyone everybody someone something everything
    """)
"""Words, lower-cased, that begin a sentence more often than they stand capitalised inside one."""

DANGLING: Final = words("""
    a an the of in on at to for from by with and or but nor as that which who whose than is are was were be its their
    his her this these those into over under between against toward towards
    """)
"""Words that no line ends with unless its sentence goes on below."""

ROLE_WORDS: Final = words("""
    academies academy adviser advisor ambassador analyst anchor associate attache author brigade center centers centre
    centres ceo chair chairman chairperson chairwoman chief co-director co-founder college colleges columnist commander
    commentator commission coordinator corporation correspondent council dean department deputy diplomat director
    economist editor emeritus endowment envoy expert faculty fellow former formerly foundation founder general group
    head historian institute institutes institution institutions journalist leader lecturer member minister ministry
    observer officer partner phd president principal producer professor program programme publisher reader reporter
    representative research researcher scholar school scientist secretary senator senior society specialist spokesman
    spokesperson spokeswoman staff strategist student universities university vice visiting writer
    """)
"""Words of a role or an institution, lower-cased: they follow a name in a heading, and are in no name."""

PLACE_WORDS: Final = words("""
    united new north south east west central northern southern eastern western great soviet communist modern the in on a
    """)
"""Words, lower-cased, that open the name of a place or a title, and no person's."""

ASKING: Final = words("interviewer moderator host question reporter journalist anchor presenter facilitator mc")
"""Labels, lower-cased, of whoever asks the questions in a transcript."""

MESSAGE_WORDS: Final = words("cc date from re sent subject to")
"""Words, lower-cased, before the colons in the head of a message."""

SECTION_WORDS: Final = words("""
    advice aftermath analysis answer asia background beijing china claim conclusion cons contents context editor
    energy europe exclusive explainer fact facts how india interview introduction japan key methodology moscow myth
    note notes opinion option outlook part photo politics postscript pros reality result results review russia
    scenario security source sources step summary takeaway takeaways trade transcript trust ukraine update verdict
    video warning washington what when where who why
    """)
"""Words, lower-cased, that stand before a colon at the head of a section, and are nobody's name."""

PLURAL_DETERMINERS: Final = words("""
    the these those our their your my his her its all both many most few several some two three four five six seven
    eight nine ten
    """)
"""Words behind which a form in -s is a plural noun and no verb."""

NO_THINGS: Final = words("about am be been being cannot him me never so them us very")
"""Function words, besides those that begin a sentence or end no line, that stand before nothing that somebody has."""
