import { receivePicture } from '@/lib/http/picture/receive-picture'

export const POST = receivePicture
