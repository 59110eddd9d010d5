import type { Answer } from './answer'
import { closeWhenAnswered } from './drain'
import type { IncomingRequest } from './incoming-request'
import { blameSender } from './steps/blame-sender'
import { blameUnreadableAction } from './steps/blame-unreadable-action'
import { clearOnSignOut } from './steps/clear-on-sign-out'
import { cutSlowBody } from './steps/cut-slow-body'
import { dropInternalHeaders } from './steps/drop-internal-headers'
import { guardForm } from './steps/guard-form'
import { guardMethod } from './steps/guard-method'
import { identifyRequest } from './steps/identify-request'
import { leadStaleFormBack } from './steps/lead-stale-form-back'
import { logRequest } from './steps/log-request'
import { markBusyAnswer } from './steps/mark-busy-answer'
import { measureRequest } from './steps/measure-request'
import { normalizeAddress } from './steps/normalize-address'
import { recordPeer } from './steps/record-peer'
import { refuseWithoutHost } from './steps/refuse-without-host'
import { secureAnswer } from './steps/secure-answer'
import { speakAsAddressed } from './steps/speak-as-addressed'
import { noteTraffic } from './traffic'

/** Looks at a request, and may change it or its answer, or answer it. */
export type Step = (request: IncomingRequest, answer: Answer) => void

/**
 * All that happens to a request before Next sees it, in this order. Of those that change the head of its answer, the
 * first has the last word.
 */
const steps: readonly Step[] = [
  normalizeAddress,
  dropInternalHeaders,
  guardMethod,
  blameSender,
  guardForm,
  blameUnreadableAction,
  recordPeer,
  secureAnswer,
  clearOnSignOut,
  identifyRequest,
  markBusyAnswer,
  leadStaleFormBack,
  speakAsAddressed,
  measureRequest,
  logRequest,
  noteTraffic,
  closeWhenAnswered,
  cutSlowBody,
  refuseWithoutHost,
]

/** Takes one step after the other, until one has answered: then it is nobody else's turn. */
export function takeSteps(request: IncomingRequest, answer: Answer): void {
  for (const step of steps) {
    step(request, answer)
    if (answer.writableEnded) return
  }
}
