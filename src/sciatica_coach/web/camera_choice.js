// Before a session: which camera is to be used. The choice stays in this browser.

import { fillList } from "./controls/camera_chooser.js";
import { openSettings } from "./controls/settings.js";
import { troubleName } from "./net/camera.js";
import { findCamera, listCameras } from "./net/cameras.js";
import { find } from "./screen/find.js";
import { fillIn, setText } from "./screen/texts.js";

/** @import { CameraChoice } from "./net/cameras.js" */
/** @import { Component, Texts } from "./page_data.js" */

class CameraChoicePart {
  #texts;
  #button;
  #row;
  #list;
  #told;
  #settings = openSettings();
  /** @type {CameraChoice[]} */
  #cameras = [];
  #undo = new AbortController();

  /** @param {Component<{ texts: Texts }>} component */
  constructor({ parentElement: root, data }) {
    this.#texts = data.texts;
    this.#button = find(root, ".look", HTMLButtonElement);
    this.#row = find(root, ".camera-choice", HTMLElement);
    this.#list = find(root, "select", HTMLSelectElement);
    this.#told = find(root, ".told", HTMLElement);
    const { signal } = this.#undo;
    this.#button.addEventListener("click", () => this.#askForCameras(), { signal });
    this.#list.addEventListener("change", () => this.#choose(), { signal });
    const onChange = () => this.#show();
    navigator.mediaDevices?.addEventListener("devicechange", onChange, { signal });
    this.#show();
  }

  close() {
    this.#undo.abort();
  }

  #choose() {
    const nobody = { id: "", name: "" };
    const chosen = this.#cameras.find(({ id }) => id === this.#list.value);
    this.#settings.setCamera(chosen ?? nobody);
  }

  /** Browsers tell the names of cameras only to pages that were allowed to use one. */
  async #askForCameras() {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      for (const track of stream.getTracks()) track.stop();
      await this.#show();
    } catch (error) {
      const name = troubleName(/** @type {Error} */ (error));
      setText(this.#told, `${this.#texts[`${name}_title`]} ${this.#texts[`${name}_words`]}`);
    }
  }

  async #show() {
    this.#cameras = await listCameras();
    const cameras = this.#cameras;
    const isTold = cameras.length > 0;
    this.#button.hidden = isTold || !navigator.mediaDevices;
    this.#row.hidden = cameras.length < 2;
    const only = cameras.length === 1 ? cameras[0].name : "";
    setText(this.#told, only && fillIn(this.#texts.only_camera, { name: only }));
    fillList(this.#list, [
      ["", this.#texts.any_camera],
      ...cameras.map(({ id, name }) => [id, name]),
    ]);
    const { camera } = this.#settings;
    this.#list.value = (camera && findCamera(cameras, camera)?.id) ?? "";
  }
}

/**
 * Show the choice in its place on the page; gives back how to take it away.
 *
 * @param {Component<{ texts: Texts }>} component
 */
export function mount(component) {
  const part = new CameraChoicePart(component);
  return () => part.close();
}
