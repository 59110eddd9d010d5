'use client'

import { unstable_isUnrecognizedActionError as isUnrecognized, unstable_rethrow } from 'next/navigation'
import type { FormAction, FormState } from '@/lib/form-state'

export interface UnansweredWords {
  /** The server was not reached. */
  unreachable: string
  /** Something answered, but not in our words. */
  broken: string
  /** The server has another build by now, and does not know the form. */
  updated: string
}

/**
 * The same action for a browser with script: what never reached the server, or broke on the way, becomes a
 * fault of the form, which keeps all that was typed, passwords too, because nobody has answered about them.
 */
export function keepingAction(action: FormAction, words: UnansweredWords): FormAction {
  return async (state, data) => {
    try {
      return await action(state, data)
    } catch (error) {
      unstable_rethrow(error)
      if (isUnrecognized(error))
        return { ...unanswered(state, data), message: words.updated, code: 'updated' }
      // `fetch` fails with a TypeError, and with nothing else, when there is no answer at all.
      const message = error instanceof TypeError ? words.unreachable : words.broken
      return { ...unanswered(state, data), message }
    }
  }
}

function unanswered({ attempt }: FormState, data: FormData): FormState {
  const texts = [...data].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const values = Object.fromEntries(texts)
  return { status: 'fault', message: null, code: null, faults: {}, values, attempt: attempt + 1 }
}
