import { setUser } from '@/lib/account/set-user'
import * as device from '@/lib/dialects/device'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(device.device, device.setUser, setUser)
