// Every word that the component says by itself. What the coach says comes over the socket.

export const STAGES = {
  connecting: "One moment.",
  looking: "Looking for you.",
  get_ready: "Keep still for a moment.",
  ready: "Ready. Begin when you like.",
  moving: "",
  holding: "Hold, and keep breathing.",
  waiting: "Waiting for the camera.",
  paused: "Paused.",
  done: "Well done. That was the last one.",
};

export const company = (people, chosen) =>
  chosen ? `${people} people here: I follow you.` : `${people} people here: tap yourself.`;
export const ME = "This is me";
export const FOLLOWED = "I follow you";
export const personOf = (number, people) => `Person ${number} of ${people}`;

/** Where there is no keyboard, none is spoken of. */
export const STOP_HINT = matchMedia("(hover: none)").matches ? "" : "space or Esc";
export const ENDS_IN = "ends by itself in";
export const ENDING = "One moment: your summary is coming.";
export const SECOND_LEFT = "second left";
export const SECONDS_LEFT = "seconds left";
export const FAR_ENOUGH = "Good. Now back.";
export const LET_GO = "Held. Now back, slowly.";
export const HELD = "held";
export const DONE = "done";
export const ON_THE_WAY = "% of the way";

export const TROUBLES = {
  asking: {
    title: "May I use the camera?",
    words: "Your browser asks at the top of the window. Choose “Allow”. The picture stays on this computer.",
  },
  insecure: {
    title: "The browser does not give the camera to this address.",
    words:
      "Open the coach on the computer it runs on, at http://localhost, or put https in front of it.",
    retry: "Try again",
  },
  denied: {
    title: "The camera is not allowed for this page.",
    words:
      "Click the camera or lock sign beside the address, allow the camera, then try again.",
    retry: "Try again",
  },
  missing: {
    title: "I find no camera.",
    words: "Plug one in, or switch it on. I go on by myself as soon as it is there.",
    retry: "Try again",
  },
  busy: {
    title: "Another program is using the camera.",
    words: "Close other video calls or camera programs, then try again.",
    retry: "Try again",
  },
  vanished: {
    title: "Paused: the camera is gone.",
    words: "Plug it in again. Your set goes on by itself, nothing is lost.",
    retry: "Try again",
  },
  frozen: {
    title: "Paused: the camera sends no picture.",
    words: "Uncover it, or unplug it and plug it in again.",
    retry: "Try again",
  },
  unknown: {
    title: "The camera does not start.",
    words: "Unplug it and plug it in again, or restart the browser, then try again.",
    retry: "Try again",
  },
  clip: {
    title: "The clip does not play.",
    words: "Your browser cannot show this video. Try another browser.",
    retry: "Try again",
  },
  lost: {
    title: "Paused: the connection to the coach is lost.",
    words: "I try again by myself. Your set is kept.",
    retry: "Try now",
  },
  crowded: {
    title: "The coach is busy with other people.",
    words: "I try again by myself until a place is free.",
    retry: "Try now",
  },
  elsewhere: {
    title: "Your set goes on in another window.",
    words: "Exercise there, or go on here.",
    retry: "Go on here",
  },
  over: {
    title: "This set is over.",
    words: "Load this page again to begin another one.",
  },
  foreign: {
    title: "The coach does not know this address.",
    words: "Open the page at the address that the coach printed when it started.",
    retry: "Try again",
  },
};
