'use server'

import * as cancel from '@/lib/account/cancel-email-change'
import * as details from '@/lib/account/change-details'
import * as email from '@/lib/account/change-email'
import * as password from '@/lib/account/change-password'
import * as username from '@/lib/account/change-username'
import * as connection from '@/lib/account/connect-provider'
import * as sessions from '@/lib/account/end-session'
import * as devices from '@/lib/account/forget-device'
import * as picture from '@/lib/account/remove-picture'
import * as session from '@/lib/account/sign-out'
import * as form from '@/lib/dialects/profile-forms'
import { act } from '@/lib/http/act'
import { firstTimeToo } from '@/lib/http/first-time'
import * as provider from '@/lib/http/provider'

export const changeDetails = act(form.changeDetails, details.changeDetails)
export const changeUsername = act(form.changeUsername, username.changeUsername)
export const changeEmail = act(form.changeEmail, firstTimeToo(email.changeEmail))
export const cancelEmailChange = act(form.cancelEmailChange, cancel.cancelEmailChange)
export const changePassword = act(form.changePassword, firstTimeToo(password.changePassword))
export const removePicture = act(form.removePicture, picture.removePicture)
export const forgetDevice = act(form.forgetDevice, devices.forgetDevice)
export const endSession = act(form.endSession, sessions.endSession)
export const endOtherSessions = act(form.endOtherSessions, sessions.endOtherSessions)
export const connectProvider = act(form.connectProvider, provider.allowConnecting)
export const disconnectProvider = act(form.disconnectProvider, connection.disconnectProvider)
export const signOut = act(form.signOut, session.signOut)
