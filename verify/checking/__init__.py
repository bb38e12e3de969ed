"""The independent checker: standard library only, shares no code with the rest of the harness, fails closed."""
