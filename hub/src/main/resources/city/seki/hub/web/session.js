// Who is looking: what is shown once - a token, a password, the city's directory - becomes a cookie that no script can read.

import * as api from "./api.js";

let told = null; // the word by which the way back from the city's directory says why it failed

/** Takes a parameter out of the address, and with it out of the history, at once. */
function take(name) {
  const address = new URL(location.href);
  const value = address.searchParams.get(name);
  if (value === null) return null;
  address.searchParams.delete(name);
  history.replaceState(null, "", address);
  return value;
}

/** A link with ?token= signs in; one with ?sign-in= comes from the city's directory and says what went wrong there. */
export async function takeToken() {
  told = take("sign-in");
  const token = take("token");
  if (token !== null) await api.signIn({ token }).catch(() => {}); // a bad one ends in the sign-in panel, by the 401 that follows
}

/** Asks who is there until somebody signs in, then starts the page anew. */
export async function signIn() {
  const { ask } = await import("./sign-in.js");
  ask(told);
}
