"""Who gets what, when: editions, schedules and the delivery ledger."""
