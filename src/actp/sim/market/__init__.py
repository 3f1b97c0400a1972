"""Market data: the feed, the simulated market, replay."""
