"""Plans, posts and problems to what people and programs read. Pure: no network, no clock, no environment."""
