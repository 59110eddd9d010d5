import { ensureBuilt } from './ensure-built.mjs'

/** Runs before `npm start`. */
process.exit(await ensureBuilt())
