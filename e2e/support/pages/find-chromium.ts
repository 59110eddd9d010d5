import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

/** The headless shell first, as Playwright does with its own: the tests run a quarter faster. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** How to launch a test browser: Playwright's own where it is installed, otherwise the system's; null without any. */
export function findChromium(): { executablePath?: string } | null {
  if (existsSync(chromium.executablePath())) return {}
  const executablePath = places.find((place) => existsSync(place))
  return executablePath ? { executablePath } : null
}
