"""What each command does: `async (Request, Services) -> Page`; one a file, strangers to each other."""
