"""Contest sites: what to ask them for, how politely, and how their pages are read. Parsing is pure, fetching is apart."""
