import { pathOf } from './request-path'

// Pictures are larger than forms: `lib/http/picture/read-upload.ts` limits their size.
const pictureUpload = /^\/(edit-profile|api\/account)\/picture\/?$/

export function isPictureUpload(url: string): boolean {
  return pictureUpload.test(pathOf(url))
}
