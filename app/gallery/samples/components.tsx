import { ComponentsView } from '@/app/gallery/components-view'
import { pageSubject } from './page-subject'

export const components = pageSubject<object>({
  name: 'components',
  path: 'components/',
  View: ComponentsView,
  usual: {},
  cases: {},
  forms: {},
})
