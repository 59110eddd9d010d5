import { servePicture } from '@/lib/http/picture/serve-picture'

export const GET = servePicture
