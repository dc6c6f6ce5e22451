"""Everything of the page that shows how a search comes by its films."""
