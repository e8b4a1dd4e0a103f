"""Words that hand a proposition to somebody, and the names of those somebodies; data only, by topic.

Verbs and nouns are lemmas, lower case; a word may stand in several lists. The lists were written here, for the
language and never for one file; nouns of persons and the classes of `supersenses.txt` are WordNet's.
"""

from stance.lexicon.names import *
from stance.lexicon.nouns import *
from stance.lexicon.objects import *
from stance.lexicon.scope import *
from stance.lexicon.sources import *
from stance.lexicon.text import *
from stance.lexicon.verbs import *
