/** Runs tasks that set the cookie or change the user one after the other. */
export interface SerialQueue {
  run<Value>(task: () => Promise<Value>): Promise<Value>
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
