import { fit, propertiesOf } from '../arguments.ts'
import { placeOf, zonesIn } from '../places.ts'
import { isRecord } from '../results.ts'
import type { Call, TalkRule, ToolRule } from '../turn.ts'
import { plain } from './plain.ts'

const asksTime =
  /\b(?:what(?:'s|’s|s| is)?|which|tell|know|give|current|now|got|check|say|show)\b.*\b(?:time|date|clock)\b|\b(?:time|date)\b.*\b(?:in|at|now|is it|please)\b|\bwhat day is\b|^\s*(?:the )?(?:time|date)(?: now)?\s*\??$/i
const otherTime =
  /\b(?:time complexity|how much time|how many times|last time|first time|next time|time zone of|every time|date of birth)\b/i

const onlyDate = /^(?!.*\btime\b).*\b(?:date|what day)\b/is

const zoneNames = ['zone', 'timezone', 'timeZone', 'time_zone', 'tz', 'location', 'city', 'place']

/** Asks the clock once for each place that the message names. */
export const time: ToolRule = {
  knows: name => /(?:^|[_-])(?:time|clock|datetime|now)(?:$|[_-])|time$|Time/.test(name),

  calls(turn, tool) {
    const calls: Call[] = []
    for (const clause of turn.clauses) {
      if (!asks(clause)) continue
      const takesZone = zoneNames.some(name => Object.hasOwn(propertiesOf(tool), name))
      const zones = takesZone ? zonesIn(clause) : []
      for (const zone of zones.length > 0 ? zones : [undefined]) {
        const call =
          fit(tool, [{ value: zone, names: zoneNames }]) ?? fit(tool, [{ value: 'UTC', names: zoneNames }])
        if (call) calls.push(call)
      }
    }
    return calls
  },

  tell(result, turn) {
    const { output } = result
    if (!isRecord(output) || typeof output.time !== 'string') return plain(result)
    const zone = String(output.zone ?? result.input.zone ?? '')
    const clock = output.time.replace(/^(\d\d:\d\d):\d\d$/, '$1')
    const date = typeof output.date === 'string' ? ` on ${output.date}` : ''
    if (onlyDate.test(turn.text) && typeof output.date === 'string') {
      return `It is **${output.date}**${zone ? ` in ${placeOf(zone)}` : ''}.`
    }
    const offset = typeof output.offset === 'string' && zone !== 'UTC' ? ` (${output.offset})` : ''
    return zone ? `In ${placeOf(zone)} it is **${clock}**${date}${offset}.` : `It is **${clock}**${date}.`
  },
}

const asks = (clause: string) => asksTime.test(clause) && !otherTime.test(clause)

/** Does not guess the time where no clock is offered. */
export const withoutClock: TalkRule = turn =>
  turn.clauses.some(asks)
    ? 'I have no clock in this conversation. Give this agent the plugin “basics”, and I can look the time up.'
    : undefined
