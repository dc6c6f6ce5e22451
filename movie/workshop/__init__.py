"""Looks at a student's own Django project of the workshop: by reading it, and by its pages where asked to."""
