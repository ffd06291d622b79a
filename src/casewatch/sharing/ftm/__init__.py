"""FollowTheMoney: statements, each of one report, and entities made of them."""
