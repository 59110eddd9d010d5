import type { FailureCode } from '@/lib/account/failure'
import type { Locale } from '@/lib/policy'

type AccountField =
  | 'username'
  | 'email'
  | 'currentPassword'
  | 'newPassword'
  | 'firstName'
  | 'lastName'
  | 'phone'
  | 'gender'
  | 'region'
  | 'locale'
  | 'picture'

type Texts = Record<Locale, string>

interface Wording extends Texts {
  readonly status: number
  readonly field?: AccountField
}

/** The title is the status name, as RFC 9457 §4.2.1 asks for the type `about:blank`. */
export const statusTitles: Readonly<Record<number, Texts>> = {
  400: { en: 'Bad Request', ru: 'Некорректный запрос' },
  401: { en: 'Unauthorized', ru: 'Требуется вход' },
  403: { en: 'Forbidden', ru: 'Запрещено' },
  404: { en: 'Not Found', ru: 'Не найдено' },
  405: { en: 'Method Not Allowed', ru: 'Метод не поддерживается' },
  409: { en: 'Conflict', ru: 'Конфликт' },
  413: { en: 'Content Too Large', ru: 'Слишком большой объём данных' },
  415: { en: 'Unsupported Media Type', ru: 'Неподдерживаемый формат данных' },
  429: { en: 'Too Many Requests', ru: 'Слишком много запросов' },
  500: { en: 'Internal Server Error', ru: 'Ошибка сервера' },
  503: { en: 'Service Unavailable', ru: 'Сервер перегружен' },
}

function fieldFailure(field: AccountField, en: string, ru: string, status = 400): Wording {
  return { status, field, en, ru }
}

function failure(status: number, en: string, ru: string): Wording {
  return { status, en, ru }
}

const usernameLength = fieldFailure(
  'username',
  'A username has 3 to 32 characters.',
  'В имени пользователя от 3 до 32 символов.',
)
const badLink = failure(
  400,
  'The link is unknown, expired or used.',
  'Ссылка неизвестна, устарела или использована.',
)

/**
 * The answers of `/api/account`, and of all endpoints outside the four documents. A wrong current password is a 403: a
 * 401 would tell an app that its session has ended.
 */
export const accountFailures: Record<FailureCode, Wording> = {
  malformed: failure(400, 'The request is malformed.', 'Запрос составлен неверно.'),
  cross_site: failure(
    403,
    'Requests from other sites are refused: see APP_URL and ALLOWED_ORIGINS.',
    'Запросы с чужих сайтов отклоняются: смотрите APP_URL и ALLOWED_ORIGINS.',
  ),
  username_missing: fieldFailure('username', 'Please give a username.', 'Укажите имя пользователя.'),
  username_short: usernameLength,
  username_long: usernameLength,
  username_characters: fieldFailure(
    'username',
    'A username may have letters of one alphabet, digits and the characters . _ -',
    'В имени могут быть буквы одного алфавита, цифры и знаки . _ -',
  ),
  username_reserved: fieldFailure('username', 'This username is reserved.', 'Это имя занято самой службой.'),
  username_taken: fieldFailure('username', 'This username is taken.', 'Это имя занято.', 409),
  email_missing: fieldFailure('email', 'Please give an address.', 'Укажите адрес почты.'),
  email_invalid: fieldFailure('email', 'This is not an email address.', 'Это не адрес почты.'),
  email_taken: fieldFailure('email', 'This address is in use.', 'Этот адрес уже используется.', 409),
  email_unchanged: fieldFailure('email', 'This is the current address.', 'Это нынешний адрес.'),
  login_not_address: fieldFailure('email', 'This is not an email address.', 'Это не адрес почты.'),
  device_id_invalid: failure(400, 'The device_id cannot be used.', 'Такой device_id не подходит.'),
  password_missing: fieldFailure('newPassword', 'Please give a new password.', 'Укажите новый пароль.'),
  password_short: fieldFailure(
    'newPassword',
    'The password needs at least {min} characters.',
    'В пароле должно быть не меньше {min} символов.',
  ),
  password_long: fieldFailure(
    'newPassword',
    'The password may have at most 256 characters.',
    'В пароле может быть не больше 256 символов.',
  ),
  password_common: fieldFailure(
    'newPassword',
    'This password is too common.',
    'Этот пароль слишком распространён.',
  ),
  password_is_login: fieldFailure(
    'newPassword',
    'The password must not be the username or the address.',
    'Пароль не должен совпадать с именем или адресом.',
  ),
  passwords_differ: fieldFailure('newPassword', 'The passwords differ.', 'Пароли не совпадают.'),
  first_name_invalid: line('firstName'),
  last_name_invalid: line('lastName'),
  phone_invalid: fieldFailure('phone', 'This is not a phone number.', 'Это не номер телефона.'),
  gender_invalid: fieldFailure('gender', 'It is female or male.', 'Значение: female или male.'),
  region_invalid: line('region'),
  locale_invalid: fieldFailure('locale', 'It is en or ru.', 'Значение: en или ru.'),
  picture_missing: fieldFailure(
    'picture',
    'There is no picture in the request.',
    'В запросе нет изображения.',
  ),
  picture_too_large: fieldFailure(
    'picture',
    'A picture has at most 10 MB.',
    'Изображение не больше 10 МБ.',
    413,
  ),
  picture_unreadable: fieldFailure(
    'picture',
    'This is not a picture: JPEG, PNG, WebP and GIF can be read.',
    'Это не изображение: читаются JPEG, PNG, WebP и GIF.',
    415,
  ),
  picture_too_small: fieldFailure(
    'picture',
    'A picture is at least 64 pixels wide and high.',
    'Ширина и высота изображения не меньше 64 пикселей.',
  ),
  picture_too_many_pixels: fieldFailure(
    'picture',
    'A picture has at most 32 megapixels.',
    'В изображении не больше 32 мегапикселей.',
  ),
  wrong_credentials: failure(401, 'Wrong login or password.', 'Неверное имя или пароль.'),
  wrong_password: fieldFailure('currentPassword', 'Wrong current password.', 'Неверный текущий пароль.', 403),
  account_used: failure(409, 'The account is in use.', 'Аккаунт уже занят.'),
  no_tools: failure(404, 'There is no way to recover the password.', 'Восстановить пароль нечем.'),
  tool_not_available: failure(
    400,
    'This way of recovery is not available.',
    'Этот способ восстановления недоступен.',
  ),
  admin_only: failure(403, 'For administrators only.', 'Только для администраторов.'),
  login_unknown: failure(404, 'There is no such account.', 'Такого аккаунта нет.'),
  email_not_verified: failure(403, 'The address is not verified yet.', 'Адрес ещё не подтверждён.'),
  ticket_unknown: badLink,
  ticket_expired: badLink,
  ticket_spent: badLink,
  provider_email_unverified: failure(
    400,
    'The provider has not verified the address.',
    'Сервис не подтвердил адрес.',
  ),
  identity_taken: failure(409, 'This is connected to another account.', 'Это подключено к другому аккаунту.'),
  last_way_in: failure(
    409,
    'This is the only way into the account. Set a password first.',
    'Другого входа в аккаунт нет. Сначала задайте пароль.',
  ),
  link_expired: failure(
    400,
    'This took too long. Please begin again.',
    'Прошло слишком много времени. Начните заново.',
  ),
  session_unknown: failure(404, 'There is no such session.', 'Такого сеанса нет.'),
  signed_out: failure(401, 'Nobody is signed in.', 'Вход не выполнен.'),
  other_account: failure(409, 'Somebody else is signed in.', 'Вход выполнен в другой аккаунт.'),
  not_found: failure(404, 'There is nothing at this address.', 'Здесь ничего нет.'),
  method_not_allowed: failure(405, 'This address has other methods.', 'У этого адреса другие методы.'),
  too_many_requests: failure(
    429,
    'Too many attempts. Please try again in {seconds} s.',
    'Слишком много попыток. Повторите через {seconds} с.',
  ),
  too_busy: failure(
    503,
    'The server is busy. Please try again in {seconds} s.',
    'Сервер перегружен. Повторите через {seconds} с.',
  ),
  server_fault: failure(500, 'Something broke on our side.', 'У нас что-то сломалось.'),
}

function line(field: AccountField): Wording {
  return fieldFailure(
    field,
    'It has at most 64 characters, and no web addresses.',
    'Не больше 64 символов и без веб-адресов.',
  )
}
