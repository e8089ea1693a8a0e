"""Every word that the camera component says by itself; what the coach says comes over the socket.

`{...}` are places that the page fills.
"""

from sciatica_coach.language.marking import N_

TEXTS = {
    # The message, while the coach has not said anything yet or cannot.
    "connecting": N_("One moment."),
    "waiting": N_("Waiting for the camera."),
    "waiting_for_page": N_("Waiting for the page."),
    "paused": N_("Paused."),
    "ending": N_("One moment: your summary is coming."),
    # Figures.
    "reps_asked": N_("of {number}"),
    "second": N_("second"),
    "seconds": N_("seconds"),
    "held": N_("held"),
    "done": N_("done"),
    "percent": N_("%"),
    "ready": N_("Ready"),
    "target": N_("target {degrees}°"),
    "next": N_("Next: {title}"),
    # Buttons.
    "stop": N_("STOP"),
    "stop_hint": N_("space or Esc"),
    "ends_in": N_("ends by itself in {seconds} s"),
    "pause": N_("Pause"),
    "resume": N_("Go on"),
    "go_on_anyway": N_("Go on anyway"),
    "go_on_now": N_("Go on now"),
    "full_screen": N_("Full screen"),
    "leave_full_screen": N_("Leave full screen"),
    # The browser keeps sound shut until then.
    "silent": N_("No sound yet: click or tap here."),
    # Settings.
    "settings": N_("Settings"),
    "close": N_("Close"),
    "camera": N_("Camera"),
    "volume": N_("Volume"),
    "rate": N_("Speed of the voice"),
    "muted": N_("No voice and no tones"),
    "letters": N_("Letters to be read from"),
    "letters_2m": N_("2 m"),
    "letters_3m": N_("3 m"),
    "letters_large": N_("very large"),
    "target_overlay": N_("Show where to move to"),
    "theme": N_("Colours"),
    "theme_auto": N_("as the page"),
    "theme_light": N_("light"),
    "theme_dark": N_("dark"),
    "help": N_(
        "Space or Esc stops at once. The arm nearer to the camera, raised for two seconds, pauses, "
        "and goes on again."
    ),
    # The camera.
    "choose_camera": N_("Choose another one"),
    "other_camera": N_("“{wanted}” is not plugged in: this is “{name}”."),
    "turned": N_("Turn the camera or phone on its side."),
    # Screen readers.
    "exercise": N_("Exercise"),
    "set_up_picture": N_(
        "The camera stands beside you, two to three metres away, and sees you from head to feet."
    ),
    # Several people.
    "people": N_("People in the picture"),
    "bystanders": N_("{people} people here: tap yourself."),
    "bystanders_chosen": N_("{people} people here: I follow you."),
    "me": N_("This is me"),
    "followed": N_("I follow you"),
    "me_of": N_("This is me. Person {number} of {people}"),
    "followed_of": N_("I follow you. Person {number} of {people}"),
    # Troubles: a title, what to do, and what the button says.
    "asking_title": N_("May I use the camera?"),
    "asking_words": N_(
        "Your browser asks at the top of the window. Choose “Allow”. No picture is stored."
    ),
    "insecure_title": N_("The browser does not give the camera to this address."),
    "insecure_words": N_(
        "Open the coach on the computer it runs on, at http://localhost, or put https in front "
        "of it."
    ),
    "insecure_retry": N_("Try again"),
    "denied_title": N_("The camera is not allowed for this page."),
    "denied_words": N_(
        "Click the camera or lock sign beside the address, allow the camera, then try again."
    ),
    "denied_retry": N_("Try again"),
    "missing_title": N_("I find no camera."),
    "missing_words": N_("Plug one in, or switch it on. I go on by myself as soon as it is there."),
    "missing_retry": N_("Try again"),
    "busy_title": N_("Another program is using the camera."),
    "busy_words": N_("Close other video calls or camera programs, then try again."),
    "busy_retry": N_("Try again"),
    "vanished_title": N_("Paused: the camera is gone."),
    "vanished_words": N_("Plug it in again. Your set goes on by itself, nothing is lost."),
    "vanished_retry": N_("Try again"),
    "frozen_title": N_("Paused: the camera sends no picture."),
    "frozen_words": N_(
        "Open its cover or switch it on; if that does not help, unplug it and plug it in again."
    ),
    "frozen_retry": N_("Try again"),
    "unknown_title": N_("The camera does not start."),
    "unknown_words": N_("Unplug it and plug it in again, or restart the browser, then try again."),
    "unknown_retry": N_("Try again"),
    "clip_title": N_("The clip does not play."),
    "clip_words": N_("Your browser cannot show this video. Try another browser."),
    "clip_retry": N_("Try again"),
    "unloaded_title": N_("This page has not loaded completely."),
    "unloaded_words": N_(
        "I try again by myself. If it stays like this, load the page again, or press STOP."
    ),
    "unloaded_retry": N_("Try again"),
    "lost_title": N_("Paused: the connection to the coach is lost."),
    "lost_words": N_("I try again by myself. Your set is kept."),
    "lost_retry": N_("Try now"),
    "crowded_title": N_("The coach is busy with other people."),
    "crowded_words": N_("I try again by myself until a place is free."),
    "crowded_retry": N_("Try now"),
    "elsewhere_title": N_("Your set goes on in another window."),
    "elsewhere_words": N_("Exercise there, or go on here."),
    "elsewhere_retry": N_("Go on here"),
    "over_title": N_("This set is over."),
    "over_words": N_("Load this page again to begin another one."),
}

CHOICE_TEXTS = {
    "show_cameras": N_("Choose the camera"),
    "any_camera": N_("Whichever is there"),
    "only_camera": N_("Camera: {name}"),
    **{key: TEXTS[key] for key in ("camera", "connecting", "waiting_for_page")},
    **{
        f"{trouble}_{part}": TEXTS[f"{trouble}_{part}"]
        for trouble in ("denied", "missing", "busy", "unknown", "unloaded")
        for part in ("title", "words")
    },
    "unloaded_retry": TEXTS["unloaded_retry"],
}
"""What the choice of the camera before a session says."""
