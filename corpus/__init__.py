"""Documents in, facts out: readers, parser, reference grammar, rules and the store."""
