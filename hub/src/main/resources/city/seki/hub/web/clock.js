// Time: the city's, and how long ago something was by the browser's own clocks.

/** Measures seconds since its last mark. */
export class Stopwatch {
  #steady;
  #wall;

  constructor() {
    this.mark();
  }

  mark() {
    this.#steady = performance.now();
    this.#wall = Date.now();
  }

  /** The larger of two clocks: the steady one stops while a laptop sleeps, the other one can be set back. */
  seconds() {
    return Math.max(performance.now() - this.#steady, Date.now() - this.#wall) / 1000;
  }
}

/** The city's clock as last told by the hub; only the demo lets it run at another speed than ours. */
export class CityClock {
  #told = Date.now();
  #since = performance.now();
  speed = 1;

  /** @param {string} now RFC 3339, as the hub gives it */
  tell(now) {
    const told = Date.parse(now);
    if (Number.isNaN(told)) return;
    this.#told = told;
    this.#since = performance.now();
  }

  now() {
    return new Date(this.#told + (performance.now() - this.#since) * this.speed);
  }
}
