// Loads the seats of the offices that are on the screen, a few at a time, the latest looked at first.

const AT_ONCE = 4;
const AGAIN_AFTER_FAILURE_MS = 4_000;

export class SeatLoader {
  #wanted = new Set();
  #running = new Set();
  #waiting = [];

  /** @param load async (office id) => void */
  constructor(load) {
    this.load = load;
  }

  /** Of those given together the first one first. */
  want(...offices) {
    for (const office of offices.reverse()) {
      this.#wanted.delete(office);
      this.#wanted.add(office);
    }
    this.#next();
  }

  isLoading(office) {
    return this.#running.has(office);
  }

  /** Scrolled away before its turn came. */
  forget(office) {
    this.#wanted.delete(office);
  }

  /** What is under way may already be too old: once more. */
  again() {
    for (const office of this.#running) this.#wanted.add(office);
  }

  /** Until nothing is wanted or under way. */
  done() {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#next();
    });
  }

  #next() {
    for (const office of [...this.#wanted].reverse()) {
      if (this.#running.size >= AT_ONCE) return;
      if (!this.#running.has(office)) this.#start(office);
    }
    if (!this.#running.size) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #start(office) {
    this.#wanted.delete(office);
    this.#running.add(office);
    try {
      await this.load(office);
    } catch {
      setTimeout(() => this.want(office), AGAIN_AFTER_FAILURE_MS);
    }
    this.#running.delete(office);
    this.#next();
  }
}
