"""What is asked before and after exercise, and what then locks it."""
