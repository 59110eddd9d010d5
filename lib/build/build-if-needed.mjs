import { ensureBuilt } from './ensure-built.mjs'

process.exit(await ensureBuilt())
