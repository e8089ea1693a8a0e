"""What the person is told: advice, cues, prompts, one message, one voice."""
