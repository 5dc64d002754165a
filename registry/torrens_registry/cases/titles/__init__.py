"""A title's case: notice, objection, registration, later registrations, its end."""
