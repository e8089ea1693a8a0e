// The JSON messages that go over the socket. The Python side writes and reads them in
// live/wire.py and kiosk/wire.py; tests/web/test_messages.py compares the two.

/** A place in a frame, in its pixels. */
export type Point = [x: number, y: number];
export type Side = "left" | "right";
export type SessionPhase = "set_up" | "count_down" | "exercise" | "paused" | "rest" | "finished";
export type SetState =
  | "looking"
  | "get_ready"
  | "ready"
  | "moving"
  | "holding"
  | "paused"
  | "done";
export type MessageKind = "plain" | "advice" | "correct" | "stop" | "good" | "hold";
export type PausedBy = "arm" | "button" | "away";
export type ToneName = "start" | "hold_reached" | "rep_done" | "correct" | "stop";
/** The lower, the sooner it is said. */
export type Priority = 0 | 1 | 2 | 3 | 4 | 5 | 6;
export type Scene = "attract" | "consent" | "exercise" | "result";

/** What can be wrong; the texts for each are in ui/camera/texts.py. */
export type Trouble = CameraTrouble | ConnectionTrouble | PageTrouble;
/** Told by component.js, which is there before the page. */
export type PageTrouble = "unloaded";
export type CameraTrouble =
  | "asking"
  | "insecure"
  | "denied"
  | "missing"
  | "busy"
  | "vanished"
  | "frozen"
  | "unknown"
  | "clip";
export type ConnectionTrouble = "lost" | "crowded" | "elsewhere" | "over";

/** The first message: what is needed to draw a pose. */
export interface Hello {
  kind: "hello";
  version: number;
  /** Pairs of landmarks that a line joins. */
  bones: [from: number, to: number][];
}

/** The answer to a frame that was not looked at. */
export interface Skipped {
  kind: "skipped";
  sequence: number;
}

/** The answer to a frame that was looked at. */
export interface Update {
  kind: "update";
  sequence: number;
  /** How many people are in the picture. */
  people: number;
  /** Where they are; only if there are several. */
  bystanders: Bystanders | null;
  pace: Pace | null;
  session_phase: SessionPhase;
  message: Message;
  /** The utterances of the last seconds: the same one is sent several times. */
  says: Utterance[];
  set_plan: SetTitle;
  count_down_s: number | null;
  rest_s: number | null;
  may_go_on: boolean;
  paused_by: PausedBy | null;
  /** The limb at the target, as lines. */
  target_overlay: Point[][] | null;
  stage: SetState;
  advice: { code: string; text: string } | null;
  cue: Cue | null;
  side: Side | null;
  phase: string | null;
  angle_deg: number | null;
  start_deg: number | null;
  target_deg: number | null;
  /** The share of the way from the start to the target; beyond 1 past the target. */
  progress: number | null;
  hold_s: number;
  hold_asked_s: number;
  reps: number;
  attempts: number;
  reps_asked: number;
  /** The landmarks of the measured angle: outer end, joint, inner end. */
  highlight: [outer: number, joint: number, end: number] | null;
  pose: Pose | null;
}

export interface Message {
  tone: MessageKind;
  text: string;
}

/** Everybody in the picture, while there are several. */
export interface Bystanders {
  /** In shares of the picture's width and height. */
  boxes: [left: number, top: number, right: number, bottom: number][];
  /** The index of the person who exercises. */
  followed: number | null;
  /** Whether that person was pointed out on the screen. */
  chosen: boolean;
}

/** How often frames are judged while others exercise as well. */
export interface Pace {
  fps: number;
  people: number;
  text: string;
}

/** Something to say, by a voice and by a tone. */
export interface Utterance {
  /** Rises with every utterance of a session. */
  serial: number;
  priority: Priority;
  tone: ToneName | null;
  words: string[];
  /** The recording of each sentence; null for one that was not recorded. */
  files: (string | null)[];
}

/** Which set of the session this is. */
export interface SetTitle {
  index: number;
  count: number;
  side: Side | null;
  title: string;
}

export interface Cue {
  text: string;
  severity: string;
  rule: string | null;
  is_praise: boolean;
  since_s: number | null;
}

export interface Pose {
  size_px: [width: number, height: number];
  /** By landmark; null where there is none. */
  points: ([x: number, y: number, visibility: number] | null)[];
}

/** What a kiosk shows: sent when something was touched or time has passed, and with every update. */
export interface SceneState {
  scene: Scene;
  language: string;
  /** The least time between two frames. */
  pace_ms: number;
  people: number;
  /** How much of the time that an arm must stay raised has passed, 0 to 1. */
  arm: number;
  /** Until the scene ends by itself. */
  left_s: number | null;
  result: Result | null;
}

export interface SceneMessage extends SceneState {
  kind: "scene";
}

/** What a visitor has done. */
export interface Result {
  reps: number;
  reps_asked: number;
  longest_hold_s: number;
  hold_asked_s: number;
  remark: string;
  is_praise: boolean;
  was_stopped: boolean;
}

/** An update of a kiosk; outside an exercise only the scene's part is there. */
export type KioskUpdate = Partial<Update> & SceneState & { kind: "update"; sequence: number };

/** Whatever the page gets. */
export type Incoming<U = Update> = Hello | Skipped | U | SceneMessage;

/** Whatever the page sends besides its frames. */
export type Outgoing =
  | { kind: "choose"; x: number; y: number }
  | { kind: "pause" | "resume" | "go_on" }
  | { kind: "here"; camera: CameraTrouble | null; at_ms: number }
  | { kind: "press"; what: string; at_ms: number }
  | { kind: "language"; code: string };
