// Small ways to build elements without HTML strings, so that no text from outside is ever parsed.

const SVG = "http://www.w3.org/2000/svg";

/** The element with this id of index.html. */
export const byId = (id) => document.getElementById(id);

/** An element with attributes (null and false leave one out, true sets it empty) and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Adds a style sheet to the page, once. */
export function loadStyle(href) {
  if (!document.head.querySelector(`link[href="${href}"]`)) document.head.append(el("link", { rel: "stylesheet", href }));
}

/** A picture of the sprite in index.html, for the eye only: text beside it says the same. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Changes the picture of an element made by icon(). */
export function setIcon(svg, name) {
  svg.firstElementChild.setAttribute("href", `#i-${name}`);
}

/** Sets the text only if it differs: an unchanged live region stays silent, an unchanged node is not laid out again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A drawn element, with attributes and children like el(). */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
