// Which cameras there are, what they are called, and which one is wanted.

/**
 * A camera as the browser lists it. Its id may change from one day to the next; its name stays.
 *
 * @typedef {{ id: string, name: string }} CameraChoice
 */

/**
 * Programs that pass for a camera: they show what they like, or nothing while they are not running.
 */
const VIRTUAL = /\bobs\b|virtual|manycam|xsplit|vcam|snap camera|\bndi\b|screen.?capture/i;
/** Chromium adds the USB numbers of maker and model. */
const USB_NUMBERS = /\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/i;

/**
 * Whether a camera of this name is a program.
 *
 * @param {string} name
 */
export function isVirtual(name) {
  return VIRTUAL.test(name);
}

/**
 * The cameras of a list of devices, each with a name of its own. Empty as long as the browser has
 * not been allowed to tell.
 *
 * @param {Pick<MediaDeviceInfo, "kind" | "deviceId" | "label">[]} devices
 * @returns {CameraChoice[]}
 */
export function camerasIn(devices) {
  const cameras = devices.filter(
    ({ kind, deviceId, label }) => kind === "videoinput" && deviceId && label,
  );
  /** @type {Map<string, number>} */
  const met = new Map();
  return cameras.map(({ deviceId: id, label }) => {
    const name = label.replace(USB_NUMBERS, "");
    const times = (met.get(name) ?? 0) + 1;
    met.set(name, times);
    return { id, name: times > 1 ? `${name} (${times})` : name };
  });
}

/**
 * The camera that was chosen before: by its id, or by its name if the id has changed.
 *
 * @param {CameraChoice[]} cameras
 * @param {CameraChoice} chosen
 */
export function findCamera(cameras, { id, name }) {
  return cameras.find((each) => each.id === id) ?? cameras.find((each) => each.name === name);
}

/**
 * The camera that should be shown instead of the one that the browser has opened; undefined if that
 * one is right.
 *
 * @param {CameraChoice[]} cameras
 * @param {string} openId of the camera that is open
 * @param {CameraChoice | null} chosen null if nobody has chosen
 */
export function betterCamera(cameras, openId, chosen) {
  const wanted = chosen && findCamera(cameras, chosen);
  if (wanted) return wanted.id === openId ? undefined : wanted;
  const open = cameras.find(({ id }) => id === openId);
  return open && isVirtual(open.name) ? cameras.find(({ name }) => !isVirtual(name)) : undefined;
}

/** The cameras of this computer, as far as the browser tells. */
export async function listCameras() {
  return camerasIn((await navigator.mediaDevices?.enumerateDevices()) ?? []);
}
