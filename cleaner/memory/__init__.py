"""The site memory: what repeats across pages of one site, learned while pages are cleaned and claimed as chrome once sure."""
