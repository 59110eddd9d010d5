import { ComponentsView } from '@/app/gallery/components-view'
import { pageSubject } from './page-subject'

/** The parts that pages are made of, each in every state. */
export const components = pageSubject<object>({
  name: 'components',
  path: 'components/',
  View: ComponentsView,
  usual: {},
  cases: {},
  forms: {},
})
