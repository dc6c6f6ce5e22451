"""Makes the weights that the ranking ships with: `python -m movie.search.training --data FOLDER`."""
