/** Lifetimes and limits. One table, units in the names; `security.md`-style reasons beside the odd ones. */

/** The languages Latchkey speaks on pages, in mails and in messages. */
export const locales = ['en', 'ru'] as const
export type Locale = (typeof locales)[number]

export const policy = {
  resetTicketMinutes: 60,
  verifyTicketHours: 24,
  undoTicketHours: 72,
  registrationHours: 24,

  sessionIdleDays: 30,
  sessionTotalDays: 90,
  deviceSessionIdleDays: 180,
  deviceSessionTotalDays: 400,
  /** A session's `lastUsedAt` is written no more often than this. */
  sessionTouchMinutes: 60,
  /** Expired sessions stay this long, so that the device dialect knows whose recovery tools to list. */
  expiredSessionDays: 90,
  sessionsPerAccount: 50,
  /** Past this, a new device takes the place of the one that was seen longest ago; never of the primary one. */
  devicesPerAccount: 50,
  generatedPasswordHours: 24,
  /** From the other provider back to here, and from there to the password that is asked for. */
  providerMinutes: 10,

  /** Hash jobs that may wait for each hashing thread; past that the answer is "too busy". */
  waitingHashesPerThread: 32,
  /** Queries that may wait for a connection to a database server; past that the answer is "too busy". */
  waitingForDatabase: 250,
  tooBusyRetrySeconds: 2,
  /** What is not answered by then is answered "too busy". */
  requestSeconds: 10,
  /** Until a client has sent the head of its next request, and until it has sent the whole of one. */
  requestHeadSeconds: 15,
  requestBodySeconds: 20,
  /** Until a database server that was away at the start is tried again. */
  startRetryMillis: 1_000,
  /** From a fault that nobody caught to the end of the process, whatever is still under way by then. */
  faultStopMillis: 30_000,
  /** That the database is away is logged once in this time, however many requests meet it. */
  outageLogSeconds: 60,

  /** One mail for one address and purpose within this time, however often it is asked for. */
  sameMailSeconds: 60,
  /** "Somebody tried to register with your address": at most once in this time. */
  addressInUseMailHours: 24,
  mailGiveUpHours: 24,
  /** One try to hand a message over, whatever its receiver does meanwhile. */
  deliverySeconds: 30,
  /** How long a service may ask to be left alone. */
  longestPauseSeconds: 3_600,
  /** Where a transport asks to be left alone, a worker waits this long for it; beyond, the message goes back. */
  pauseWaitSeconds: 10,
  /** While people are being served, mails that nobody waits for start no more often, one worker, than this. */
  mailRestMillis: 120,
  /** Dead letters stay this long for the operator to send again. */
  deadLetterDays: 14,

  pictureSidePixels: 512,
  /** Pictures that may wait to be drawn, one at a time; past that the answer is "too busy". */
  waitingPictures: 16,
  /** Uploads that are taken in at once, each for so long at most: what they hold of memory is bounded. */
  uploadsAtOnce: 8,
  uploadSeconds: 60,

  /** What happened on an account stays visible to its owner this long. */
  eventDays: 180,
  /** The newest that a busy account keeps of them. */
  eventsPerAccount: 1_000,
  /** Rows that strangers' refused attempts may add to one account in a day; the log has all. */
  failedAttemptEventsPerAccountEachDay: 20,
  /** Refused attempts that may wait to be written, and how long. */
  waitingFailedAttempts: 1_000,
  failedAttemptWriteMillis: 500,
  eventsPerPage: 20,
  /** So many different names with wrong passwords on one server, within the window, are somebody trying a list. */
  sprayNames: 50,
  spraySeconds: 60,

  bodyBytes: 16 * 1024,
  bodyDepth: 8,
  bodyKeys: 64,
} as const

/**
 * How often something may be tried: so many times from the first try on, for so long. A try that succeeds is
 * given back where success is no burden. Kept in the database, so that all servers count together.
 */
export const limits = {
  /** Wrong passwords for one login, whether or not anybody has it (OWASP: slow down, never lock out). */
  signInForAccount: { attempts: 5, seconds: 15 * 60 },
  /** Spare attempts of a browser or network that has signed in to the account before, once these are used up. */
  signInFromKnownNetwork: { attempts: 20, seconds: 15 * 60 },
  signInFromNetwork: { attempts: 30, seconds: 5 * 60 },
  /** Wrong device identifiers for one login, which may be short: the document's sample is `2123`. */
  deviceForAccount: { attempts: 5, seconds: 3_600 },
  /** Spare ones of a place that the account knows: an app may fire its first calls all at once. */
  deviceFromKnownNetwork: { attempts: 20, seconds: 3_600 },
  /** Wrong passwords of an account where one is asked for beside something else: a change, a link, a confirmation. */
  provePassword: { attempts: 10, seconds: 15 * 60 },
  ticketFromNetwork: { attempts: 30, seconds: 10 * 60 },
  registerFromNetwork: { attempts: 10, seconds: 3_600 },
  /** New logins of the device dialect: a mobile carrier's customers share an address. */
  newLoginFromNetwork: { attempts: 100, seconds: 3_600 },
  /** Calls that make mails, known address or not. */
  mailFromNetwork: { attempts: 20, seconds: 3_600 },
  /** Mails that somebody asked for, to one address; beyond that they are silently not sent. */
  mailToAddressEachHour: { attempts: 3, seconds: 3_600 },
  mailToAddressEachDay: { attempts: 6, seconds: 24 * 3_600 },
  changeOfName: { attempts: 5, seconds: 3_600 },
  changeOfPassword: { attempts: 20, seconds: 3_600 },
  /** Hashes for logins that are new, which may turn out not to be: an app may fire its first calls all at once. */
  firstPasswordFromNetwork: { attempts: 60, seconds: 10 * 60 },
  /** Entrances by a device or a session, which cost no hash and leave a row each. */
  entryWithoutPassword: { attempts: 300, seconds: 3_600 },
  picturesOfAccount: { attempts: 20, seconds: 3_600 },
  recoveryToolsFromNetwork: { attempts: 10, seconds: 60 },
  /** Generated passwords sent to the devices of one account. */
  pushToAccountEachHour: { attempts: 3, seconds: 3_600 },
  passwordsSetByAdmin: { attempts: 20, seconds: 3_600 },
} as const

export type LimitName = keyof typeof limits

/** A network that signed in to an account is known to it this long. */
export const knownNetworkDays = 90
