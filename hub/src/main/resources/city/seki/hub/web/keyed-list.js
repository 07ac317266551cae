// A list whose items stay the same elements while what they show changes, so that a form in one keeps what was typed and its focus.

export class KeyedList {
  element;
  #make;
  #items = new Map();

  /**
   * @param element the list
   * @param make (key) => an item, with `element` and `show(value)`, and `showTimes()` and `translate()`
   */
  constructor(element, make) {
    this.element = element;
    this.#make = make;
  }

  /** @param {Map} values by key, in the order in which they are to be shown */
  show(values) {
    for (const [key, item] of this.#items) {
      if (values.has(key)) continue;
      item.element.remove();
      this.#items.delete(key);
    }
    let at = this.element.firstElementChild;
    for (const [key, value] of values) {
      if (!this.#items.has(key)) this.#items.set(key, this.#make(key));
      const item = this.#items.get(key);
      item.show(value);
      if (item.element === at) at = at.nextElementSibling;
      else this.element.insertBefore(item.element, at); // only what is not in its place is moved
    }
  }

  /** Says the same to every item. */
  tell(what) {
    for (const item of this.#items.values()) item[what]();
  }
}
