// The sensors of one room: what each says now and, for those who look after them, how honest it was in its last nights.

import * as api from "./api.js";
import { el, loadStyle } from "./dom.js";
import { ageIn } from "./room-model.js";
import { deviceName, saysWord, sensorName } from "./room-words.js";
import { honesty } from "./sensor-words.js";
import { ago, causeWord, t } from "./text.js";

/** Who may see how honest sensors are; the hub looks again. */
export const maySeeHonesty = (page) => page.may("facilities", "operator");

export class RoomSensors {
  element = el("ul", { class: "sensors" });
  #page;
  /** By sensor, once they were told: how honest each was. */
  #views = new Map();
  #lines = new Map();
  #asked = 0;

  constructor(page) {
    this.#page = page;
    loadStyle("/web/sensors.css");
  }

  /** For another room: what was known is no longer shown, and what is so there is asked for. */
  async load(office, room) {
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    this.#views.clear();
    this.#lines.clear();
    this.element.replaceChildren();
    if (!maySeeHonesty(this.#page)) return;
    try {
      const views = await api.sensors(office);
      if (asked !== this.#asked) return;
      for (const view of views) if (view.place === `room:${room}`) this.#views.set(view.sensor, view);
      this.translate();
    } catch (problem) {
      if (asked === this.#asked) this.#page.complain(problem); // what they say now is shown all the same
    }
  }

  /** Words have changed: every line anew at the next look. */
  translate() {
    this.#lines.clear();
  }

  /** Called every second: only what is said moves, so that a line can be read and selected. */
  show(room) {
    const lines = this.#wanted(room).map(([key, care, text, view]) => this.#line(key, care, text, view));
    const shown = [...this.element.children];
    if (lines.length !== shown.length || lines.some((line, i) => line !== shown[i])) this.element.replaceChildren(...lines);
  }

  #wanted(room) {
    const lines = room.sensors.map((sensor) => {
      const age = ageIn(room, sensor);
      const says = sensor.fault ? causeWord(sensor.fault) : saysWord(sensor.says);
      const text = `${sensorName(sensor.sensor, deviceName(room, sensor.sensor))}: ${says}${age === null ? "" : ` (${ago(age)})`}`;
      return [sensor.sensor, sensor.fault ? "broken" : "none", text, this.#views.get(sensor.sensor)];
    });
    return lines.length ? lines : [["", "none", t(room.unit ? "room.sensors_untold" : "room.no_sensor"), null]];
  }

  #line(key, care, text, view) {
    if (!this.#lines.has(key)) this.#lines.set(key, el("li", {}, el("span"), view ? honesty(view) : null));
    const line = this.#lines.get(key);
    if (line.dataset.care !== care) line.dataset.care = care;
    if (line.firstElementChild.textContent !== text) line.firstElementChild.textContent = text;
    return line;
  }
}
