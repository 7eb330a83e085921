/// <reference lib="dom" />
// Light or dark: what the system prefers, until the button says otherwise.
import { element } from './elements.js'
import { changed } from './state.js'

const prefersDark = matchMedia('(prefers-color-scheme: dark)')

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen === undefined ? prefersDark.matches : chosen === 'dark'
}

function name(): void {
  element('theme').textContent = isDark() ? '☀ light' : '☾ dark'
}

/** Starts the button. */
export function startTheme(): void {
  name()
  element('theme').addEventListener('click', () => {
    document.documentElement.dataset['theme'] = isDark() ? 'light' : 'dark'
    name()
    changed('theme')
  })
  prefersDark.addEventListener('change', () => {
    name()
    changed('theme')
  })
}
