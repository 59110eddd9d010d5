import { components } from './components'
import { confirm, deadTicket, newPassword, wrongLink } from './link-pages'
import { inbox, reset, verifyEmail } from './mail-pages'
import { mails } from './mails'
import { busy, fault, notFound } from './other-pages'
import { profile } from './profile-page'
import { link, login, register } from './sign-in-pages'

/** All subjects of the gallery, in the order in which users see them. */
export const pages = [
  register,
  verifyEmail,
  confirm,
  login,
  link,
  reset,
  newPassword,
  deadTicket,
  wrongLink,
  profile,
  notFound,
  busy,
  fault,
  inbox,
]

export const subjects = [components, ...pages, ...mails]

export type Subject = (typeof subjects)[number]
