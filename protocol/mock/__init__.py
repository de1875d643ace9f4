"""A CTI Server for demos and tests: a seeded contact centre behind a strict server, spoken to over TCP."""
