"""What is known: a dossier of cited claims, its checks, its index and the queries on it."""
