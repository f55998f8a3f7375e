"""The drafting desk without users and storage: what an officer settled of one letter, and the letter by it."""
