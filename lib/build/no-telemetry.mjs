// Turns off https://nextjs.org/telemetry. `next.config.mjs` imports this before Next reads it.
process.env.NEXT_TELEMETRY_DISABLED = '1'
