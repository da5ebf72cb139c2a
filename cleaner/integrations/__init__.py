"""clean-news inside other programs: one module a program, which alone imports it."""
