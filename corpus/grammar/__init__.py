"""What the reference grammar is made of: numbers, dates, quantities, titles, articles."""
