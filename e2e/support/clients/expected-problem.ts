/** A failure outside the four documents: its status, and its text in English and in Russian. */
interface ProblemText {
  readonly status: number
  readonly en: string
  readonly ru: string
  readonly field?: string
}

const titles: Readonly<Record<number, readonly [en: string, ru: string]>> = {
  400: ['Bad Request', 'Некорректный запрос'],
  401: ['Unauthorized', 'Требуется вход'],
  403: ['Forbidden', 'Запрещено'],
  404: ['Not Found', 'Не найдено'],
  405: ['Method Not Allowed', 'Метод не поддерживается'],
  409: ['Conflict', 'Конфликт'],
  413: ['Content Too Large', 'Слишком большой объём данных'],
  415: ['Unsupported Media Type', 'Неподдерживаемый формат данных'],
}

const invalidLine = (field: string): ProblemText => ({
  status: 400,
  en: 'It has at most 64 characters, and no web addresses.',
  ru: 'Не больше 64 символов и без веб-адресов.',
  field,
})
const problemText = (status: number, en: string, ru: string, field?: string): ProblemText => ({
  status,
  en,
  ru,
  ...(field && { field }),
})

const problems = {
  malformed: problemText(400, 'The request is malformed.', 'Запрос составлен неверно.'),
  cross_site: problemText(
    403,
    'Requests from other sites are refused: see APP_URL and ALLOWED_ORIGINS.',
    'Запросы с чужих сайтов отклоняются: смотрите APP_URL и ALLOWED_ORIGINS.',
  ),
  username_missing: problemText(400, 'Please give a username.', 'Укажите имя пользователя.', 'username'),
  username_short: problemText(
    400,
    'A username has 3 to 32 characters.',
    'В имени пользователя от 3 до 32 символов.',
    'username',
  ),
  username_characters: problemText(
    400,
    'A username may have letters of one alphabet, digits and the characters . _ -',
    'В имени могут быть буквы одного алфавита, цифры и знаки . _ -',
    'username',
  ),
  username_reserved: problemText(
    400,
    'This username is reserved.',
    'Это имя занято самой службой.',
    'username',
  ),
  username_taken: problemText(409, 'This username is taken.', 'Это имя занято.', 'username'),
  email_missing: problemText(400, 'Please give an address.', 'Укажите адрес почты.', 'email'),
  email_invalid: problemText(400, 'This is not an email address.', 'Это не адрес почты.', 'email'),
  email_unchanged: problemText(400, 'This is the current address.', 'Это нынешний адрес.', 'email'),
  password_missing: problemText(400, 'Please give a new password.', 'Укажите новый пароль.', 'newPassword'),
  password_short: problemText(
    400,
    'The password needs at least 8 characters.',
    'В пароле должно быть не меньше 8 символов.',
    'newPassword',
  ),
  password_long: problemText(
    400,
    'The password may have at most 256 characters.',
    'В пароле может быть не больше 256 символов.',
    'newPassword',
  ),
  password_common: problemText(
    400,
    'This password is too common.',
    'Этот пароль слишком распространён.',
    'newPassword',
  ),
  password_is_login: problemText(
    400,
    'The password must not be the username or the address.',
    'Пароль не должен совпадать с именем или адресом.',
    'newPassword',
  ),
  first_name_invalid: invalidLine('firstName'),
  last_name_invalid: invalidLine('lastName'),
  region_invalid: invalidLine('region'),
  phone_invalid: problemText(400, 'This is not a phone number.', 'Это не номер телефона.', 'phone'),
  gender_invalid: problemText(400, 'It is female or male.', 'Значение: female или male.', 'gender'),
  locale_invalid: problemText(400, 'It is en or ru.', 'Значение: en или ru.', 'locale'),
  picture_missing: problemText(
    400,
    'There is no picture in the request.',
    'В запросе нет изображения.',
    'picture',
  ),
  picture_too_large: problemText(
    413,
    'A picture has at most 10 MB.',
    'Изображение не больше 10 МБ.',
    'picture',
  ),
  picture_unreadable: problemText(
    415,
    'This is not a picture: JPEG, PNG, WebP and GIF can be read.',
    'Это не изображение: читаются JPEG, PNG, WebP и GIF.',
    'picture',
  ),
  picture_too_small: problemText(
    400,
    'A picture is at least 64 pixels wide and high.',
    'Ширина и высота изображения не меньше 64 пикселей.',
    'picture',
  ),
  picture_too_many_pixels: problemText(
    400,
    'A picture has at most 32 megapixels.',
    'В изображении не больше 32 мегапикселей.',
    'picture',
  ),
  wrong_password: problemText(403, 'Wrong current password.', 'Неверный текущий пароль.', 'currentPassword'),
  last_way_in: problemText(
    409,
    'This is the only way into the account. Set a password first.',
    'Другого входа в аккаунт нет. Сначала задайте пароль.',
  ),
  session_unknown: problemText(404, 'There is no such session.', 'Такого сеанса нет.'),
  signed_out: problemText(401, 'Nobody is signed in.', 'Вход не выполнен.'),
  not_found: problemText(404, 'There is nothing at this address.', 'Здесь ничего нет.'),
  method_not_allowed: problemText(405, 'This address has other methods.', 'У этого адреса другие методы.'),
} satisfies Record<string, ProblemText>

export type ProblemCode = keyof typeof problems

/** The exact status and text of a problem answer. */
export function problem(
  codes: ProblemCode | readonly [ProblemCode, ...ProblemCode[]],
  language: 'en' | 'ru' = 'en',
): { status: number; text: string } {
  const all = [codes].flat()
  const [code = 'malformed'] = all
  const { status, [language]: detail } = problems[code]
  const title = titles[status]?.[language === 'en' ? 0 : 1]
  const errors = all.flatMap((one) => {
    const { field, [language]: detail }: ProblemText = problems[one]
    return field ? [{ code: one, field, detail }] : []
  })
  const body = { type: 'about:blank', title, status, code, detail, ...(errors.length > 0 && { errors }) }
  return { status, text: JSON.stringify(body) }
}
