"""What everything stands on: time, ids, errors, the database, events, jobs and the bus."""
