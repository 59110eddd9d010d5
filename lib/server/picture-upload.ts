import { pathOf } from './request-path'

/** What is sent there is larger than any form, and read no further than it may go (`lib/http/picture/read-picture.ts`). */
const pictureUpload = /^\/(edit-profile|api\/account)\/picture\/?$/

/** Whether a picture may be sent to this address. */
export function isPictureUpload(url: string): boolean {
  return pictureUpload.test(pathOf(url))
}
