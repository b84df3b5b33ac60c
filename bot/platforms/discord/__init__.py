"""Discord: Components V2, slash commands, interactions, digests."""
