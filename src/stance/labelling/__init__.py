"""Annotation by hand: queues, answers, agreement, adjudication, exchange formats, migration, replication packages."""
