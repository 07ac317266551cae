// What this browser remembers of its reader's choices; nothing is told to the hub.

/** What was remembered, null if nothing was, or the browser's policy forbids it. */
export function recall(name) {
  try {
    return localStorage.getItem(`seki.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`seki.${name}`, value);
  } catch {
    // not remembered, see recall()
  }
}
