import NotFoundPage from '@/app/not-found'
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

export const fault = pageSubject<object>({
  name: 'fault',
  path: '/…',
  View: Fault,
  views: [FaultView],
  usual: {},
  cases: {},
  forms: {},
})
