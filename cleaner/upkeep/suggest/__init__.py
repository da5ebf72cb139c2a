"""A site's file proposed from pages of the site: what is seen, what may be said of it, and its YAML."""
