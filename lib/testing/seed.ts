/** What random tests draw from: the same every time, so that a failure is one of the code, unless another is asked for. */
export const seed = Number(process.env.FUZZ_SEED ?? 1)
