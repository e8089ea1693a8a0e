"""`python -m sciatica_coach.cli`: the same as the command `sciatica-coach`."""

import sys

from sciatica_coach.cli import main

if __name__ == "__main__":  # a process that analyses videos beside us imports this module again
    sys.exit(main())
