import { capital } from './say.ts'

/** Places people ask about whose name is not the end of an IANA zone's name. */
const others: Record<string, string> = {
  'Africa/Cairo': 'egypt',
  'Africa/Johannesburg': 'cape town|south africa|pretoria|durban',
  'Africa/Lagos': 'nigeria|abuja',
  'Africa/Nairobi': 'kenya',
  'America/Chicago': 'dallas|houston|austin|minneapolis|new orleans|illinois|texas',
  'America/Denver': 'salt lake city|colorado',
  'America/Los_Angeles':
    'san francisco|seattle|portland|san diego|las vegas|california|silicon valley|los angeles|la',
  'America/Mexico_City': 'mexico',
  'America/New_York':
    'washington|boston|miami|atlanta|philadelphia|nyc|new york|new york city|orlando|eastern time',
  'America/Sao_Paulo': 'brazil|rio de janeiro|rio|brasilia|são paulo',
  'America/Argentina/Buenos_Aires': 'buenos aires|argentina',
  'America/Toronto': 'ottawa|montreal|quebec',
  'Asia/Dubai': 'abu dhabi|emirates|uae',
  'Asia/Ho_Chi_Minh': 'vietnam|hanoi|saigon',
  'Asia/Hong_Kong': 'shenzhen',
  'Asia/Jakarta': 'indonesia',
  'Asia/Kolkata': 'india|mumbai|delhi|new delhi|bangalore|bengaluru|chennai|hyderabad|pune|calcutta',
  'Asia/Kathmandu': 'nepal',
  'Asia/Manila': 'philippines',
  'Asia/Riyadh': 'saudi arabia|mecca',
  'Asia/Seoul': 'korea|south korea|busan',
  'Asia/Shanghai': 'china|beijing|peking|guangzhou|chengdu|wuhan',
  'Asia/Tehran': 'iran',
  'Asia/Tokyo': 'japan|osaka|kyoto|yokohama|nagoya|sapporo',
  'Asia/Bangkok': 'thailand|phuket',
  'Australia/Sydney': 'canberra|new south wales',
  'Europe/Amsterdam': 'netherlands|holland|rotterdam|the hague',
  'Europe/Athens': 'greece',
  'Europe/Berlin': 'germany|munich|hamburg|cologne|frankfurt|stuttgart|münchen|köln|deutschland',
  'Europe/Brussels': 'belgium|antwerp',
  'Europe/Copenhagen': 'denmark',
  'Europe/Dublin': 'ireland',
  'Europe/Helsinki': 'finland',
  'Europe/Istanbul': 'turkey|ankara|türkiye',
  'Europe/Kyiv': 'kiev|ukraine',
  'Europe/Lisbon': 'portugal|porto',
  'Europe/London': 'england|uk|britain|united kingdom|scotland|wales|edinburgh|manchester|oxford|cambridge',
  'Europe/Madrid': 'spain|barcelona|valencia|seville',
  'Europe/Moscow': 'russia|saint petersburg',
  'Europe/Oslo': 'norway',
  'Europe/Paris': 'france|lyon|marseille|bordeaux|nice',
  'Europe/Prague': 'czechia|czech republic',
  'Europe/Rome': 'italy|milan|naples|florence|venice|turin|bologna|roma',
  'Europe/Stockholm': 'sweden|gothenburg',
  'Europe/Vienna': 'austria|salzburg|wien',
  'Europe/Warsaw': 'poland|krakow',
  'Europe/Zurich': 'switzerland|geneva|basel|bern|zürich',
  'Pacific/Auckland': 'new zealand|wellington',
  'Pacific/Honolulu': 'hawaii',
  UTC: 'utc|gmt|greenwich|zulu',
}

const zones = new Map<string, string>()
for (const zone of Intl.supportedValuesOf('timeZone')) {
  if (zone.includes('/')) zones.set((zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase(), zone)
}
for (const [zone, places] of Object.entries(others))
  for (const place of places.split('|')) zones.set(place, zone)

/** The time zones of the places that a text names, in the order it names them. */
export function zonesIn(text: string): string[] {
  const exact = text.match(/\b[A-Z][A-Za-z]+\/[A-Z][A-Za-z_/+-]+\b/g) ?? []
  if (exact.length > 0) return [...new Set(exact)]
  const parts = text.toLowerCase().match(/[\p{L}.'-]+/gu) ?? []
  const found: string[] = []
  for (let at = 0; at < parts.length; at++) {
    for (let length = Math.min(4, parts.length - at); length > 0; length--) {
      const zone = zones.get(
        parts
          .slice(at, at + length)
          .join(' ')
          .replace(/[.']s?$/, ''),
      )
      if (zone === undefined) continue
      if (!found.includes(zone)) found.push(zone)
      at += length - 1
      break
    }
  }
  return found
}

/** A zone as people call the place: "Asia/Tokyo" is "Tokyo". */
export const placeOf = (zone: string) =>
  zone === 'UTC' ? 'UTC' : capital((zone.split('/').at(-1) ?? zone).replaceAll('_', ' '))
