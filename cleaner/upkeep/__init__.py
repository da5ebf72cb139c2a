"""Tools for those who keep the rulebook: each does one thing to rules, with pages or without."""
