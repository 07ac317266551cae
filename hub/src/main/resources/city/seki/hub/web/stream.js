// The hub's server-sent events, read with fetch and not with EventSource: that one gives up after an HTTP error
// and forgets where it was, hides a 401, and takes a connection that died without a word for alive.

const SILENCE_MS = 25_000; // the hub speaks every 10 s
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** Cuts a text stream into events (HTML Living Standard §9.2.6). */
class EventParser {
  #rest = "";
  #event = "";
  #data = [];
  lastId = null;

  constructor(onEvent) {
    this.onEvent = onEvent;
  }

  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line);
  }

  /** A new connection starts with no half event of the old one. */
  restart() {
    this.#rest = "";
    this.#event = "";
    this.#data = [];
  }

  #line(line) {
    if (line === "") {
      if (this.#data.length) this.onEvent(this.#event || "message", this.#data.join("\n"));
      this.#event = "";
      this.#data = [];
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#event = value;
    else if (field === "id" && !value.includes("\0")) this.lastId = value;
  }
}

/**
 * Follows the stream until the session ends, coming back by itself and resuming after the last event seen.
 *
 * @param hears `event(name, data)`, `open(resumed)`, `alive()` at every sign of life, `lost()`, `signedOut()`
 */
export async function follow(url, hears) {
  const parser = new EventParser((name, data) => hears.event(name, JSON.parse(data)));
  let wait = FIRST_WAIT_MS;
  for (;;) {
    try {
      if (!(await readOnce(url, parser, hears, () => (wait = FIRST_WAIT_MS)))) return hears.signedOut();
    } catch (failure) {
      console.info("event stream:", failure.message); // whatever it was, the remedy is the same: again
    }
    hears.lost();
    await pause(wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** One connection from start to end; false if the hub wants a sign-in. */
async function readOnce(url, parser, hears, onOpen) {
  const abort = new AbortController();
  const silence = () => setTimeout(() => abort.abort(new Error("silent for too long")), SILENCE_MS);
  let timer = silence();
  try {
    const resumed = parser.lastId !== null;
    const headers = { Accept: "text/event-stream", ...(resumed && { "Last-Event-ID": parser.lastId }) };
    const answer = await fetch(url, { headers, signal: abort.signal, cache: "no-store", credentials: "same-origin" });
    if (answer.status === 401) return false;
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    parser.restart();
    onOpen();
    hears.alive();
    hears.open(resumed);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      clearTimeout(timer);
      timer = silence();
      hears.alive();
      parser.push(value);
    }
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/** Waits, but no longer than until the network is back or the page is looked at again. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
    document.addEventListener("visibilitychange", done);
  });
}
