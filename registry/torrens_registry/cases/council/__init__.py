"""What the council does to the law itself: modules and their bits, roles, acts on its schedule, a change of law."""
