"""What the columns of a file are, by what they are called and what stands in them."""
