import type { Answer } from './answer'
import { trackOpenAnswer } from './drain'
import type { IncomingRequest } from './incoming-request'
import { abortSlowBody } from './steps/abort-slow-body'
import { clearOnSignOut } from './steps/clear-on-sign-out'
import { guardForm } from './steps/guard-form'
import { guardMethod } from './steps/guard-method'
import { identifyRequest } from './steps/identify-request'
import { logRequest } from './steps/log-request'
import { measureRequest } from './steps/measure-request'
import { normalizeRequestUrl } from './steps/normalize-request-url'
import { recordPeer } from './steps/record-peer'
import { redirectStaleForm } from './steps/redirect-stale-form'
import { rejectUnreadableAction } from './steps/reject-unreadable-action'
import { rejectUnreadableForm } from './steps/reject-unreadable-form'
import { removeInternalHeaders } from './steps/remove-internal-headers'
import { requireHost } from './steps/require-host'
import { setBusyStatus } from './steps/set-busy-status'
import { setGalleryLocale } from './steps/set-gallery-locale'
import { setSecurityHeaders } from './steps/set-security-headers'
import { noteTraffic } from './traffic'

/** Inspects a request. It may change the request or its answer, or answer it. */
export type Step = (request: IncomingRequest, answer: Answer) => void

/** Runs before Next, in this order. When several steps change status or headers, the first one decides. */
const steps: readonly Step[] = [
  normalizeRequestUrl,
  removeInternalHeaders,
  guardMethod,
  rejectUnreadableForm,
  guardForm,
  rejectUnreadableAction,
  recordPeer,
  setSecurityHeaders,
  clearOnSignOut,
  identifyRequest,
  setBusyStatus,
  redirectStaleForm,
  setGalleryLocale,
  measureRequest,
  logRequest,
  noteTraffic,
  trackOpenAnswer,
  abortSlowBody,
  requireHost,
]

export function runSteps(request: IncomingRequest, answer: Answer): void {
  for (const step of steps) {
    step(request, answer)
    if (answer.writableEnded) return
  }
}
