import { removePicture } from '@/lib/account/remove-picture'
import { setPicture } from '@/lib/account/set-picture'
import { account } from '@/lib/dialects/account'
import * as profile from '@/lib/dialects/account-profile'
import { bind, serveAll } from '@/lib/http/serve'
import { bindPicture } from '@/lib/http/take-picture'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveAll(
  account,
  bindPicture(profile.setPicture, setPicture),
  bind(profile.removePicture, removePicture),
)
