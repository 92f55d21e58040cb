"""Pages over HTTP, asked for as a guest should: robots.txt, a name with a contact, a rate per host, patience and limits."""
