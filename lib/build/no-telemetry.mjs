/** Nothing is told to the makers of Next (https://nextjs.org/telemetry). `next.config.mjs` loads this, before Next would. */
process.env.NEXT_TELEMETRY_DISABLED = '1'
