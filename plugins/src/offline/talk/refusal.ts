import type { TalkRule } from '../turn.ts'

const wants = String.raw`\b(?:how (?:do|can|could|would|to)|help me|teach me|tell me how|show me|give me|write|make|build|create|explain how|instructions|steps|recipe|where can i (?:buy|get)|i want to|best way to)\b`

const harms: [RegExp, string][] = [
  [
    /\b(?:bombs?|explosives?|pipe ?bombs?|molotovs?|grenades?|nerve agents?|sarin|ricin|anthrax|chemical weapons?|bioweapons?|ghost guns?)\b/i,
    'weapons that hurt people',
  ],
  [
    /\b(?:malware|ransomware|keyloggers?|computer virus|botnets?|phishing (?:mails?|emails?|pages?|sites?)|ddos)\b/i,
    'software made to harm others',
  ],
  [
    /\b(?:hack|break|get) into (?:\w+ ){0,4}(?:account|phone|computer|email|e-mail|network|wi-?fi|bank|instagram|facebook|laptop)\b|\bsteal (?:\w+ ){0,3}(?:passwords?|identity|credit cards?|data|money|cars?)\b/i,
    'taking what belongs to others',
  ],
  [
    /\b(?:cook|make|synthesi[sz]e|produce)\b.{0,20}\b(?:meth|methamphetamine|fentanyl|heroin|crack|lsd|mdma)\b/i,
    'making dangerous drugs',
  ],
  [
    /\b(?:kill|murder|poison|stab|kidnap|torture|hurt|stalk)\b.{0,30}\b(?:someone|somebody|him|her|them|people|person|neighbou?rs?|wife|husband|boss|girlfriend|boyfriend|my \w+)\b/i,
    'hurting someone',
  ],
  [/\b(?:child|minor|underage)\b.{0,20}\b(?:porn|sexual|nude|naked)/i, 'sexual content about children'],
  [
    /\b(?:launder money|counterfeit (?:money|bills)|forge (?:\w+ ){0,2}(?:passport|id|documents?))\b/i,
    'fraud',
  ],
]

const hurtingOneself =
  /\b(?:kill myself|end my life|suicid(?:e|al)|hurt(?:ing)? myself|harm(?:ing)? myself|cut(?:ting)? myself|want to die|don['’]t want to live)\b/i

const asking = new RegExp(wants, 'i')

/** Says no to what would hurt people, plainly and without a lecture, and says what it would do instead. */
export const refuse: TalkRule = ({ text }) => {
  if (hurtingOneself.test(text)) return care
  const harm = harms.find(([pattern]) => pattern.test(text))
  if (!harm || !asking.test(text)) return undefined
  return `No, I will not help with ${harm[1]}. If something is behind this that worries you, tell me about it, and I will help with a safe way to deal with it where I can.`
}

const care = [
  'I am sorry that it is this hard right now, and I am glad you said it.',
  'I am a simple rule model and cannot be the help you deserve; a person can, today:',
  'call or text 988 in the US and Canada, 116 123 in the UK and Ireland and much of Europe, or see findahelpline.com for your country; if you are in danger now, call your emergency number.',
  'Is there someone near you whom you could tell?',
].join(' ')
