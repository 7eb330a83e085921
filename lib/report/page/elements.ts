/// <reference lib="dom" />
// The page's elements, and the only ways text comes into them: as text.

/** The element of the page's own markup with that id. */
export function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

/** A new element with a class and a text. */
export function make(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}
