// The button by which somebody of the roster sees what is held about them.

import { byId, loadStyle } from "./dom.js";

export class Me {
  #page;
  #button = byId("me");
  #panel = null;

  constructor(page) {
    this.#page = page;
    this.#button.addEventListener("click", () => this.#show());
    this.#button.hidden = false;
  }

  translate() {
    this.#panel?.translate();
  }

  async #show() {
    try {
      loadStyle("/web/cards.css");
      loadStyle("/web/me.css");
      const { MyPanel } = await import("./my-panel.js");
      this.#panel ??= new MyPanel(this.#page);
      this.#panel.open();
    } catch {
      this.#page.complain({ status: 0 });
    }
  }
}
