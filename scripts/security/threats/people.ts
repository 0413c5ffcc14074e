import { by, type Threat } from '../threat.ts'

const account = 'server/src/auth/account.test.ts'
const gate = 'server/src/http/gate.test.ts'
const matrix = 'server/src/proof/access-matrix.test.ts'
const fuzz = 'server/src/proof/canaries.test.ts'
const invitations = 'core/src/workspaces/invitations.test.ts'
const members = 'core/src/workspaces/members.test.ts'

/** What people may try against people: accounts, the door, workspaces, secrets. */
export const threatsByPeople: readonly Threat[] = [
  {
    id: 'first-come',
    ...{ surface: 'sign-in', actor: 'stranger', asset: 'accounts', stride: ['S', 'E'], owasp: ['ASI03'] },
    what: 'Somebody reaches a fresh instance before its operator and claims it.',
    answer:
      'Only the one-time link that the console prints makes the first user; its hash is kept, it works once.',
    proof: [
      by(account, 'before anybody has claimed the instance, nobody can sign in and a wrong link is refused'),
      by(account, 'the one-time link makes the operator, who takes over what was there, and works once'),
    ],
  },
  {
    id: 'guessing',
    ...{ surface: 'sign-in', actor: 'stranger', asset: 'accounts', stride: ['S'], owasp: [] },
    what: 'Passwords are guessed, or addresses found out by how a refusal sounds.',
    answer:
      'Attempts are limited by address and by e-mail before a password is hashed; both refusals are one.',
    proof: [
      by(account, 'guessing is slowed down, with how long to wait'),
      by(account, 'a wrong password and an unknown address sound alike'),
    ],
  },
  {
    id: 'lock-out',
    ...{ surface: 'sign-in', actor: 'stranger', asset: 'accounts', stride: ['D'], owasp: [] },
    what: 'Somebody keeps another person from signing in by using up their attempts.',
    answer: 'The limit is a window of five minutes, and sessions that are open go on.',
    proof: {
      accepted:
        'a limit by address alone does not stop a guess from many addresses; a wait of five minutes is the smaller harm.',
    },
  },
  {
    id: 'forged-cookie',
    ...{ surface: 'sign-in', actor: 'thief', asset: 'accounts', stride: ['S'], owasp: ['ASI03'] },
    what: 'A session cookie is made up, changed, or set by a neighbouring host.',
    answer: 'Cookies are signed with a key of the instance and looked up in the database for each request.',
    proof: [
      by(account, 'a session cookie whose signature is not ours is nobody'),
      by(
        'core/src/identity/session-cookie.test.ts',
        'the cookie of https wins over a plain one that a neighbour may have set',
      ),
    ],
  },
  {
    id: 'stale-session',
    ...{ surface: 'sign-in', actor: 'thief', asset: 'accounts', stride: ['S'], owasp: ['ASI03'] },
    what: 'A session that ended or expired, or a key that was revoked, is used again.',
    answer:
      'Session, membership and key are rows that the binding look-up reads each time; nothing is cached.',
    proof: [
      by(account, 'a session signs in, acts, and is over at once when it signs out'),
      by(gate, 'a key in the address, a broken one and a revoked one are refused'),
      by('core/src/identity/identify.test.ts', 'a session that ended, expired or never was is nobody'),
    ],
  },
  {
    id: 'open-stream',
    ...{ surface: 'talk', actor: 'thief', asset: 'conversations', stride: ['I'], owasp: ['LLM02'] },
    what: 'A stream that was opened before a key was revoked goes on telling.',
    answer:
      'The database tells every node which key or person has lost a way in, and each cuts their streams; who still has one resumes.',
    proof: [
      by(
        'server/src/http/open-streams.test.ts',
        'the streams of a revoked key are cut at once, and nobody else’s',
      ),
    ],
  },
  {
    id: 'forged-request',
    ...{ surface: 'door', actor: 'site', asset: 'actions', stride: ['S', 'T'], owasp: [] },
    what: "Another site's page makes a signed-in browser write, or reads an answer.",
    answer:
      'Unsafe requests with a cookie must come from our own origin; no answer allows another one to read it.',
    proof: [
      by(gate, 'a page of another site cannot make a browser write'),
      by(gate, 'no other site may read an answer'),
    ],
  },
  {
    id: 'forged-id',
    ...{
      surface: 'door',
      actor: 'neighbour',
      asset: 'conversations',
      stride: ['I', 'E'],
      owasp: ['LLM02', 'ASI03'],
    },
    what: 'Ids of another workspace are put into path, body, query or header.',
    answer:
      'The database shows no row of a workspace that is not bound, and who is bound the caller does not say.',
    proof: [
      by(matrix, '%s gets what the matrix says, from every operation'),
      by(matrix, '"not yours" and "does not exist" are told in the same words'),
      by(fuzz, 'no canary crosses, whatever is asked in whatever order'),
    ],
  },
  {
    id: 'unlisted-route',
    ...{ surface: 'door', actor: 'stranger', asset: 'accounts', stride: ['E'], owasp: [] },
    what: 'A route exists that nobody decided about, such as one that a library brings along.',
    answer: 'Routes are the operation table and nothing else; access is closed by default.',
    proof: [
      by(gate, 'what is not in the table does not exist'),
      by(gate, 'a stranger gets nothing but what is public by design'),
      by(matrix, 'every operation of the table has its row: the access of each is declared'),
    ],
  },
  {
    id: 'hostile-input',
    ...{ surface: 'door', actor: 'stranger', asset: 'money', stride: ['D', 'T'], owasp: ['LLM10'] },
    what: 'Bodies that are huge, nested or broken, NUL bytes, SQL in every text.',
    answer: 'Sizes and depth are bounded before parsing; values travel as parameters, never as SQL.',
    proof: [
      by(
        'server/src/http/bad-input.test.ts',
        'JSON that is nested a hundred thousand times is refused, wherever it is looked at',
      ),
      by('server/src/http/bad-input.test.ts', 'a broken percent sign and a NUL in a path or text do no harm'),
      by(fuzz, 'no canary crosses, whatever is asked in whatever order'),
    ],
  },
  {
    id: 'role-creep',
    ...{ surface: 'people', actor: 'member', asset: 'agents', stride: ['E'], owasp: ['ASI03'] },
    what: 'A member does what their role does not hold, or an admin raises themselves above an owner.',
    answer:
      'One function decides, compared with a declared table; each of its lines is missed when it is gone.',
    proof: [
      by('server/src/proof/can-mutations.test.ts', 'the matrix notices when $what'),
      by(members, 'only owners and admins manage members, and no admin touches an owner'),
    ],
  },
  {
    id: 'left-behind',
    ...{ surface: 'people', actor: 'member', asset: 'conversations', stride: ['E'], owasp: ['ASI03'] },
    what: 'A removed member acts on, with a session or with a key they made.',
    answer: 'Membership is read with each request; keys hang on the membership and go with it.',
    proof: [
      by(matrix, '%s gets what the matrix says, from every operation'),
      by(members, 'a removed member loses keys and the invitations they made'),
    ],
  },
  {
    id: 'replayed-invitation',
    ...{ surface: 'people', actor: 'thief', asset: 'accounts', stride: ['S'], owasp: [] },
    what: 'An invitation that was used, revoked or forwarded lets somebody in.',
    answer:
      'One use, an expiry, its hash kept; one by e-mail is for that address only; a replay is written down.',
    proof: [
      by(invitations, 'an invitation is used once, and a replay is refused and written down'),
      by(invitations, 'an invitation by e-mail is sent, and is for the user of that address only'),
    ],
  },
  {
    id: 'leaked-key',
    ...{ surface: 'secrets', actor: 'thief', asset: 'actions', stride: ['S', 'E'], owasp: ['ASI03'] },
    what: 'An API key turns up in a repository, a log or an address bar.',
    answer:
      'A prefix and checksum for scanners, scopes, agents and an expiry to keep it small, only its hash stored.',
    proof: [
      by(gate, 'a key in the address, a broken one and a revoked one are refused'),
      by(
        'core/src/identity/api-key.test.ts',
        'what is stored does not contain the key, and the hint is its beginning',
      ),
      by(matrix, '%s gets what the matrix says, from every operation'),
    ],
  },
  {
    id: 'secret-read-back',
    ...{ surface: 'secrets', actor: 'member', asset: 'secrets', stride: ['I'], owasp: ['LLM02'] },
    what: 'A stored secret comes back through an operation, a log, an error or an event.',
    answer:
      'No operation returns a value; whatever is opened is taken out of logs in every form it travels in.',
    proof: [
      by('core/src/identity/redact.test.ts', 'a secret is hidden in every form it travels in'),
      by(fuzz, 'no canary crosses, whatever is asked in whatever order'),
      by(fuzz, 'nor does one stand in the log or in the metrics'),
    ],
  },
  {
    id: 'moved-envelope',
    ...{ surface: 'secrets', actor: 'operator', asset: 'secrets', stride: ['T', 'I'], owasp: [] },
    what: 'A sealed secret is changed, or moved to a place where somebody else may use it.',
    answer: 'AES-256-GCM with the workspace and the name authenticated.',
    proof: [
      by(
        'core/src/identity/envelope.test.ts',
        'an envelope that was changed in any field, or moved, does not open',
      ),
      by(
        'core/src/identity/envelope.test.ts',
        'a value that looks like an envelope is a value like any other',
      ),
    ],
  },
]
