"""Files made to do harm, and what must come of them."""
