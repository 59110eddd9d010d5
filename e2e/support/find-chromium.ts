import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A browser to test with: Playwright's own where it is installed, else the system's, else null. */
export function findChromium(): string | null {
  return [chromium.executablePath(), ...places].find((place) => existsSync(place)) ?? null
}
