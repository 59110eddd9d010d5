/** The milliseconds of processor time, of all its threads, that this process spends: a busy machine adds none. */
export async function cpuMillis(act: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
