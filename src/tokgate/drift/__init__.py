"""Where a vendor's document or recorded traffic says other things than our declarations."""
