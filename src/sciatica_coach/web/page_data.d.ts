// What the server gives a page when it is loaded: ui/camera/component.py and ui/kiosk/page.py.

import type { Side } from "./net/messages.js";

export type Texts = Record<string, string>;
/** The address of the set-up picture, by the side that is turned to the camera. */
export type SetUpPictures = Partial<Record<Side, string>>;

/** What the view shows of a session from its beginning. */
export interface ViewData {
  texts: Texts;
  language: string;
  set_up_pictures: SetUpPictures;
  mirrored: boolean;
  /** Whether the person lies: a picture that stands upright shows them small. */
  lies_down: boolean;
  name: string;
  side: string;
  reps: number;
  hold_s: number;
}

export interface SessionData extends ViewData {
  /** The path of the socket. */
  socket: string;
  /** The address of the clip that takes the camera's place. */
  clip: string | null;
  /** The address of the folder with the recorded phrases. */
  voice: string;
  /** How long a session that is finished stays on the screen. */
  linger_ms: number;
}

/** What Streamlit hands a component that it mounts. */
export interface Component<Data> {
  parentElement: HTMLElement;
  data: Data;
  setTriggerValue(name: string, value: unknown): void;
}

export interface UploadData {
  texts: Texts;
  language: string;
  /** Where a video is sent to. */
  address: string;
  /** Lets one video be sent. */
  ticket: string;
  /** What the browser offers to choose. */
  accept: string;
  limit_bytes: number;
  /** The video that the server has. */
  file: { name: string; size: number } | null;
  /** Whether it is being looked at, so that it cannot be taken back. */
  is_locked: boolean;
}

/** Every word of a kiosk in one language. */
export interface KioskTexts {
  texts: Texts;
  session: Texts;
  staff: Texts;
  exercises: Texts;
  purposes: Texts;
  signs: string[];
  number: string;
  precautions: string[];
  disclaimer: string;
}

export interface Clip {
  url: string;
  exercise: string;
}

export interface KioskData {
  language: string;
  exercise: string;
  set_up_pictures: SetUpPictures;
  mirrored: boolean;
  lies_down: boolean;
  /** Name of the camera that the staff has chosen; empty if none was. */
  camera: string;
  volume: number;
  muted: boolean;
  reps: number;
  hold_s: number;
  languages: { code: string; name: string }[];
  words: Record<string, KioskTexts>;
  clips: Clip[];
}

/** What the staff can set. */
export interface StaffSettings {
  exercise: string;
  side: string;
  reps: number;
  hold_s: number;
  language: string;
  volume: number;
  muted: boolean;
  camera: string;
}

export interface Health {
  camera: string | null;
  vision_worker: string | null;
  replaced: number;
  up_s: number;
  memory_mb: number;
  visitors: number;
}

/** What the server answers to the staff menu. */
export interface StaffAnswer {
  pass?: string;
  kept?: boolean;
  settings: StaffSettings;
  /** Repetitions and hold that suit an exercise. */
  doses: Record<string, [reps: number, hold_s: number]>;
  health: Health;
}

/** What lets a browser in, in a clinic. */
export interface ClinicData {
  texts: Texts;
  /** Where a ticket is taken. */
  address: string;
  /** Lets this page in, once; null while nobody has shown who they are. */
  ticket: string | null;
}
