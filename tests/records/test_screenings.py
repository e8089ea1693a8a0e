"""What was answered about warning signs is kept with its moment."""

from sciatica_coach.safety.screening import Answer, Tier, load_screening

QUESTIONS = [each.id for each in load_screening().questions]
ANSWERS = dict.fromkeys(QUESTIONS, Answer.NO) | {QUESTIONS[-1]: Answer.NOT_SURE}


def test_answers_are_kept_and_confirmed(people, ann):
    first = ann.keep_screening(Tier.OK, dict.fromkeys(QUESTIONS, Answer.NO))
    second = ann.keep_screening(Tier.CLINICIAN, ANSWERS)
    bob = people.open(people.add("Bob").id)
    bob.confirm_screening(second)  # another's answers are not theirs to confirm
    assert [each.has_confirmed for each in ann.screenings()] == [False, False]
    ann.confirm_screening(second)
    kept = {each.id: each for each in ann.screenings()}
    assert (kept[first].tier, kept[first].has_confirmed) == (Tier.OK, False)
    assert (kept[second].tier, kept[second].has_confirmed) == (Tier.CLINICIAN, True)
    assert kept[second].answers == ANSWERS
    assert bob.screenings() == ()
