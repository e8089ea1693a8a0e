// Where pictures come from: a camera, or a clip in its place.

import type { CameraTrouble } from "./messages.js";

export interface SourceListener {
  /** Null when there is none any more. */
  trouble(trouble: CameraTrouble | null): void;
  /** A clip is over. */
  end?(): void;
}

export interface Source {
  /** Whether the picture stands still until `begin` is called. */
  readonly isWaiting: boolean;
  open(): void;
  /** The first picture has been judged. */
  begin(): void;
  /** To be called now and then with the time of the last picture: opens it again if it hangs. */
  watch(lastPictureMs: number): void;
  close(): void;
}
