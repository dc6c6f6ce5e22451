"""What providers cost: the bill, the day's budget, and how often a visitor may spend of it."""
