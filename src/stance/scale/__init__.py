"""Scores many documents on many processors, in order, and resumes where a run stopped.

Processes of this machine or a Dask cluster carry the work. Reading and the gate stay with the caller, since a crawl is
mostly off topic; processes are forked once parser and model are loaded. Every document is parsed and scored by itself,
so that what comes out does not depend on how the work was cut up.
"""

from stance.scale.batches import jobs_that_pay
from stance.scale.shards import DoneBefore, score_to_shards
from stance.scale.workers import Work, load_once, question_of, score_in_parallel

__all__ = ["DoneBefore", "Work", "jobs_that_pay", "load_once", "question_of", "score_in_parallel", "score_to_shards"]
