import type { ComponentProps } from 'react'
import NotFoundPage from '@/app/not-found'
import { BusyView } from '@/components/frame/busy-view'
import { FaultView } from '@/components/frame/fault-view'
import { Fault } from './fault'
import { pageSubject } from './page-subject'

export const notFound = pageSubject<object>({
  name: 'not-found',
  path: '/…',
  View: NotFoundPage,
  usual: {},
  cases: {},
  forms: {},
})

export const busy = pageSubject<object>({
  name: 'busy',
  path: '/…',
  View: BusyView,
  usual: {},
  cases: {},
  forms: {},
})

export const fault = pageSubject<ComponentProps<typeof Fault>>({
  name: 'fault',
  path: '/…',
  View: Fault,
  views: [FaultView],
  usual: { isUpdated: false },
  cases: { isUpdated: { true: { isUpdated: true }, false: 'usual' } },
  forms: {},
})
