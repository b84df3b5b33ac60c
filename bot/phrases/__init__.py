"""Words for readers: the catalogues, and how figures, dates, owners and citations are put in words."""
