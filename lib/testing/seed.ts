/** Seed of random tests. Constant by default, so that failures can be repeated. */
export const seed = Number(process.env.FUZZ_SEED ?? 1)
