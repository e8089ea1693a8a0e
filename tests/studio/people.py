"""People that the tests share: building one takes longer than asking it something."""

from functools import cache

from tools.studio.body import stored_body
from tools.studio.human import Human


@cache
def person(name="male"):
    return Human(stored_body(name))
