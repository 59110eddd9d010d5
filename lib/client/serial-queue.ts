/** Work that must not overlap: whatever sets the cookie or says who the user is. */
export interface SerialQueue {
  /** Runs after all that was asked for before. */
  run<Value>(task: () => Promise<Value>): Promise<Value>
  /** Nothing runs or waits. */
  idle(): Promise<void>
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(task) {
      const result = last.then(task)
      last = result.catch(() => {})
      return result
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
