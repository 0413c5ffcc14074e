import type { RunEvent } from '@loggia/sdk'
import { client } from '../../lib/client.ts'
import { follow, type LiveAnswer, liveAnswer, settle } from '../../lib/live/store.ts'
import { approvalsQuery } from '../../lib/queries/conversations.ts'
import { queryClient } from '../../lib/query-client.ts'

/** Reads anew what a run changed: the conversation with all below it, and the list. */
async function refresh(conversation: string): Promise<void> {
  const changed = [{ queryKey: ['conversation', conversation] }, { queryKey: ['conversations'] }]
  // A first read that is still under way began before the run ended; it would be taken for the new one.
  await Promise.all(changed.map(filter => queryClient.cancelQueries(filter)))
  await Promise.all(changed.map(filter => queryClient.invalidateQueries(filter)))
}

async function followAndStore(
  conversation: string,
  sent: LiveAnswer['sent'],
  open: () => AsyncIterable<RunEvent>,
): Promise<void> {
  const answer = await follow(conversation, sent, open)
  await refresh(conversation)
  // A request that failed has stored nothing: it stays in sight until it is sent again.
  if (answer && !answer.failure) settle(conversation, answer.id)
}

/** Uploads what is attached, sends the message and follows the answer. */
export async function send(conversation: string, text: string, attached: readonly File[]): Promise<void> {
  await followAndStore(conversation, { text, files: attached }, async function* () {
    const files: string[] = []
    for (const file of attached) {
      files.push((await client.files.upload({ conversation, name: file.name, body: file })).id)
    }
    yield* client.messages.send({ conversation, text, files })
  })
}

/** Starts a conversation; its first message is sent beside, so that the page can go there at once. */
export async function begin(agent: string, text: string, attached: readonly File[]): Promise<string> {
  const conversation = await client.conversations.create({ agent })
  queryClient.setQueryData(['conversation', conversation.id], conversation)
  void send(conversation.id, text, attached)
  return conversation.id
}

/** Answers the last message again. */
export const retry = (conversation: string): Promise<void> =>
  followAndStore(conversation, undefined, () => client.messages.retry({ conversation }))

/** Joins a run that is under way, started here before a reload or in another place. */
export async function join(conversation: string, run: string): Promise<void> {
  const present = liveAnswer(conversation)
  if (present && !present.ended) return
  await followAndStore(conversation, undefined, () => client.runs.events({ run }))
}

/** Cancels the run that answers now. */
export async function stop(conversation: string): Promise<void> {
  const run = liveAnswer(conversation)?.view.runId
  if (run) await client.runs.cancel({ run })
}

/** Says yes or no to one exact call; follows the run that goes on once all are answered. */
export async function answerApproval(
  conversation: string,
  approval: string,
  decision: 'approve' | 'deny',
  note?: string,
): Promise<void> {
  const { run } = await client.approvals.answer({ approval, decision, ...(note && { note }) })
  const { queryKey } = approvalsQuery(conversation)
  queryClient.setQueryData(queryKey, open => open?.filter(({ id }) => id !== approval))
  if (run) await join(conversation, run.id)
  else await refresh(conversation)
}

export async function rename(conversation: string, title: string): Promise<void> {
  await client.conversations.rename({ conversation, title })
  await refresh(conversation)
}

export async function remove(conversation: string): Promise<void> {
  await client.conversations.delete({ conversation })
  await queryClient.invalidateQueries({ queryKey: ['conversations'] })
  queryClient.removeQueries({ queryKey: ['conversation', conversation] })
}
