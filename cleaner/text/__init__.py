"""Text as such: folding for matching, counting words, telling prose."""
