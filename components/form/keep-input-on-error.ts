'use client'

import { unstable_isUnrecognizedActionError as isUnrecognized, unstable_rethrow } from 'next/navigation'
import type { FormAction, FormState } from '@/lib/form-state'

export interface ConnectionErrorTexts {
  unreachable: string
  broken: string
  /** The server runs another build and does not know the form. */
  updated: string
}

/** Keeps all input, passwords too, when a request fails or gets no valid response. */
export function keepInputOnError(action: FormAction, texts: ConnectionErrorTexts): FormAction {
  return async (state, data) => {
    try {
      return await action(state, data)
    } catch (error) {
      unstable_rethrow(error)
      if (isUnrecognized(error))
        return { ...failedState(state, data), message: texts.updated, code: 'updated' }
      // `fetch` throws a TypeError only when there is no response at all.
      const message = error instanceof TypeError ? texts.unreachable : texts.broken
      return { ...failedState(state, data), message }
    }
  }
}

function failedState({ attempt }: FormState, data: FormData): FormState {
  const texts = [...data].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const values = Object.fromEntries(texts)
  return { status: 'fault', message: null, code: null, faults: {}, values, attempt: attempt + 1 }
}
