'use server'

import * as cancel from '@/lib/account/operations/email/cancel-email-change'
import * as email from '@/lib/account/operations/email/change-email'
import * as session from '@/lib/account/operations/entering/sign-out'
import * as details from '@/lib/account/operations/profile/change-details'
import * as password from '@/lib/account/operations/profile/change-password'
import * as username from '@/lib/account/operations/profile/change-username'
import * as connection from '@/lib/account/operations/profile/connect-provider'
import * as sessions from '@/lib/account/operations/profile/end-session'
import * as devices from '@/lib/account/operations/profile/forget-device'
import * as picture from '@/lib/account/operations/profile/remove-picture'
import * as form from '@/lib/dialects/forms/profile-forms'
import { act } from '@/lib/http/forms/act'
import { refuseOutdatedForm } from '@/lib/http/forms/refuse-outdated-form'
import * as provider from '@/lib/http/provider/provider'

export const changeDetails = act(form.changeDetails, details.changeDetails)
export const changeUsername = act(form.changeUsername, username.changeUsername)
export const changeEmail = act(form.changeEmail, refuseOutdatedForm(email.changeEmail))
export const cancelEmailChange = act(form.cancelEmailChange, cancel.cancelEmailChange)
export const changePassword = act(form.changePassword, refuseOutdatedForm(password.changePassword))
export const removePicture = act(form.removePicture, picture.removePicture)
export const forgetDevice = act(form.forgetDevice, devices.forgetDevice)
export const endSession = act(form.endSession, sessions.endSession)
export const endOtherSessions = act(form.endOtherSessions, sessions.endOtherSessions)
export const connectProvider = act(form.connectProvider, provider.allowConnecting)
export const disconnectProvider = act(form.disconnectProvider, connection.disconnectProvider)
export const signOut = act(form.signOut, session.signOut)
