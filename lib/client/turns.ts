/** Work that must not overlap: whatever sets the cookie or says who the user is. */
export interface Turns {
  /** Runs after all that was asked for before. */
  take<Value>(run: () => Promise<Value>): Promise<Value>
  /** Nothing runs or waits. */
  idle(): Promise<void>
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take(run) {
      const mine = last.then(run)
      last = mine.catch(() => {})
      return mine
    },
    async idle() {
      let seen: Promise<unknown> | null = null
      while (seen !== last) {
        seen = last
        await seen
      }
    },
  }
}
