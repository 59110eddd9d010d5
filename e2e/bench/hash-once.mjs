import { hash as argon2id } from '@node-rs/argon2'
import { hashSync } from 'bcryptjs'

const password = 'correct horse battery'
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** One hash as the server makes it, with nothing around it. */
export default async function hashOnce(/** @type {'bcrypt' | 'argon2id'} */ scheme) {
  return scheme === 'bcrypt' ? hashSync(password, 10) : await argon2id(password, argon2)
}
