"""Everything around labels made by hand: agreement, migration, exchange, sessions, sharing."""
