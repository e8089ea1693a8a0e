"""How right and how quick the coach is, on clips whose truth is known."""
