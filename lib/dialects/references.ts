import { accountReference } from './account/account-reference'
import { classicReference } from './classic/classic-reference'
import { deviceReference } from './device/device-reference'
import type { Reference } from './reference'
import { restReference } from './rest/rest-reference'
import { ticketReference } from './ticket/ticket-reference'

export const references: readonly Reference[] = [
  classicReference,
  deviceReference,
  ticketReference,
  restReference,
  accountReference,
]
