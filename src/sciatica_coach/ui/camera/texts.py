"""Every word that the camera component says by itself; what the coach says comes over the socket.

`{...}` are places that the page fills.
"""

from sciatica_coach.language.marking import phrase

TEXTS = {
    # The message, while the coach has not said anything yet or cannot.
    "connecting": phrase("One moment."),
    "waiting": phrase("Waiting for the camera."),
    "paused": phrase("Paused."),
    "ending": phrase("One moment: your summary is coming."),
    # Figures.
    "reps_asked": phrase("of {number}"),
    "second": phrase("second"),
    "seconds": phrase("seconds"),
    "held": phrase("held"),
    "done": phrase("done"),
    "percent": phrase("%"),
    "ready": phrase("Ready"),
    "target": phrase("target {degrees}°"),
    "next": phrase("Next: {title}"),
    # Buttons.
    "stop": phrase("STOP"),
    "stop_hint": phrase("space or Esc"),
    "ends_in": phrase("ends by itself in {seconds} s"),
    "pause": phrase("Pause"),
    "resume": phrase("Go on"),
    "go_on_anyway": phrase("Go on anyway"),
    "go_on_now": phrase("Go on now"),
    "full_screen": phrase("Full screen"),
    "leave_full_screen": phrase("Leave full screen"),
    # The browser keeps sound shut until then.
    "silent": phrase("No sound yet: click or tap here."),
    # Settings.
    "settings": phrase("Settings"),
    "close": phrase("Close"),
    "volume": phrase("Volume"),
    "rate": phrase("Speed of the voice"),
    "muted": phrase("No voice and no tones"),
    "letters": phrase("Letters to be read from"),
    "letters_2m": phrase("2 m"),
    "letters_3m": phrase("3 m"),
    "letters_large": phrase("very large"),
    "ghost": phrase("Show where to move to"),
    "theme": phrase("Colours"),
    "theme_auto": phrase("as the page"),
    "theme_light": phrase("light"),
    "theme_dark": phrase("dark"),
    "help": phrase(
        "Space or Esc stops at once. The arm nearer to the camera, raised for two seconds, pauses, "
        "and goes on again."
    ),
    # Screen readers.
    "exercise": phrase("Exercise"),
    "set_up_picture": phrase(
        "The camera stands beside you, two to three metres away, and sees you from head to feet."
    ),
    # Several people.
    "people": phrase("People in the picture"),
    "company": phrase("{people} people here: tap yourself."),
    "company_chosen": phrase("{people} people here: I follow you."),
    "me": phrase("This is me"),
    "followed": phrase("I follow you"),
    "me_of": phrase("This is me. Person {number} of {people}"),
    "followed_of": phrase("I follow you. Person {number} of {people}"),
    # Troubles: a title, what to do, and what the button says.
    "asking_title": phrase("May I use the camera?"),
    "asking_words": phrase(
        "Your browser asks at the top of the window. Choose “Allow”. No picture is stored."
    ),
    "insecure_title": phrase("The browser does not give the camera to this address."),
    "insecure_words": phrase(
        "Open the coach on the computer it runs on, at http://localhost, or put https in front "
        "of it."
    ),
    "insecure_retry": phrase("Try again"),
    "denied_title": phrase("The camera is not allowed for this page."),
    "denied_words": phrase(
        "Click the camera or lock sign beside the address, allow the camera, then try again."
    ),
    "denied_retry": phrase("Try again"),
    "missing_title": phrase("I find no camera."),
    "missing_words": phrase(
        "Plug one in, or switch it on. I go on by myself as soon as it is there."
    ),
    "missing_retry": phrase("Try again"),
    "busy_title": phrase("Another program is using the camera."),
    "busy_words": phrase("Close other video calls or camera programs, then try again."),
    "busy_retry": phrase("Try again"),
    "vanished_title": phrase("Paused: the camera is gone."),
    "vanished_words": phrase("Plug it in again. Your set goes on by itself, nothing is lost."),
    "vanished_retry": phrase("Try again"),
    "frozen_title": phrase("Paused: the camera sends no picture."),
    "frozen_words": phrase("Uncover it, or unplug it and plug it in again."),
    "frozen_retry": phrase("Try again"),
    "unknown_title": phrase("The camera does not start."),
    "unknown_words": phrase(
        "Unplug it and plug it in again, or restart the browser, then try again."
    ),
    "unknown_retry": phrase("Try again"),
    "clip_title": phrase("The clip does not play."),
    "clip_words": phrase("Your browser cannot show this video. Try another browser."),
    "clip_retry": phrase("Try again"),
    "lost_title": phrase("Paused: the connection to the coach is lost."),
    "lost_words": phrase("I try again by myself. Your set is kept."),
    "lost_retry": phrase("Try now"),
    "crowded_title": phrase("The coach is busy with other people."),
    "crowded_words": phrase("I try again by myself until a place is free."),
    "crowded_retry": phrase("Try now"),
    "elsewhere_title": phrase("Your set goes on in another window."),
    "elsewhere_words": phrase("Exercise there, or go on here."),
    "elsewhere_retry": phrase("Go on here"),
    "over_title": phrase("This set is over."),
    "over_words": phrase("Load this page again to begin another one."),
    "foreign_title": phrase("The coach does not know this address."),
    "foreign_words": phrase("Open the page at the address that the coach printed when it started."),
    "foreign_retry": phrase("Try again"),
}
