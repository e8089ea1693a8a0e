// Sends a file to the coach: asks for room first, then sends it, and tells how far it has come.

/**
 * How sending ended: it is there, or why not. "network" is a connection that was cut.
 *
 * @typedef {string | null} Refusal
 */

/**
 * What the server needs to know before a file comes. A name may hold what no address can.
 *
 * @param {string} ticket
 * @param {{ name: string, size: number }} file
 * @returns {Record<string, string>}
 */
export function headersFor(ticket, { name, size }) {
  return {
    "Coach-Ticket": ticket,
    "Coach-File-Name": encodeURIComponent(wellFormed(name)),
    "Coach-File-Size": `${size}`,
  };
}

/**
 * Half of a pair of characters cannot be sent; it becomes a question mark.
 *
 * @param {string} text
 */
function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/**
 * A size in words: three digits are enough.
 *
 * @param {number} bytes
 * @param {string} language
 */
export function sizeInWords(bytes, language) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[unit],
    unitDisplay: unit ? "short" : "long",
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/**
 * Why a request was refused, as the server says it.
 *
 * @param {string} answer
 * @returns {string}
 */
export function refusalOf(answer) {
  try {
    return String(JSON.parse(answer).refusal ?? "network");
  } catch {
    return "network";
  }
}

/** One file on its way. */
export class Sending {
  #address;
  #onProgress;
  #request = new XMLHttpRequest();
  #stop = new AbortController();

  /**
   * @param {string} address
   * @param {(share: number) => void} onProgress
   */
  constructor(address, onProgress) {
    this.#address = address;
    this.#onProgress = onProgress;
  }

  /**
   * @param {string} ticket
   * @param {File} file
   * @returns {Promise<Refusal>}
   */
  async send(ticket, file) {
    try {
      const { signal } = this.#stop;
      const headers = headersFor(ticket, file);
      const begun = await fetch(this.#address, { method: "POST", headers, signal });
      if (!begun.ok) return refusalOf(await begun.text());
      const { key } = await begun.json();
      return await this.#put(key, file);
    } catch {
      return this.#stop.signal.aborted ? "cancelled" : "network";
    }
  }

  cancel() {
    this.#stop.abort();
    this.#request.abort();
  }

  /**
   * Not `fetch`: it does not tell how much has been sent.
   *
   * @param {string} key
   * @param {File} file
   * @returns {Promise<Refusal>}
   */
  #put(key, file) {
    const request = this.#request;
    return new Promise((resolve) => {
      request.upload.addEventListener("progress", ({ loaded }) => {
        this.#onProgress(loaded / file.size);
      });
      request.addEventListener("load", () => {
        resolve(request.status === 204 ? null : refusalOf(request.responseText));
      });
      request.addEventListener("error", () => resolve("network"));
      request.addEventListener("abort", () => resolve("cancelled"));
      request.open("PUT", this.#address);
      request.setRequestHeader("Coach-Key", key);
      request.send(file);
    });
  }
}
