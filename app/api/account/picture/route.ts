import { removePicture } from '@/lib/account/operations/profile/remove-picture'
import { setPicture } from '@/lib/account/operations/profile/set-picture'
import { account } from '@/lib/dialects/account/account-dialect'
import * as profile from '@/lib/dialects/account/account-profile'
import { bind, serveAll } from '@/lib/http/api/serve'
import { bindPicture } from '@/lib/http/picture/bind-picture'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveAll(
  account,
  bindPicture(profile.setPicture, setPicture),
  bind(profile.removePicture, removePicture),
)
