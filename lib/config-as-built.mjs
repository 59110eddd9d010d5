import { existsSync, readFileSync } from 'node:fs'

/**
 * Loaded before Next (`npm start`): what was built is served with the configuration that it was built with, given
 * the way Next's own standalone server gives it. Else Next reads next.config.ts once more, and for that loads a
 * compiler that stays: 50 MB of memory.
 */
const built = '.next/required-server-files.json'
if (existsSync(built)) {
  const { config } = JSON.parse(readFileSync(built, 'utf8'))
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
}
