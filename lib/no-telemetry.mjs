/**
 * Nothing is told to the makers of Next (https://nextjs.org/telemetry). `next.config.ts` loads this, early enough for a
 * build; `npm run dev` loads it before Next, whose outer process reads no configuration.
 */
process.env.NEXT_TELEMETRY_DISABLED = '1'
