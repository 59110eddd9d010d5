import { signOut } from '@/lib/account/operations/entering/sign-out'
import * as device from '@/lib/dialects/device/device-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(device.device, device.logout, signOut)
