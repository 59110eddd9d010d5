import NotFoundPage from '@/app/not-found'
import { BusyView } from '@/components/views/busy-view'
import { FaultView } from '@/components/views/fault-view'
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

export const fault = pageSubject<object>({
  name: 'fault',
  path: '/…',
  View: Fault,
  views: [FaultView],
  usual: {},
  cases: {},
  forms: {},
})
