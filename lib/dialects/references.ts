import { accountReference } from './account-reference'
import { classicReference } from './classic-reference'
import { deviceReference } from './device-reference'
import type { Reference } from './reference'
import { restReference } from './rest-reference'
import { ticketReference } from './ticket-reference'

/** What every dialect tells developers, in the order of the page `/docs`. */
export const references: readonly Reference[] = [
  classicReference,
  deviceReference,
  ticketReference,
  restReference,
  accountReference,
]
