"""Cases and their replies: the asks of a proposal, the answers to them, and which answers which."""
