// Where pictures come from: a camera, or a clip in its place.

import type { CameraChoice } from "./cameras.js";
import type { Frame } from "./frames.js";
import type { CameraTrouble } from "./messages.js";

export interface SourceListener {
  /** Null when there is none any more. */
  trouble(trouble: CameraTrouble | null): void;
  /** A clip is over. */
  end?(): void;
  /** Which cameras there are, and which is shown; null before the first one was. */
  cameras?(cameras: CameraChoice[], shown: CameraChoice | null): void;
}

export interface Source {
  /** Whether the picture stands still until one has been judged. */
  readonly isWaiting: boolean;
  open(): void;
  /** Show another camera, as has been chosen. */
  choose(): void;
  /**
   * When a picture was taken that came on the screen at `shownMs`, on a rising clock; null if it is
   * not to be judged.
   */
  captureTimeMs(shownMs: number, about?: VideoFrameCallbackMetadata): number | null;
  /** A new picture is on the screen. */
  pictureShown(shownMs: number): void;
  /** The coach has judged a picture. */
  pictureJudged(frame: Frame): void;
  /** To be called now and then with the time of the last picture: opens it again if it hangs. */
  watch(lastPictureMs: number): void;
  close(): void;
}
