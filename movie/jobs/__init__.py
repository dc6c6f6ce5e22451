"""Work that goes on behind the running site: what has to be made of films that were imported or edited."""
