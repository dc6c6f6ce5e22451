"""The pages: each reads a form, calls one function of a lower floor, and renders; one module a subject."""
