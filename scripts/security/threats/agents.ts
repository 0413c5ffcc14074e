import { by, type Threat } from '../threat.ts'

const fuzz = 'server/src/proof/canaries.test.ts'
const memory = 'core/src/memory/memory.test.ts'
const tools = 'core/src/runs/tools.test.ts'

/** What texts, models, plugins and machines may do to agents and to the house. */
export const threatsByMachines: readonly Threat[] = [
  {
    id: 'injected-text',
    ...{ surface: 'tools', actor: 'author', asset: 'actions', stride: ['T', 'E'], owasp: ['LLM01', 'ASI01'] },
    what: 'A text that a model reads tells it to write, send or spend in the owner’s name.',
    answer:
      'The tool policy decides outside the model: what writes, sends or spends asks a person about the exact call.',
    proof: [
      by(
        'core/src/plugins/catalog.test.ts',
        'ask first when they write, send or spend, unless the definition says otherwise',
      ),
      by(tools, 'ends the run with an interrupt that shows the exact call, and a yes goes on in a new run'),
      by(tools, 'that the policy denies are refused, said in an event and never offered'),
    ],
  },
  {
    id: 'believed-text',
    ...{
      surface: 'tools',
      actor: 'author',
      asset: 'conversations',
      stride: ['T'],
      owasp: ['LLM01', 'LLM09'],
    },
    what: 'An injected text makes an agent say what is wrong, or ask its reader for something.',
    answer: 'Knowledge is cited with its place, and memories carry where they came from.',
    proof: { accepted: 'no test can show that a model is not persuaded; what it may do is bounded instead.' },
  },
  {
    id: 'swapped-approval',
    ...{ surface: 'tools', actor: 'author', asset: 'actions', stride: ['T', 'S'], owasp: ['ASI02', 'ASI09'] },
    what: 'A yes is used for another call than the one that was shown, twice, or by somebody else.',
    answer: 'An approval is stored with its exact arguments, is answered once, and belongs to one person.',
    proof: [
      by(tools, 'ends the run with an interrupt that shows the exact call, and a yes goes on in a new run'),
      by(tools, 'of another person is not found'),
    ],
  },
  {
    id: 'wrong-tool',
    ...{ surface: 'tools', actor: 'author', asset: 'actions', stride: ['T'], owasp: ['LLM05', 'ASI02'] },
    what: 'A model calls a tool by a similar name, or with arguments that the tool does not expect.',
    answer:
      'Names match exactly, arguments are checked against the schema when the tool runs, results are bounded.',
    proof: [
      by(tools, 'with a name that is only almost right, or wrong arguments, are errors that the model reads'),
      by(tools, 'that throw, hang or return too much do not end the run'),
    ],
  },
  {
    id: 'endless-run',
    ...{
      surface: 'tools',
      actor: 'author',
      asset: 'money',
      stride: ['D'],
      owasp: ['LLM10', 'ASI08', 'ASI10'],
    },
    what: 'An agent goes on and on: steps, tokens, cost or time without end.',
    answer: 'Each run has budgets for all four, counted over its approvals, and ends with the reason.',
    proof: [
      by(tools, 'stop at the step budget with its reason'),
      by(tools, 'stop at the cost and the token budget'),
      by(tools, 'waits through a restart, and budgets count over the chain'),
      by('core/src/runs/runs.test.ts', 'that hangs for ever is ended by the time budget'),
    ],
  },
  {
    id: 'poisoned-memory',
    ...{ surface: 'knowledge', actor: 'author', asset: 'agents', stride: ['T'], owasp: ['LLM04', 'ASI06'] },
    what: 'What one person says is remembered, and steers the agent with another.',
    answer:
      'Memories belong to a conversation, a person or the agent; each has its provenance and can be forgotten.',
    proof: [
      by(memory, 'a recall sees its conversation, its user with this agent, and the agent; nothing else'),
      by(memory, 'every row and event says where it came from, with hashes of before and after'),
      by(memory, 'a guest reads what the agent remembers for everybody, and is refused to change it'),
    ],
  },
  {
    id: 'mixed-vectors',
    ...{
      surface: 'knowledge',
      actor: 'neighbour',
      asset: 'conversations',
      stride: ['I'],
      owasp: ['LLM08', 'LLM02'],
    },
    what: 'A search by meaning finds passages or memories of somebody else.',
    answer: 'Vectors lie in tenant tables like every row; there is no index across workspaces.',
    proof: [
      by(
        'core/src/knowledge/knowledge.test.ts',
        'two workspaces, and two agents of one, never find documents of each other',
      ),
      by(memory, 'two workspaces never see or delete memories of each other'),
      by(fuzz, 'no canary crosses, whatever is asked in whatever order'),
    ],
  },
  {
    id: 'shown-markup',
    ...{ surface: 'talk', actor: 'author', asset: 'accounts', stride: ['T', 'I'], owasp: ['LLM05'] },
    what: 'An answer or an uploaded file carries markup that runs in the reader’s page.',
    answer:
      'A content security policy without inline scripts; files other than pictures are saved, never shown.',
    proof: [
      by(
        'server/src/http/gate.test.ts',
        'every answer carries the security headers and a request id of ours',
      ),
    ],
  },
  {
    id: 'other-thread',
    ...{ surface: 'talk', actor: 'neighbour', asset: 'conversations', stride: ['S', 'I'], owasp: ['ASI07'] },
    what: 'A client of another protocol names a thread or run that is not its own.',
    answer:
      'Foreign names are kept per user and agent; runs and conversations are looked up with their user.',
    proof: [
      by('server/src/doors/agui.test.ts', "another agent's thread of the same name is another conversation"),
      by('server/src/doors/run-events.test.ts', "another workspace's key finds neither run nor conversation"),
    ],
  },
  {
    id: 'secret-in-prompt',
    ...{ surface: 'agents', actor: 'builder', asset: 'secrets', stride: ['I'], owasp: ['LLM07', 'LLM02'] },
    what: 'A key is pasted into a prompt, where a model may tell it.',
    answer:
      'A definition that holds what looks like a secret is refused with its place, and the text is not repeated.',
    proof: [
      by(
        'core/src/agents/operations.test.ts',
        'with a secret in its text is refused with its place, and the secret is not repeated',
      ),
    ],
  },
  {
    id: 'told-prompt',
    ...{ surface: 'agents', actor: 'neighbour', asset: 'agents', stride: ['I'], owasp: ['LLM07'] },
    what: 'Somebody talks an agent into telling its instructions.',
    answer: 'Instructions are no wall: nothing that must stay secret belongs there.',
    proof: {
      accepted:
        'whoever may talk to an agent is a member of its workspace and may read its definition anyway.',
    },
  },
  {
    id: 'inside-address',
    ...{ surface: 'models', actor: 'builder', asset: 'secrets', stride: ['I', 'E'], owasp: ['ASI04'] },
    what: 'A model’s address is set to something inside, such as a cloud’s metadata, to read it through us.',
    answer: 'Addresses are checked where the connection is made, after the name was resolved.',
    proof: [
      by(
        'server/src/outbound/refused-addresses.test.ts',
        'a name that resolves to a refused address is refused when the connection is made',
      ),
      by(
        'server/src/outbound/refused-addresses.test.ts',
        'an address written as one number is the address it means',
      ),
    ],
  },
  {
    id: 'telling-vendor',
    ...{ surface: 'models', actor: 'builder', asset: 'secrets', stride: ['I'], owasp: ['LLM02'] },
    what: 'A vendor’s error repeats the key or the prompt, and it ends up in a log or an event.',
    answer: 'Errors are made anew from a closed table; what a vendor said is shortened and redacted first.',
    proof: [
      by(
        'contract/src/model-failure.test.ts',
        'neither the detail nor the cause contains the key, whole or as the vendor masks it',
      ),
    ],
  },
  {
    id: 'hostile-plugin',
    ...{
      surface: 'plugins',
      actor: 'builder',
      asset: 'secrets',
      stride: ['E', 'I'],
      owasp: ['LLM03', 'ASI04', 'ASI05'],
    },
    what: 'A plugin reads files, other secrets or the network beyond what it needs.',
    answer: 'Only plugins that came with the program, or that the builder’s own program names, are loaded.',
    proof: {
      accepted: 'there is no way to install a stranger’s plugin yet; it comes with isolation or not at all.',
    },
  },
  {
    id: 'guest-reach',
    ...{
      surface: 'guests',
      actor: 'stranger',
      asset: 'agents',
      stride: ['E', 'I'],
      owasp: ['ASI03', 'LLM06'],
    },
    what: 'Somebody outside talks to an agent and gets at its owner’s side.',
    answer: 'No operation lets a guest in; the design of guest runs is in RFC 001.',
    proof: [by('server/src/http/gate.test.ts', 'a stranger gets nothing but what is public by design')],
  },
  {
    id: 'forgotten-where',
    ...{
      surface: 'database',
      actor: 'neighbour',
      asset: 'conversations',
      stride: ['I', 'T'],
      owasp: ['LLM02'],
    },
    what: 'A query forgets whose rows it may see.',
    answer:
      'Row level security on each tenant table, bound for the transaction; without a binding there are no rows.',
    proof: [
      by('core/src/platform/tenant-walls.test.ts', '%s shows its rows to their workspace only'),
      by('core/src/platform/tenant-walls.test.ts', '%s is written by its workspace only'),
      by(
        'server/src/proof/wall-mutations.test.ts',
        'the probe sees the leak of each table as soon as its policy no longer holds',
      ),
    ],
  },
  {
    id: 'strong-login',
    ...{ surface: 'database', actor: 'operator', asset: 'conversations', stride: ['E'], owasp: [] },
    what: 'The app runs as a login for which the walls do not hold, by a slip of configuration.',
    answer: 'The start looks at the catalogue and refuses, with a sentence for each opening.',
    proof: [
      by('core/src/platform/walls.test.ts', 'refuses a login %s'),
      by('core/src/platform/walls.test.ts', 'refuses %s'),
    ],
  },
  {
    id: 'rewritten-record',
    ...{ surface: 'database', actor: 'operator', asset: 'record', stride: ['T', 'R'], owasp: [] },
    what: 'Entries of the audit log are changed, dropped or put in another order.',
    answer: 'The app may only add and read; each entry’s hash covers the one before it.',
    proof: [
      by(
        'core/src/identity/audit.test.ts',
        'whatever entry is changed, dropped, cut or moved, verification names the first bad one',
      ),
    ],
  },
  {
    id: 'rewritten-whole',
    ...{ surface: 'database', actor: 'operator', asset: 'record', stride: ['T', 'R'], owasp: [] },
    what: 'Whoever has the owner’s rights writes the whole chain and its head anew.',
    answer: 'A head that was kept elsewhere shows it.',
    proof: [
      by(
        'core/src/identity/audit.test.ts',
        'an end that was cut together with its head is seen by whoever kept a head, and by nobody else',
      ),
    ],
  },
  {
    id: 'read-disk',
    ...{ surface: 'machine', actor: 'thief', asset: 'secrets', stride: ['I'], owasp: [] },
    what: 'Somebody reads the data directory or a copy of it.',
    answer:
      'Files are for their owner only; secrets are sealed, and with `LOGGIA_SECRET_KEY` the key lies elsewhere.',
    proof: [
      by(
        'core/src/identity/envelope.test.ts',
        'a data directory gets its key once, in a file for its owner only',
      ),
    ],
  },
  {
    id: 'root',
    ...{ surface: 'machine', actor: 'operator', asset: 'conversations', stride: ['I', 'T', 'E'], owasp: [] },
    what: 'Whoever holds the machine reads everything on it.',
    answer: 'Nothing stands against it, and we do not say that something does.',
    proof: {
      accepted:
        'the operator of an instance is trusted by the people on it; that is what self-hosting means.',
    },
  },
  {
    id: 'watched-metrics',
    ...{ surface: 'machine', actor: 'stranger', asset: 'conversations', stride: ['I'], owasp: [] },
    what: 'Numbers about the instance, or its log, tell about people.',
    answer: 'Metrics are for operators and count operations, never names; the log carries ids.',
    proof: [
      by(
        'server/src/http/gate.test.ts',
        'metrics are for operators: the owner reads them, a key without the scope does not',
      ),
      by(fuzz, 'nor does one stand in the log or in the metrics'),
    ],
  },
]
