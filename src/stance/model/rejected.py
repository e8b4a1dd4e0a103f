"""What the writer says is not so: the attitude of a claim in its score.

"It is a myth that the two are allies" has the words of one who holds it. Such sentences are too rare to be learnt from
(1 of 7,560 labelled spans), so that what the words cannot tell is done by rule: whom the parse shows to reject what is
said does not hold it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stance.records import Attitude, Claim, Form, Question


def turn_rejected(claims: Sequence[Claim], rows: NDArray[np.float64], question: Question) -> NDArray[np.float64]:
    """The probabilities, (n_claims, n_labels), with the top of the scale's given to its other end where it is rejected.

    Only claims in the writer's own voice are turned: there the writer is the one who rejects and the one who is asked
    about. All else stays, also that one end was likely before: a model that saw through the words is not turned back.
    """
    rejected = [claim.attitude == Attitude.REJECTED and claim.form == Form.OWN for claim in claims]
    if len(question.scale) < 2 or not any(rejected):
        return rows
    first, last = (question.labels.index(question.scale[end]) for end in (0, -1))
    turned = rows.copy()
    turned[rejected, last] += turned[rejected, first]
    turned[rejected, first] = 0.0
    return turned
